"""An attendance list into a roll call: all of what the preview showed, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.domain.roster.rosters import csv_bytes
from webapp import clock
from webapp.domain.errors import ClosedError, StaleError
from webapp.domain.queries import roll_marks, roll_plan
from webapp.domain.roll_call import attendance_import, closing, marks
from webapp.extensions import db
from webapp.models import AuditEvent, CampusSession, Staff, Student

MakeStudent = Callable[..., Student]


def listed(*students: Student, **more: str) -> bytes:
    """A file with these students."""
    return csv_bytes(*({"学号": student.student_no, "姓名": student.name, **more} for student in students))


def test_preview_then_confirm(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent
) -> None:
    known, new, absent = make_student(), make_student(), make_student()
    marks.mark(leader, campus_session, {known.id: True})
    found = attendance_import.preview(leader, campus_session, listed(known, new))
    assert (found.new, found.known, found.missing) == (1, 1, 1)
    assert roll_plan.line_of(campus_session).present == 1  # nothing yet
    assert attendance_import.confirm(leader, campus_session, found.token) == 1
    assert roll_marks.marks_of(campus_session) == {known.id: True, new.id: True}
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "roll_call.import")).one()
    assert (event.details["new"], len(event.details["sha256"])) == (1, 64)
    assert attendance_import.preview(leader, campus_session, listed(known, new)).token == ""
    assert absent.student_no not in str(event.details)


def test_everything_wrong_is_said_at_once_and_nothing_written(
    campus_session: CampusSession, leader: Staff, student: Student, make_student: MakeStudent
) -> None:
    stranger = make_student(major="商务英语")
    data = listed(student) + listed(stranger).split(b"\r\n", 1)[1]
    data += (
        f"{student.student_no[:-1]}9,谁\r\n".encode()
        + make_student().student_no.encode()
        + ",别人\r\n".encode()
    )
    found = attendance_import.preview(leader, campus_session, data)
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (3, "学号"),
        (4, "学号"),
        (5, "姓名"),
    ]
    assert "不属于任何一场" in found.problems[0].message
    assert found.token == ""
    assert roll_marks.marks_of(campus_session) == {}


def test_another_session_is_named(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent
) -> None:
    other = CampusSession(
        campaign_id=campus_session.campaign_id,
        position=1,
        batch=2,
        place="图书馆",
        colleges=[],
        majors=[],
        printed="其他专业",
    )
    db.session.add(other)
    found = attendance_import.preview(leader, campus_session, listed(make_student(major="商务英语")))
    assert "第2批 日期待定 其他专业" in found.problems[0].message


def test_a_later_chance_takes_who_missed_the_first_and_passes_over_who_was_there(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent
) -> None:
    there, missed = make_student(attended=True), make_student()
    campus_session.day = clock.today() - timedelta(days=60)
    third = CampusSession(
        campaign_id=campus_session.campaign_id,
        position=9,
        batch=campus_session.batch + 1,
        day=clock.today(),
        place="图书馆",
        colleges=[],
        majors=[],
        printed="补拍",
    )
    db.session.add(third)
    db.session.commit()
    found = attendance_import.preview(leader, third, listed(there, missed))
    assert (found.problems, found.new, found.known, found.missing) == ((), 1, 1, 0)
    assert attendance_import.confirm(leader, third, found.token) == 1
    assert roll_marks.marks_of(third) == {missed.id: True}


def test_a_preview_is_for_one_person_one_session_half_an_hour(
    campus_session: CampusSession, leader: Staff, admin: Staff, student: Student
) -> None:
    token = attendance_import.preview(leader, campus_session, listed(student)).token
    with pytest.raises(StaleError):
        attendance_import.confirm(admin, campus_session, token)
    with pytest.raises(StaleError):
        attendance_import.confirm(leader, campus_session, token + "x")
    with time_machine.travel(clock.now() + timedelta(minutes=31)), pytest.raises(StaleError):
        attendance_import.confirm(leader, campus_session, token)
    student.major = "商务英语"
    db.session.commit()
    with pytest.raises(StaleError):
        attendance_import.confirm(leader, campus_session, token)
    assert roll_marks.marks_of(campus_session) == {}


def test_not_after_the_end(campus_session: CampusSession, leader: Staff, student: Student) -> None:
    token = attendance_import.preview(leader, campus_session, listed(student)).token
    closing.close(leader, campus_session, missing=1)
    with pytest.raises(ClosedError):
        attendance_import.preview(leader, campus_session, listed(student))
    with pytest.raises(ClosedError):
        attendance_import.confirm(leader, campus_session, token)
