"""The roll call in the browser, with and without its script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from webapp import clock
from webapp.domain.queries import roll_marks, roll_plan
from webapp.domain.roll_call import marks
from webapp.extensions import db
from webapp.models import AuditEvent, CampusSession, RollMark, Staff, Student

BrowserOf = Callable[[Student | Staff], LintingClient]
MakeStudent = Callable[..., Student]


@pytest.fixture
def phone(leader: Staff, browser_of: BrowserOf) -> LintingClient:
    """The leader's phone."""
    return browser_of(leader)


def url_of(session: CampusSession) -> str:
    """The page of a session's roll call."""
    return f"/roll-call/{session.id}"


def token_of(page: BeautifulSoup) -> str:
    """The CSRF token of a page."""
    found = page.select_one("input[name=csrf_token]")
    assert found is not None
    return str(found["value"])


def ticked(page: BeautifulSoup) -> list[str]:
    """Whom a page shows as there."""
    return [row.get_text() for row in page.select("li:has(input[name=present][checked]) .roll-name")]


def test_a_leader_with_one_session_lands_on_its_list(phone: LintingClient, student: Student) -> None:
    answer = phone.get("/roll-call/", follow_redirects=True)
    assert student.name in answer.text
    assert student.id_number not in answer.text
    look = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "roll_call.look")).one()
    assert look.details == {"what": "list"}


def test_a_tap_is_saved_at_once_and_may_come_late(
    phone: LintingClient, campus_session: CampusSession, student: Student
) -> None:
    url = url_of(campus_session)
    tap = {"csrf_token": token_of(phone.page(url)), "student": student.id, "present": "1", "age": "60000"}
    assert phone.post(f"{url}/tick", data=tap).get_json() == {"marks": {str(student.id): True}}
    mark = db.session.scalars(select(RollMark)).one()
    assert timedelta(seconds=55) < clock.now() - mark.marked_at < timedelta(seconds=90)
    older = {**tap, "present": "0", "age": "600000"}
    assert phone.post(f"{url}/tick", data=older).get_json()["marks"] == {str(student.id): True}
    standing = phone.get(f"{url}/marks").get_json()
    assert (standing["marks"], standing["closed"]) == ({str(student.id): True}, False)
    assert ticked(phone.page(url)) == [student.name]


@pytest.mark.parametrize(
    ("values", "status"),
    [({"student": "x"}, 422), ({"age": "-5"}, 422), ({"student": "987654"}, 404), ({"csrf_token": ""}, 400)],
)
def test_what_is_no_tap(
    phone: LintingClient, campus_session: CampusSession, student: Student, values: dict[str, str], status: int
) -> None:
    url = url_of(campus_session)
    tap = {"csrf_token": token_of(phone.page(url)), "student": student.id, "present": "1", **values}
    assert phone.post(f"{url}/tick", data=tap).status_code == status
    assert roll_marks.marks_of(campus_session) == {}


def test_without_a_script_only_what_was_changed_is_written(
    phone: LintingClient, campus_session: CampusSession, admin: Staff, make_student: MakeStudent
) -> None:
    mine, theirs = make_student(), make_student()
    url = url_of(campus_session)
    page = phone.page(url)
    marks.mark(admin, campus_session, {theirs.id: True})  # after the page was shown
    sent = {
        "csrf_token": token_of(page),
        "shown": f"{mine.id} {theirs.id}",
        "before": "",
        "present": str(mine.id),
    }
    answer = phone.post(f"{url}/save", data=sent, follow_redirects=True)
    assert "已保存 1 处改动" in answer.text
    assert roll_marks.marks_of(campus_session) == {mine.id: True, theirs.id: True}
    answer = phone.send(url, {"present": None}, action=f"{url}/save")  # both boxes cleared
    assert roll_plan.line_of(campus_session).present == 0
    assert phone.post(f"{url}/save", data={**sent, "shown": "1 x"}).status_code == 422


def test_searching_on_the_server(
    phone: LintingClient, campus_session: CampusSession, make_student: MakeStudent
) -> None:
    wanted, other = make_student(name="林晓"), make_student(name="王芳")
    page = phone.get(url_of(campus_session), query_string={"text": "林"}).text
    assert wanted.student_no in page
    assert other.student_no not in page
    assert "没有找到" in phone.get(url_of(campus_session), query_string={"text": "没有这人"}).text


def test_the_end_says_how_many_are_missing_and_asks_once_more(
    phone: LintingClient, campus_session: CampusSession, make_student: MakeStudent
) -> None:
    there, missing = make_student(name="林晓"), make_student(name="王芳")
    marks.mark(None, campus_session, {there.id: True})
    url = url_of(campus_session)
    asked = phone.page(f"{url}/close").get_text()
    assert "没到的 1 位要自己补拍" in asked
    assert "王芳" in asked
    stale = phone.send(f"{url}/close", {"missing": "2"})
    assert stale.status_code == 409
    assert "现在没到的是 1 人" in stale.text
    done = phone.send(f"{url}/close")
    assert "点名已经结束" in done.text
    assert (there.attended, missing.attended) == (True, False)
    assert phone.get(f"{url}/close").status_code == 302
    assert phone.get(f"{url}/marks").get_json()["closed"] is True
    tap = {
        "csrf_token": token_of(BeautifulSoup(done.text, "html5lib")),
        "student": missing.id,
        "present": "1",
    }
    assert phone.post(f"{url}/tick", data=tap).status_code == 403


def test_an_admin_reopens_with_a_reason_and_a_leader_cannot(
    phone: LintingClient, campus_session: CampusSession, admin: Staff, browser_of: BrowserOf, student: Student
) -> None:
    url = url_of(campus_session)
    closed = phone.send(f"{url}/close")
    assert "请管理员重新打开" in closed.text
    token = token_of(BeautifulSoup(closed.text, "html5lib"))
    assert phone.post(f"{url}/reopen", data={"csrf_token": token, "reason": "x"}).status_code == 403
    desk = browser_of(admin)
    assert desk.send(url, {"reason": ""}, action=f"{url}/reopen").status_code == 422
    opened = desk.send(url, {"reason": "漏勾了"}, action=f"{url}/reopen")
    assert "重新打开：漏勾了" in opened.text
    assert desk.send(f"{url}/close").status_code == 200


def test_a_session_of_somebody_else_is_not_there(
    campus_session: CampusSession, reviewer: Staff, browser_of: BrowserOf, student: Student
) -> None:
    browser = browser_of(reviewer)  # of this very college, but not given this session
    for path in ("", "/marks", "/close", "/print", "/import"):
        assert browser.get(url_of(campus_session) + path).status_code == 404
    assert "还没有场次分给你" in browser.page("/roll-call/").get_text()
    reviewer.sessions = [campus_session]
    db.session.commit()
    assert browser.get(url_of(campus_session)).status_code == 200


def test_the_admin_sees_every_session_against_its_plan(
    campus_session: CampusSession,
    admin: Staff,
    leader: Staff,
    browser_of: BrowserOf,
    make_student: MakeStudent,
) -> None:
    make_student()
    make_student(major="农学")
    campus_session.majors = [*campus_session.majors, {"name": "法语", "head_count": 3}]
    db.session.commit()
    page = browser_of(admin).page("/roll-call/").get_text()
    for words in ("外国语学院", "1 位同学不属于任何一场", "名册里没有", "法语", "leader"):
        assert words in page
    assert "负责人" not in browser_of(leader).get("/roll-call/", follow_redirects=True).text


def test_on_paper_there_is_no_id_number(
    phone: LintingClient, campus_session: CampusSession, student: Student
) -> None:
    page = phone.page(f"{url_of(campus_session)}/print").get_text()
    assert student.student_no in page
    assert student.class_name in page
    assert student.id_number not in page


@pytest.mark.parametrize("path", ["", "/close", "/print", "/marks"])
def test_no_page_takes_many_queries(
    phone: LintingClient, campus_session: CampusSession, make_student: MakeStudent, path: str
) -> None:
    for number in range(4):
        make_student(class_name=f"翻译230{number}")
    url = url_of(campus_session) + path
    phone.get(url)
    with count_queries() as seen:
        assert phone.get(url).status_code == 200
    assert len(seen) <= 12, "\n".join(seen)


def test_a_tap_takes_few_queries(
    phone: LintingClient, campus_session: CampusSession, student: Student
) -> None:
    url = url_of(campus_session)
    tap = {"csrf_token": token_of(phone.page(url)), "student": student.id, "present": "1"}
    with count_queries() as seen:
        assert phone.post(f"{url}/tick", data=tap).status_code == 200
    assert len(seen) <= 12, "\n".join(seen)
