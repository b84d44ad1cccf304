"""Logging in through the pages: what a browser gets, keeps and loses."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask

from tests.client import LintingClient
from tests.people import PASSWORD
from webapp import clock, current
from webapp.extensions import db
from webapp.models import Staff, Student
from webapp.pages.auth.browser_session import is_own_path

NEW = "qingwa-2027"


def log_in(client: LintingClient, student: Student, password: str = PASSWORD, url: str = "/login") -> str:
    """Log in through the form; gives where the answer leads, or an empty string."""
    values = {"student_no": student.student_no, "password": password}
    return client.send(url, values, follow=False).headers.get("Location", "")


def is_in(client: LintingClient) -> bool:
    """Whether this browser is logged in."""
    return client.get("/password").status_code == 200


def test_a_student_logs_in_and_out(client: LintingClient, student: Student) -> None:
    assert log_in(client, student) == "/me"
    assert is_in(client)
    answer = client.send("/password", action="/logout", follow=False)
    assert answer.status_code == 302
    assert not is_in(client)


def test_logging_out_by_a_link_is_refused(
    browser_of: Callable[[Student | Staff], LintingClient], student: Student
) -> None:
    browser = browser_of(student)
    assert browser.get("/logout").status_code == 405
    assert is_in(browser)


def test_staff_land_on_their_work(client: LintingClient, reviewer: Staff, admin: Staff) -> None:
    for staff, page in ((reviewer, "/review/"), (admin, "/admin/")):
        values = {"username": staff.username, "password": PASSWORD}
        answer = client.send("/staff/login", values, follow=False)
        assert answer.headers["Location"] == page
        client.send("/account/", action="/logout")


def test_a_wrong_password_is_said_without_naming_the_reason(
    client: LintingClient, student: Student, make_student: Callable[..., Student]
) -> None:
    answers = []
    for number in (student.student_no, make_student(password_hash="").student_no, "2099000000"):
        answer = client.send("/login", {"student_no": number, "password": "wrong-password"})
        assert answer.status_code == 422
        assert "wrong-password" not in answer.text
        alert = BeautifulSoup(answer.text, "html5lib").select_one("[role=alert]")
        assert alert is not None
        answers.append(alert.get_text(" ", strip=True))
    assert len(set(answers)) == 1
    assert "学号或密码不对" in answers[0]


def test_empty_fields_are_named(client: LintingClient) -> None:
    answer = client.send("/login", {"student_no": " ", "password": ""})
    assert answer.status_code == 422
    assert "请输入学号" in answer.text
    assert "请输入密码" in answer.text


def test_the_pause_and_its_end(client: LintingClient, student: Student) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(5):
            log_in(client, student, "wrong-password")
        answer = client.send("/login", {"student_no": student.student_no, "password": PASSWORD})
        assert answer.status_code == 429
        assert "15 分钟" in answer.text
        time.shift(timedelta(minutes=15, seconds=1))
        assert log_in(client, student) == "/me"


def test_a_known_device_is_not_paused_by_others_on_the_same_network(
    app: Flask, client: LintingClient, student: Student
) -> None:
    log_in(client, student)
    client.send("/password", action="/logout")
    attacker: LintingClient = app.test_client()  # type: ignore[assignment] # the class set by the app fixture
    for _ in range(6):
        log_in(attacker, student, "wrong-password")
    assert log_in(attacker, student) == ""
    assert log_in(client, student) == "/me"


def test_a_device_cookie_counts_for_its_own_account_only(
    app: Flask, client: LintingClient, student: Student, make_student: Callable[..., Student]
) -> None:
    log_in(client, student)
    client.send("/password", action="/logout")
    victim = make_student()
    for _ in range(5):
        log_in(client, victim, "wrong-password")
    fresh: LintingClient = app.test_client()  # type: ignore[assignment] # the class set by the app fixture
    assert log_in(fresh, victim) == "", "guesses about others count for the network, not for the device"


def test_a_forged_device_cookie_is_ignored(client: LintingClient, student: Student) -> None:
    client.set_cookie("bupai_device", "eyJkZXZpY2UiOiJ4In0.forged.signature")
    assert log_in(client, student) == "/me"


def test_the_device_cookie_names_no_account(client: LintingClient, student: Student) -> None:
    log_in(client, student)
    cookie = client.get_cookie("bupai_device")
    assert cookie is not None
    assert cookie.http_only
    assert student.student_no not in cookie.decoded_value


def test_a_form_without_its_token_is_refused(client: LintingClient, student: Student) -> None:
    answer = client.post("/login", data={"student_no": student.student_no, "password": PASSWORD})
    assert answer.status_code == 400
    assert not is_in(client)


def test_the_session_is_new_after_the_log_in(client: LintingClient, student: Student) -> None:
    client.page("/login")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    log_in(client, student)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_a_stranger_comes_back_to_the_page_they_wanted(client: LintingClient, student: Student) -> None:
    asked = client.get("/password")
    assert asked.headers["Location"] == "/login?next=/password"
    assert log_in(client, student, url=asked.headers["Location"]) == "/password"


def test_a_next_on_another_site_is_not_followed(client: LintingClient, student: Student) -> None:
    assert log_in(client, student, url="/login?next=https://evil.example/") == "/me"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "me",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/me",
        "javascript:x",
        "/a\nb",
    ],
)
def test_only_own_paths_are_followed(path: str) -> None:
    assert not is_own_path(path)
    assert is_own_path("/review/3?page=2")


def test_staff_pages_lead_to_the_staff_log_in(client: LintingClient) -> None:
    assert client.get("/review/").headers["Location"].startswith("/staff/login")
    answer = client.get("/review/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/staff/login")


def test_the_session_ends_after_idling(client: LintingClient, student: Student) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        log_in(client, student)
        for _ in range(3):
            time.shift(timedelta(minutes=40))
            assert is_in(client), "each request begins the time anew"
        time.shift(timedelta(minutes=46))
        assert not is_in(client)


def test_the_session_ends_when_the_epoch_rises(client: LintingClient, student: Student) -> None:
    log_in(client, student)
    student.session_epoch += 1
    db.session.commit()
    assert not is_in(client)


def test_one_address_may_log_in_often_but_not_endlessly(client: LintingClient, app: Flask) -> None:
    few = dataclasses.replace(current.settings(), login_address_limit="3 per 5 minutes")
    app.extensions[current.SETTINGS] = few
    for _ in range(3):
        assert client.send("/login", {"student_no": ""}).status_code == 422
    assert client.send("/login", {"student_no": ""}).status_code == 429
    answer = client.send("/activate", {"student_no": ""})
    assert answer.status_code == 429, "all the doors are counted together"


def test_the_first_log_in(client: LintingClient, make_student: Callable[..., Student]) -> None:
    new = make_student(password_hash="", name="欧阳·小明")
    values = {"student_no": new.student_no, "name": "欧阳•小明", "id_tail": new.id_number[-6:].lower()}
    answer = client.send("/activate", values, follow=False)
    assert answer.headers["Location"] == "/activate/password"
    assert not is_in(client), "nobody is in before a password is set"
    answer = client.send("/activate/password", {"new": NEW, "again": NEW}, follow=False)
    assert answer.headers["Location"] == "/me"
    assert is_in(client)
    client.send("/password", action="/logout")
    assert log_in(client, new, NEW) == "/me"


def test_activation_says_what_is_wrong(client: LintingClient, make_student: Callable[..., Student]) -> None:
    new = make_student(password_hash="")
    values = {"student_no": new.student_no, "name": new.name, "id_tail": "12"}
    assert "正好六位" in client.send("/activate", values).text
    answer = client.send("/activate", {**values, "id_tail": "000000"})
    assert answer.status_code == 422
    assert "这三项对不上" in answer.text


def test_choosing_a_password_needs_being_recognised_first(client: LintingClient) -> None:
    assert client.get("/activate/password").headers["Location"] == "/activate"


def test_an_activation_left_open_expires(client: LintingClient, make_student: Callable[..., Student]) -> None:
    new = make_student(password_hash="")
    with time_machine.travel(clock.now(), tick=False) as time:
        values = {"student_no": new.student_no, "name": new.name, "id_tail": new.id_number[-6:]}
        client.send("/activate", values, follow=False)
        time.shift(timedelta(minutes=16))
        assert client.get("/activate/password").headers["Location"] == "/activate"


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [("short", "short", "至少要 8 位"), (NEW, NEW + "x", "不一样"), ("", "", "请输入新密码")],
)
def test_a_weak_or_mistyped_first_password(
    client: LintingClient, make_student: Callable[..., Student], new: str, again: str, words: str
) -> None:
    student = make_student(password_hash="")
    values = {"student_no": student.student_no, "name": student.name, "id_tail": student.id_number[-6:]}
    client.send("/activate", values, follow=False)
    answer = client.send("/activate/password", {"new": new, "again": again})
    assert answer.status_code == 422
    assert words in answer.text


def test_the_account_is_no_password(client: LintingClient, make_student: Callable[..., Student]) -> None:
    student = make_student(password_hash="")
    number = student.student_no
    client.send(
        "/activate",
        {"student_no": number, "name": student.name, "id_tail": student.id_number[-6:]},
        follow=False,
    )
    answer = client.send("/activate/password", {"new": number, "again": number})
    assert answer.status_code == 422
    assert "不能和学号" in answer.text


def test_changing_the_password_keeps_this_session_only(
    client: LintingClient, student: Student, browser_of: Callable[[Student | Staff], LintingClient]
) -> None:
    elsewhere = browser_of(student)
    log_in(client, student)
    wrong = client.send("/password", {"present": "wrong-password", "new": NEW, "again": NEW})
    assert "现在的密码不对" in wrong.text
    answer = client.send("/password", {"present": PASSWORD, "new": NEW, "again": NEW}, follow=False)
    assert answer.headers["Location"] == "/me"
    assert is_in(client)
    assert not is_in(elsewhere)


def test_a_student_of_a_past_campaign_may_still_read(client: LintingClient, student: Student) -> None:
    student.campaign.is_active = False
    db.session.commit()
    assert log_in(client, student) == "/me"
    assert is_in(client)


def test_nothing_typed_is_logged(
    client: LintingClient, student: Student, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    log_in(client, student, "my-secret-guess")
    assert "my-secret-guess" not in caplog.text
    assert student.student_no not in caplog.text


def test_log_in_pages_are_not_kept_by_the_browser(client: LintingClient) -> None:
    assert client.get("/login").headers["Cache-Control"] == "no-store"
