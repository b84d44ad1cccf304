"""Pages for everybody: what the notice says, found and shown as printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask

from tests.client import LintingClient
from webapp import current
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, Student

PAGES = ("/", "/sessions", "/branches", "/guide/photo", "/guide/code", "/check", "/privacy")
IN_TIME = datetime(2024, 2, 20, 4, 0, tzinfo=UTC)


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


def test_a_student_goes_on_from_the_home_page(
    notice: Campaign, student: Student, browser_of: Callable[[Student], LintingClient]
) -> None:
    assert browser_of(student).page("/").select_one(".hero a.btn[href='/me']") is not None


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
