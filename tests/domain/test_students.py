"""What staff change about one student."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from webapp import clock
from webapp.domain import deadlines, students
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, Student


def test_the_newest_extension_counts(student: Student, admin: Staff) -> None:
    today = clock.today()
    student.campaign.deadline_at = clock.now() - timedelta(days=9)
    db.session.commit()
    students.extend_deadline(admin, student, today + timedelta(days=9), "实习在外地")
    students.extend_deadline(admin, student, today + timedelta(days=1), "说错了日期")
    assert deadlines.window(student, None).until == clock.start_of_day(today + timedelta(days=2))
    newest, oldest = students.extensions_of(student)
    assert (newest.reason, oldest.reason, newest.granted_by) == ("说错了日期", "实习在外地", admin.name)
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.action, event.actor, event.target) == (
        "student.extend",
        f"staff:{admin.id}",
        f"student:{student.id}",
    )
    assert "说错" not in str(event.details), "reasons may name a person"


def test_today_is_still_a_day(student: Student) -> None:
    with time_machine.travel(clock.start_of_day(date(2027, 3, 1)), tick=False):
        extension = students.extend_deadline(None, student, date(2027, 3, 1), "最后一天")
    assert extension.until == clock.start_of_day(date(2027, 3, 2))
    assert extension.granted_by == "operator"


@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [(-1, "x", "今天或以后"), (400, "x", "年份"), (1, " \n", "写明"), (1, "x" * 201, "200 字")],
)
def test_what_cannot_be_granted(student: Student, days: int, reason: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        students.extend_deadline(None, student, clock.today() + timedelta(days=days), reason)
    assert students.extensions_of(student) == []


def test_a_reviewer_finds_their_own_students_only(
    student: Student, reviewer: Staff, other_reviewer: Staff
) -> None:
    assert students.find(reviewer, student.id) is student
    with pytest.raises(NotFoundError):
        students.find(other_reviewer, student.id)


def test_by_number(student: Student) -> None:
    assert students.by_number(f" {student.student_no} ") is student
    with pytest.raises(NotFoundError, match="没有学号 1"):
        students.by_number("1")
