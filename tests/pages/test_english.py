"""Every page of the public and of students in English, in every state: what is Chinese is marked as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString
from flask import Flask

from tests import handed_in, pictures, ready_made
from tests.client import LintingClient
from webapp import clock, current, language
from webapp.domain import chsi
from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.return_reasons import REASONS
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, College, Staff, State, Student

CHINESE = re.compile("[\u3400-\u9fff]")
SAID = {
    *("alt", "aria-label", "title", "placeholder", "content"),
    *("data-busy", "data-sending", "data-shrinking", "data-too-large", "data-offline", "data-refused"),
    *("data-done", "data-failed"),
}
IN_TIME = datetime(2024, 2, 20, 4, 0, tzinfo=UTC)
# What an attribute may say in Chinese, for it can mark nothing: the school, and the buttons of CHSI.
NAMED = re.compile("湖北科技学院|“[^”]*”")
PUBLIC = ("/", "/sessions", "/branches", "/guide/photo", "/guide/code", "/check", "/privacy", "/card")
AUTH = ("/login", "/activate", "/staff/login", "/language")
STUDENT = ("/me", "/me/upload/code", "/me/upload/electronic", "/me/upload/paper", "/me/details", "/me/submit")

Browser = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def english(client: LintingClient) -> LintingClient:
    """A stranger's browser in English."""
    client.set_cookie(language.COOKIE, language.ENGLISH)
    return client


@pytest.fixture
def mine(student: Student, browser_of: Browser) -> LintingClient:
    """The student's own browser, in English."""
    browser = browser_of(student)
    browser.set_cookie(language.COOKIE, language.ENGLISH)
    return browser


@pytest.fixture
def notice(app: Flask) -> Campaign:
    """The real notice, as printed."""
    return load_notice(read_notice(latest_notice_folder()), activate=True).campaign


@pytest.fixture
def in_time() -> Iterator[None]:
    """Nine days before the deadline of the real notice."""
    with time_machine.travel(IN_TIME, tick=False):
        yield


def chinese_left(html: str) -> list[str]:
    """Every piece of Chinese of a page that is not marked as Chinese."""
    page = BeautifulSoup(html, "html5lib")
    assert page.html is not None
    assert page.html["lang"] == "en"
    texts = [
        str(text)
        for text in page.find_all(string=CHINESE)
        if not isinstance(text, Comment | Doctype) and not _is_marked(text)
    ]
    spoken = [
        f"{name}={tag[name]}"
        for tag in page.find_all(True)
        for name in SAID
        if CHINESE.search(NAMED.sub("", str(tag.get(name, "")))) and not _is_marked(tag)
    ]
    return texts + spoken


def _is_marked(part: NavigableString | Tag) -> bool:
    own = [part] if isinstance(part, Tag) else []
    tagged = next((tag for tag in [*own, *part.parents] if tag.get("lang")), None)
    return tagged is not None and str(tagged["lang"]).startswith("zh")


def assert_english(browser: LintingClient, *urls: str, status: int = 200) -> None:
    """Each page answers in English."""
    for url in urls:
        answer = browser.get(url)
        assert answer.status_code == status, url
        assert chinese_left(answer.text) == [], url


# Public pages


def test_public_pages_without_a_notice(english: LintingClient) -> None:
    assert_english(english, *PUBLIC, *AUTH)


@pytest.mark.usefixtures("notice", "in_time")
def test_public_pages(english: LintingClient) -> None:
    assert_english(english, *PUBLIC, "/sessions?q=translation", "/sessions?q=nothing+like+it")
    assert_english(english, "/sessions?q=" + "x" * 50, "/branches?lat=x&lng=1", status=422)


@pytest.mark.usefixtures("notice", "in_time")
def test_branches_near_a_place_and_of_every_province(english: LintingClient) -> None:
    assert_english(english, "/branches?lat=30.59&lng=114.3", "/branches?lat=39.9&lng=116.4")
    page = english.page("/branches")
    provinces = [str(option["value"]) for option in page.select("#province option") if option["value"]]
    assert len(provinces) > 30
    for province in ("北京市", "江苏省", "湖北省", "台湾省"):
        assert province in provinces
        assert_english(english, f"/branches?province={province}")
    assert_english(english, "/branches?province=江苏省&city=徐州市", "/branches?province=新疆维吾尔自治区")


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize("moment", [datetime(2024, 2, 29, 4, tzinfo=UTC), datetime(2024, 3, 5, tzinfo=UTC)])
def test_home_on_the_last_day_and_after_it(english: LintingClient, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        assert_english(english, "/")


def test_the_check_of_a_photo(english: LintingClient) -> None:
    for data in (b"", b"no picture", pictures.table(), pictures.portrait()):
        answer = english.send("/check", {"photo": (BytesIO(data), "photo.jpg")})
        assert chinese_left(answer.text) == []


def test_wrong_log_ins(english: LintingClient, student: Student) -> None:
    typed = {"student_no": student.student_no, "name": "A", "id_tail": "12", "username": "x", "password": "y"}
    for url in ("/login", "/staff/login", "/activate"):
        for values in ({}, typed, {**typed, "id_tail": "123456"}):
            answer = english.send(url, values)
            assert answer.status_code == 422
            assert chinese_left(answer.text) == []


def test_errors(english: LintingClient, mine: LintingClient) -> None:
    assert_english(english, "/nowhere", "/sessions/1.ics", status=404)
    assert_english(english, "/logout", status=405)
    answer = english.post("/check")
    assert answer.status_code == 400
    assert chinese_left(answer.text) == []
    assert chinese_left(english.get("/me", follow_redirects=True).text) == []


# A student's pages


def test_before_anything_is_uploaded(mine: LintingClient, student: Student) -> None:
    assert_english(mine, *STUDENT, "/card")
    chsi.answer_chsi_gate(student, True)
    assert_english(mine, "/me")
    student.college.contact = ""
    assert_english(mine, "/me")
    answer = mine.send("/me/details", {"shot_on": "soon"})
    assert answer.status_code == 422
    assert chinese_left(answer.text) == []


def test_a_draft_with_and_without_failures(mine: LintingClient, student: Student) -> None:
    draft = ready_made.hand_in(student, State.DRAFT, ready_made.FAILED, submitted_at=None)
    assert_english(mine, *STUDENT)
    values = {
        "branch_id": handed_in.branch().id,
        "shot_on": clock.today() - timedelta(days=3),
        "face_consent": True,
    }
    for name, value in values.items():
        setattr(draft, name, value)
    db.session.commit()
    assert_english(mine, *STUDENT)
    answer = mine.send("/me/submit")
    assert answer.status_code == 422
    assert chinese_left(answer.text) == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.RETURNED])
def test_handed_in(mine: LintingClient, student: Student, state: State) -> None:
    values: dict[str, Any] = {
        "branch_id": handed_in.branch().id,
        "shot_on": clock.today() - timedelta(days=60),
    }
    if state is State.RETURNED:
        values |= {"return_reasons": [reason.code for reason in REASONS], "return_text": "请重拍，谢谢。"}
    ready_made.hand_in(student, state, **values)
    assert_english(mine, *STUDENT, "/card")
    chsi.mark_chsi_checked(student)
    assert_english(mine, "/me")


@pytest.mark.parametrize("change", ["attended", "closed", "old"])
def test_nothing_to_do_any_more(
    mine: LintingClient, student: Student, campaign: Campaign, change: str
) -> None:
    db.session.add(CampusSession(**_session(campaign, student.college)))
    if change == "attended":
        student.attended = True
    elif change == "closed":
        campaign.deadline_at = clock.now() - timedelta(days=1)
    else:
        campaign.is_active = False
    db.session.commit()
    assert_english(mine, *STUDENT)


def _session(campaign: Campaign, college: College) -> dict[str, object]:
    return {
        "campaign_id": campaign.id,
        "position": 0,
        "batch": 1,
        "day": clock.today(),
        "place": "温泉校区图书馆",
        "colleges": [college.name],
        "majors": [],
        "printed": "外国语学院",
    }


def test_an_address_for_mails(app: Flask, mine: LintingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        app.extensions,
        current.SETTINGS,
        replace(current.settings(), smtp_host="127.0.0.1", mail_from="a@b.cn"),
    )
    for email in ("", "no address", "student@example.edu.cn"):
        answer = mine.send("/me/notices", {"email": email})
        assert chinese_left(answer.text) == []
    assert_english(mine, "/me", "/me/notices")


def test_what_is_said_after_saving(mine: LintingClient) -> None:
    values = {"branch_id": handed_in.branch().id, "shot_on": clock.today().isoformat(), "face_consent": "no"}
    assert chinese_left(mine.send("/me/details", values).text) == []


# The switch


def test_chinese_is_the_default_whatever_the_browser_says(client: LintingClient) -> None:
    page = client.get("/login", headers={"Accept-Language": "en"})
    assert "登录" in page.text
    assert '<html lang="zh-CN">' in page.text


def test_the_switch_is_on_every_page_and_outlives_the_log_out(mine: LintingClient) -> None:
    mine.delete_cookie(language.COOKIE)
    link = mine.page("/me/details?from=home").select_one("a[hreflang]")
    assert link is not None
    assert (link["lang"], link.get_text()) == ("en", "English")
    answer = mine.send(str(link["href"]), action="/language/en", follow=False)
    assert answer.location == "/me/details?from=home"
    cookie = mine.get_cookie(language.COOKIE)
    assert cookie is not None
    assert (cookie.value, cookie.http_only, cookie.same_site) == ("en", True, "Lax")
    assert '<html lang="en">' in mine.send("/me", action="/logout").text
    assert mine.send("/language", action="/language/zh").text.count('<html lang="zh-CN">') == 1


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", ""])
def test_the_switch_leads_nowhere_else(client: LintingClient, wanted: str) -> None:
    answer = client.send("/language", {"next": wanted}, action="/language/en", follow=False)
    assert answer.location == "/"


def test_an_unknown_language_is_no_page(app: Flask, client: LintingClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/language/fr").status_code == 404


def test_a_public_page_is_kept_for_each_language(client: LintingClient) -> None:
    answer = client.get("/privacy")
    assert "Cookie" in answer.headers["Vary"]
    client.set_cookie(language.COOKIE, language.ENGLISH)
    again = client.get("/privacy", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 200
    assert '<html lang="en">' in again.text


def test_staff_pages_stay_chinese(reviewer: Staff, browser_of: Browser) -> None:
    browser = browser_of(reviewer)
    browser.set_cookie(language.COOKIE, language.ENGLISH)
    assert '<html lang="zh-CN">' in browser.get("/review/").text
