"""Pages for everybody: what the notice says, found and shown as printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from flask import Flask

from tests import pictures
from tests.client import LintingClient
from webapp import current
from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.extensions import db
from webapp.models import Branch, Campaign, CampusSession, Student, Submission

PAGES = ("/", "/sessions", "/branches", "/guide/photo", "/guide/code", "/check", "/privacy")
IN_TIME = datetime(2024, 2, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def notice(app: Flask) -> Campaign:
    """The real notice, as printed."""
    return load_notice(read_notice(latest_notice_folder()), activate=True).campaign


@pytest.mark.parametrize("url", PAGES)
def test_pages_stand_before_a_notice_is_loaded(client: LintingClient, url: str) -> None:
    client.page(url)


@pytest.mark.usefixtures("notice")
def test_home_says_until_when_and_what(client: LintingClient) -> None:
    with time_machine.travel(IN_TIME, tick=False):
        text = client.page("/").get_text()
    assert "还有 9 天" in text
    assert "2024年2月29日（周四）" in text
    for thing in ("电子照片", "纸质照片", "图像采集码"):
        assert thing in text
    assert "其毕业证书不能发放" in text


@pytest.mark.usefixtures("notice")
def test_home_after_the_deadline_says_so(client: LintingClient) -> None:
    with time_machine.travel(datetime(2024, 2, 29, 16, 0, tzinfo=UTC), tick=False):
        text = client.page("/").get_text()
    assert "已截止" in text
    assert "还有" not in text


@pytest.mark.usefixtures("notice")
def test_the_slip_of_the_notice_stands_with_its_correction(client: LintingClient) -> None:
    for url in ("/", "/sessions"):
        text = client.page(url).get_text()
        assert "2023年1月10日后登陆学信网核对" in text
        assert "应是2024年1月10日" in text


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize(
    ("words", "expected", "absent"),
    [
        ("外国语", "10:50–11:20", "10:00–10:30"),
        ("临床医学专升本", "临床医学院", "外国语学院"),
        (" 物联网 工程 ", "计算机科学与技术学院", "外国语学院"),
        ("研究生", "药学", "外国语学院"),
    ],
)
def test_sessions_are_found_by_college_and_major(
    client: LintingClient, words: str, expected: str, absent: str
) -> None:
    found = client.get("/sessions", query_string={"q": words}).text.split("错过了怎么办")[0]
    assert expected in found
    assert absent not in found


@pytest.mark.usefixtures("notice")
def test_a_major_that_no_row_names_goes_with_the_others(client: LintingClient) -> None:
    text = client.get("/sessions", query_string={"q": "天文学"}).text
    assert "没有单独写“天文学”" in text
    assert "其他专业" in text


@pytest.mark.usefixtures("notice")
def test_sessions_show_every_row_with_head_counts_and_place(client: LintingClient) -> None:
    page = client.page("/sessions")
    assert len(page.select(".session")) == 16
    text = page.get_text()
    assert "临床医学专升本（461 人）" in text
    assert "图书馆负一楼(学术报告厅前)" in text
    assert "提前 10 分钟" in text


def test_a_place_is_said_once_a_day_and_beside_each_row_where_they_differ(
    client: LintingClient, notice: Campaign
) -> None:
    days = len(client.page("/sessions").select(".session-day"))
    place = "图书馆负一楼(学术报告厅前)"
    assert client.page("/sessions").get_text().count(place) == days
    row = db.session.scalars(db.select(CampusSession).order_by(CampusSession.position)).first()
    assert row is not None
    row.place = "体育馆"
    db.session.commit()
    text = client.page("/sessions").get_text()
    assert text.count("体育馆") == 1
    assert text.count(place) > days


def test_a_search_that_is_too_long_is_refused(client: LintingClient, notice: Campaign) -> None:
    answer = client.get("/sessions", query_string={"q": "长" * 41})
    assert answer.status_code == 422
    assert "最多 40 个字" in answer.text


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
def test_the_guides_hold_every_clause_and_step(client: LintingClient) -> None:
    photo = client.page("/guide/photo").get_text()
    for clause in read_notice(latest_notice_folder()).photo_clauses:
        assert clause.printed in photo
    assert client.page("/guide/photo").select("#clause-glasses img[alt^=不合格]")
    assert "不接收学生个人提供的照片" in photo
    code = client.page("/guide/code").get_text()
    for way in read_notice(latest_notice_folder()).code_guide.ways:
        for step in way.steps:
            assert step.printed in code


@pytest.mark.usefixtures("notice")
def test_the_bands_follow_the_limits_of_the_campaign(client: LintingClient, notice: Campaign) -> None:
    notice.standard_overrides = {"crown_min": 40.0}
    db.session.commit()
    assert "40–110" in client.page("/guide/photo").get_text()


def send(client: LintingClient, data: bytes, name: str = "photo.jpg") -> str:
    answer = client.send("/check", {"photo": (BytesIO(data), name)})
    assert answer.status_code == 200
    return answer.text


def test_check_tells_all_findings_and_keeps_nothing(client: LintingClient, app: Flask) -> None:
    text = send(client, pictures.portrait(crown=20.0))
    assert 'id="finding-crown_position"' in text
    assert "data:image/jpeg;base64," in text
    assert "ruler-fail" in text
    assert not list(current.storage().entries())
    assert db.session.query(Submission).count() == 0


def test_check_passes_a_good_photo(client: LintingClient) -> None:
    assert "ruler-fail" not in send(client, pictures.portrait())


@pytest.mark.parametrize("data", [b"%PDF-1.4 not a photo", b"\xff\xd8\xff broken", b"hello"])
def test_check_says_what_is_no_photo(client: LintingClient, data: bytes) -> None:
    text = send(client, data)
    assert 'id="finding-file_type"' in text
    assert "<image" not in text


@pytest.mark.parametrize(("name", "words"), [("", "还没有选择文件"), ("empty.jpg", "这个文件是空的")])
def test_check_without_a_file_says_so_at_the_field(client: LintingClient, name: str, words: str) -> None:
    answer = client.send("/check", {"photo": (BytesIO(b""), name)} if name else {})
    assert answer.status_code == 422
    assert words in answer.text


def test_check_is_limited(client: LintingClient, app: Flask) -> None:
    codes = {client.send("/check", {}).status_code for _ in range(31)}
    assert codes == {422, 429}


def test_a_student_goes_on_from_the_home_page(
    notice: Campaign, student: Student, browser_of: Callable[[Student], LintingClient]
) -> None:
    assert browser_of(student).page("/").select_one(".hero a.btn[href='/me']") is not None


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


@pytest.mark.usefixtures("notice")
def test_sessions_that_are_over_are_marked_and_have_no_calendar(client: LintingClient) -> None:
    with time_machine.travel(datetime(2023, 12, 20, 4, tzinfo=UTC), tick=False):
        days = client.page("/sessions").select(".session-day")
    assert [bool(day.select(".session-calendar")) for day in days] == [False, True, False]
    assert "已结束" in days[0].get_text()


@pytest.mark.usefixtures("notice")
def test_a_college_finds_its_session_in_two_taps(client: LintingClient) -> None:
    (first,) = [link for link in client.page("/").select("main a") if "我错过了吗" in link.get_text()]
    (second,) = [
        link for link in client.page(str(first["href"])).select(".chips a") if link.text == "外国语学院"
    ]
    found = client.page(str(second["href"]))
    assert "外国语学院" in found.select(".session")[0].get_text()
    assert len(found.select(".session")) == 1
    assert not found.select(".chips")


@pytest.mark.usefixtures("notice")
def test_privacy_says_how_long_as_it_is_set(app: Flask, client: LintingClient) -> None:
    app.extensions[current.SETTINGS] = replace(current.settings(), retention_days=30)
    text = client.page("/privacy").get_text()
    assert "提交截止后 30 天" in text
    assert "2024年3月31日" in text, "30 days after 1 March 2024, 00:00"


def test_a_shared_link_brings_a_picture(app: Flask, client: LintingClient) -> None:
    """WeChat and others fetch it from outside, and take no SVG: an absolute address of a PNG."""

    def picture() -> str:
        image = client.page("/").select_one("meta[property='og:image']")
        assert image is not None
        return str(image["content"])

    answer = client.get(urlsplit(picture()).path)
    assert picture().startswith("http://localhost/static/img/share.")
    assert answer.mimetype == "image/png"
    assert len(answer.data) < 30_000
    app.extensions[current.SETTINGS] = replace(current.settings(), public_url="https://bupai.example.edu.cn/")
    assert picture().startswith("https://bupai.example.edu.cn/static/img/share.")
