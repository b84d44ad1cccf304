"""The page of the branches: by place, province and city, with every contact as printed."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.client import LintingClient
from webapp.extensions import db
from webapp.models import Branch, Campaign


@pytest.mark.usefixtures("notice")
def test_branches_by_place_nearest_first(client: LintingClient) -> None:
    page = client.page("/branches?lat=30.27&lng=120.15")  # Hangzhou
    first = page.select_one(".branch")
    assert first is not None
    assert "浙江分社" in first.get_text()
    assert first.select_one("a[href='tel:057187056261']") is not None


@pytest.mark.usefixtures("notice")
def test_the_map_shows_the_reader_and_the_nearest(client: LintingClient) -> None:
    page = client.page("/branches?lat=30.9&lng=121.9")
    assert len(page.select(".map-here")) == len(page.select(".map-nearest")) == 1
    assert not client.page("/branches").select(".map-here, .map-nearest")


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize("query", ["lat=abc&lng=1", "lat=91&lng=120", "lat=nan&lng=nan", "lat=1e999&lng=0"])
def test_a_place_that_cannot_be_is_answered_with_the_provinces(client: LintingClient, query: str) -> None:
    answer = client.get(f"/branches?{query}")
    assert answer.status_code == 422
    assert "没有读懂你的位置" in answer.text
    assert 'name="province"' in answer.text


@pytest.mark.usefixtures("notice")
def test_branches_by_province_its_own_first(client: LintingClient) -> None:
    names = [heading.get_text() for heading in client.page("/branches?province=吉林省").select(".branch h3")]
    assert names[0].startswith("吉林分社")
    assert names[1].startswith("吉林分社")
    assert names[2].startswith("黑龙江分社")


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize(
    ("province", "nearest"),
    [("北京市", "天津分社"), ("江苏省", "安徽分社"), ("台湾省", "福建分社"), ("香港特别行政区", "广东分社")],
)
def test_a_province_without_branch_is_told_so(client: LintingClient, province: str, nearest: str) -> None:
    page = client.page(f"/branches?province={province}")
    assert f"通知里没有列出{province}的分社" in page.get_text()
    assert nearest in page.select(".branch h3")[0].get_text()


@pytest.mark.usefixtures("notice")
def test_a_city_of_the_province_can_be_chosen(client: LintingClient) -> None:
    page = client.page("/branches?province=江苏省")
    links = {link.get_text(): str(link["href"]) for link in page.select(".city-choice a")}
    assert len(links) == 13
    chosen = client.page(links["连云港市"])
    assert "离连云港市由近到远" in chosen.get_text()
    assert "山东分社" in chosen.select(".branch h3")[0].get_text()
    assert [link.get_text() for link in chosen.select(".city-choice [aria-current]")] == ["连云港市"]
    assert not client.page("/branches?province=重庆市").select(".city-choice")


@pytest.mark.usefixtures("notice")
def test_every_contact_is_there_and_doubtful_numbers_say_why(client: LintingClient) -> None:
    page = client.page("/branches")
    assert len(page.select(".branch")) == 30
    anhui = next(card for card in page.select(".branch") if "安徽分社" in card.get_text())
    assert "传真 69095" in anhui.get_text()
    assert "不能拨打" in anhui.get_text()
    kunming = next(card for card in page.select(".branch") if "云南分社" in card.get_text())
    assert "0871-4094593" in kunming.get_text()
    assert kunming.select(".doubt")
    assert not [link for link in anhui.select("a[href^='tel:']") if "69095" in str(link["href"])]


@pytest.mark.usefixtures("notice")
def test_map_apps_search_by_the_printed_address(client: LintingClient) -> None:
    links = {
        card.select("h3")[0].get_text(strip=True): [
            str(link["href"]) for link in card.select(".branch-maps a")
        ]
        for card in client.page("/branches").select(".branch")
    }
    hosts = [link.split("/")[2] for link in links["陕西分社"]]
    assert hosts == ["uri.amap.com", "api.map.baidu.com", "maps.apple.com"]
    assert parse_qs(urlsplit(links["甘肃分社"][2]).query)["q"] == ["兰州市东郊巷 15 号"]


def test_an_address_without_its_city_gets_it(client: LintingClient, notice: Campaign) -> None:
    branch = db.session.query(Branch).filter_by(name="甘肃分社").one()
    branch.address = "东郊巷 15 号"
    db.session.commit()
    assert urlencode({"q": "兰州市东郊巷 15 号"}) in client.get("/branches").text
