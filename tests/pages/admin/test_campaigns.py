"""The pages of the classes of year."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.domain.notice.test_sent import ours, zipped
from tests.ready_made import hand_in
from webapp.extensions import db
from webapp.models import Campaign, Staff, Student

URL = "/admin/campaigns"


@pytest.fixture
def browser(
    browser_of: Callable[[Student | Staff], LintingClient], admin: Staff, campaign: Campaign
) -> LintingClient:
    """The admin's browser, with a campaign that runs."""
    return browser_of(admin)


def looked_at(browser: LintingClient, **values: object) -> dict[str, str]:
    """The hidden fields of the preview that the page answers with."""
    from bs4 import BeautifulSoup

    answer = browser.send(URL, values)
    assert answer.status_code == 200, answer.text
    page = BeautifulSoup(answer.text, "html5lib")
    return {str(field["name"]): str(field["value"]) for field in page.select("form input[type=hidden]")}


def test_a_new_class_from_a_file(
    browser: LintingClient, browser_of: Callable[..., LintingClient], student: Student, campaign: Campaign
) -> None:
    file = (io.BytesIO(zipped(ours())), "notice.zip")
    hidden = looked_at(browser, source="file", file=file, class_year="2028")
    assert db.session.scalars(select(Campaign.class_year)).all() == [2027]
    page = browser.post(f"{URL}/confirm", data={**hidden, "activate": "y"}, follow_redirects=True).text
    assert "2028 届已载入" in page
    assert "进行中" in page
    listed = browser.page(URL).get_text()
    assert "2027 届" in listed
    assert "没有启用" in listed
    phone = browser_of(student)
    assert "已经结束" in phone.page("/me").get_text()


def test_an_earlier_class_is_found_and_runs_again(browser: LintingClient, student: Student) -> None:
    hand_in(student)
    hidden = looked_at(browser, source="ours", class_year="2028")
    browser.post(f"{URL}/confirm", data={**hidden, "activate": "y"})
    with count_queries() as seen:
        page = browser.page(f"{URL}/2027")
    assert len(seen) <= 12
    assert page.select_one('a[href="/admin/export?campaign=2027"]') is not None
    assert "2027 届已启用" in browser.send(f"{URL}/2027", action=f"{URL}/2027/activate").text
    assert browser.get(f"{URL}/1999").status_code == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"source": "file"}, "请选择通知的数据文件"),
        ({"source": "ours", "class_year": "明年"}, "2000 到 2100"),
        ({"source": "ours", "class_year": "1999"}, "2000 到 2100"),
    ],
)
def test_what_is_missing_is_said(browser: LintingClient, values: dict[str, str], words: str) -> None:
    answer = browser.send(URL, values)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_broken_file_is_named(browser: LintingClient) -> None:
    files = {**ours(), "rules.json": b"[{]"}
    answer = browser.send(URL, {"source": "file", "file": (io.BytesIO(zipped(files)), "notice.zip")})
    assert answer.status_code == 422
    assert "须知 rules.json：不是 UTF-8 编码的 JSON" in answer.text


def test_a_preview_that_is_over_is_said(browser: LintingClient) -> None:
    hidden = looked_at(browser, source="ours")
    answer = browser.post(f"{URL}/confirm", data={**hidden, "token": "x"})
    assert answer.status_code == 409
    assert "已经过期" in answer.text
