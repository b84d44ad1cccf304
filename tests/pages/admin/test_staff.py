"""Accounts of staff in the browser, and the page of the invited."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.client import LintingClient
from tests.people import PASSWORD
from tests.second_factors import turn_on
from webapp.extensions import db
from webapp.models import AuditEvent, CampusSession, College, Role, Staff, Student

BrowserOf = Callable[[Student | Staff], LintingClient]
NEW = {"username": "wang.li", "name": "王力", "role": "reviewer", "colleges": ["外国语学院"]}


@pytest.fixture
def browser(browser_of: BrowserOf, admin: Staff, college: College) -> LintingClient:
    """The admin's browser, with a college to give."""
    return browser_of(admin)


def path_of_link(answer: TestResponse) -> str:
    """The path of the invitation that a page shows."""
    link = BeautifulSoup(answer.text, "html5lib").select_one("#link")
    assert link is not None
    return urlsplit(link.get_text(strip=True)).path


def member(username: str = "wang.li") -> Staff:
    """The account of this user name."""
    return db.session.scalars(select(Staff).where(Staff.username == username)).one()


def test_from_a_new_account_over_its_link_to_the_log_in(
    browser: LintingClient, client: LintingClient, admin: Staff
) -> None:
    path = path_of_link(browser.send("/admin/staff", NEW))
    made = member()
    assert (made.role, made.password_hash) == (Role.REVIEWER, "")
    assert [college.name for college in made.colleges] == ["外国语学院"]
    assert "还没设密码" in browser.page("/admin/staff").get_text()
    done = client.send(path, {"new": PASSWORD, "again": PASSWORD})
    assert "wang.li" in done.text
    client.send("/staff/login", {"username": "wang.li", "password": PASSWORD})
    assert client.get("/review/").status_code == 200
    assert client.get(path).status_code == 409
    actors = dict(db.session.execute(select(AuditEvent.action, AuditEvent.actor)).all())
    assert actors["staff.create"] == actors["staff.invite"] == f"staff:{admin.id}"
    assert actors["staff.joined"] == f"staff:{made.id}"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"username": "王老师"}, "用户名要 2 到 40 位"),
        ({"username": "admin"}, "已经有人用了"),
        ({"name": ""}, "请填写"),
        ({"colleges": None}, "至少要有一个学院"),
        ({"colleges": ["别的学院"]}, "没有这些学院"),
        ({"role": "owner"}, "422"),
    ],
)
def test_what_will_not_do_is_said(browser: LintingClient, values: dict[str, object], words: str) -> None:
    answer = browser.send("/admin/staff", {**NEW, **values})
    assert answer.status_code == 422
    assert words in f"{answer.status_code} {answer.text}"
    assert len(db.session.scalars(select(Staff)).all()) == 1


def test_disabling_and_enabling(browser: LintingClient, browser_of: BrowserOf, reviewer: Staff) -> None:
    phone = browser_of(reviewer)
    assert phone.get("/review/").status_code == 200
    url = f"/admin/staff/{reviewer.id}"
    browser.send(url, action=f"{url}/disable")
    assert phone.get("/review/").status_code == 302
    assert not reviewer.is_enabled
    browser.send(url, action=f"{url}/enable")
    assert reviewer.is_enabled
    assert phone.get("/review/").status_code == 302  # the old session stays over


def test_logging_out_everywhere(browser: LintingClient, browser_of: BrowserOf, reviewer: Staff) -> None:
    phone = browser_of(reviewer)
    url = f"/admin/staff/{reviewer.id}"
    browser.send(url, action=f"{url}/logout")
    assert phone.get("/review/").status_code == 302
    assert reviewer.is_enabled


def test_changing_colleges(browser: LintingClient, reviewer: Staff, other_college: College) -> None:
    url = f"/admin/staff/{reviewer.id}"
    boxes = browser.page(url).select("input[name=colleges][checked]")
    assert [box["value"] for box in boxes] == ["外国语学院"]
    browser.send(url, {"colleges": [other_college.name]}, action=f"{url}/rights")
    assert [college.name for college in reviewer.colleges] == [other_college.name]
    refused = browser.send(url, {"colleges": None}, action=f"{url}/rights")
    assert refused.status_code == 422
    assert "至少要有一个学院" in refused.text


def test_nobody_disables_themselves(browser: LintingClient, admin: Staff) -> None:
    url = f"/admin/staff/{admin.id}"
    page = browser.page(url)
    assert page.select_one(f'form[action="{url}/disable"]') is None
    token = page.select_one("input[name=csrf_token]")
    assert token is not None
    answer = browser.post(f"{url}/disable", data={"csrf_token": token["value"]})
    assert answer.status_code == 422
    assert admin.is_enabled


def test_the_page_of_the_invited_says_what_is_wrong(
    browser: LintingClient, client: LintingClient, reviewer: Staff
) -> None:
    url = f"/admin/staff/{reviewer.id}"
    path = path_of_link(browser.send(url, action=f"{url}/invite"))
    for new, again in (("short", "short"), ("long-enough-1", "long-enough-2")):
        assert client.send(path, {"new": new, "again": again}).status_code == 422
    assert client.get("/admin/join/nothing").status_code == 409
    assert browser.get("/admin/staff/999999").status_code == 404


def test_another_admin_resets_a_lost_second_factor(
    browser: LintingClient, admin: Staff, reviewer: Staff
) -> None:
    url = f"/admin/staff/{reviewer.id}"
    assert "重置两步验证" not in browser.page(url).get_text()
    turn_on(reviewer)
    turn_on(admin)
    browser = browser.application.test_client()  # type: ignore[assignment] # turning it on ended the session
    with browser.session_transaction() as session:
        session["_user_id"] = admin.get_id()
    assert "两步验证已重置" in browser.send(url, action=f"{url}/second-factor/reset").text
    assert not reviewer.has_second_factor
    assert "重置两步验证" not in browser.page(f"/admin/staff/{admin.id}").get_text()  # one's own: on 我的账号


def test_a_leader_sees_the_roll_call_and_nothing_else(
    browser: LintingClient, client: LintingClient, campus_session: CampusSession
) -> None:
    assert "至少要有一场" in browser.send("/admin/staff", {**NEW, "role": "leader"}).text
    sent = {**NEW, "role": "leader", "sessions": [str(campus_session.id)]}
    client.send(path_of_link(browser.send("/admin/staff", sent)), {"new": PASSWORD, "again": PASSWORD})
    first = client.send("/staff/login", {"username": "wang.li", "password": PASSWORD})
    assert first.request.path == f"/roll-call/{campus_session.id}"
    sections = [link.get_text() for link in BeautifulSoup(first.text, "html5lib").select(".staff-nav a")]
    assert sections[0] == "拍摄"
    for path in ("/review/", "/admin/", "/admin/students", "/admin/staff", "/admin/notice"):
        assert client.get(path).status_code == 403, path


def test_changing_the_sessions_of_a_reviewer(
    browser: LintingClient, reviewer: Staff, campus_session: CampusSession
) -> None:
    url = f"/admin/staff/{reviewer.id}"
    browser.send(url, {"sessions": [str(campus_session.id)]}, action=f"{url}/rights")
    assert reviewer.sessions == [campus_session]
    boxes = browser.page(url).select("input[name=sessions][checked]")
    assert [box["value"] for box in boxes] == [str(campus_session.id)]
    assert browser.send(url, {"sessions": ["987654"]}, action=f"{url}/rights").status_code == 422


def test_a_leader_becomes_a_reviewer_and_logs_in_anew(
    browser: LintingClient, browser_of: BrowserOf, leader: Staff, admin: Staff
) -> None:
    phone = browser_of(leader)
    url = f"/admin/staff/{leader.id}"
    refused = browser.send(url, {"role": "reviewer"}, action=f"{url}/rights")
    assert refused.status_code == 422
    assert "至少要有一个学院" in refused.text
    assert str(leader.role) == "leader"
    answer = browser.send(url, {"role": "reviewer", "colleges": ["外国语学院"]}, action=f"{url}/rights")
    assert "角色和范围已保存" in answer.text
    assert str(leader.role) == "reviewer"
    assert phone.get("/review/").status_code == 302
    assert browser_of(leader).get("/review/").status_code == 200
    own = browser.page(f"/admin/staff/{admin.id}")
    assert own.select_one(f'form[action="/admin/staff/{admin.id}/rights"]') is None
