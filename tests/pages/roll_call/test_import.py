"""An attendance list in the browser."""

from __future__ import annotations

import io
from collections.abc import Callable

from tests.client import LintingClient
from tests.domain.roster.rosters import csv_bytes
from webapp.domain.queries import roll_marks
from webapp.models import CampusSession, Staff, Student

BrowserOf = Callable[[Student | Staff], LintingClient]


def test_choose_look_confirm(
    campus_session: CampusSession, leader: Staff, browser_of: BrowserOf, student: Student
) -> None:
    phone = browser_of(leader)
    url = f"/roll-call/{campus_session.id}/import"
    file = io.BytesIO(csv_bytes({"学号": student.student_no}))
    seen = phone.send(url, {"file": (file, "到场.csv")})
    assert "会勾上1" in seen.text.replace("<strong>", "")
    assert roll_marks.marks_of(campus_session) == {}
    token = phone_token(seen.text)
    sent = {"csrf_token": token[0], "token": token[1]}
    assert "新勾了 1 位" in phone.post(f"{url}/confirm", data=sent, follow_redirects=True).text
    assert roll_marks.marks_of(campus_session) == {student.id: True}
    assert "已经过期" in phone.post(f"{url}/confirm", data={**sent, "token": "x"}, follow_redirects=True).text


def test_errors_by_row_and_a_file_that_cannot_be_read(
    campus_session: CampusSession, leader: Staff, browser_of: BrowserOf, student: Student
) -> None:
    phone = browser_of(leader)
    url = f"/roll-call/{campus_session.id}/import"
    wrong = phone.send(url, {"file": (io.BytesIO(csv_bytes({"学号": "2099999999"})), "到场.csv")})
    assert wrong.status_code == 422
    assert "名册里没有这个学号" in wrong.text
    unread = phone.send(url, {"file": (io.BytesIO(b"PK\x03\x04 broken"), "到场.xlsx")})
    assert unread.status_code == 422
    assert "损坏" in unread.text
    assert phone.send(url).status_code == 422
    assert roll_marks.marks_of(campus_session) == {}


def phone_token(html: str) -> tuple[str, str]:
    """CSRF token and token of the form that confirms."""
    from bs4 import BeautifulSoup

    form = BeautifulSoup(html, "html5lib").select_one("form[action$=confirm]")
    assert form is not None
    values = {str(field["name"]): str(field["value"]) for field in form.select("input[name]")}
    return values["csrf_token"], values["token"]
