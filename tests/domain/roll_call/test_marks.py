"""Ticking who is there: the latest act wins, and nobody overwrites another by chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.at_once import at_once
from webapp import clock
from webapp.domain.errors import ClosedError, NotFoundError
from webapp.domain.queries import roll_marks, roll_plan
from webapp.domain.roll_call import closing, marks
from webapp.extensions import db
from webapp.models import AuditEvent, CampusSession, RollMark, Staff, Student

MakeStudent = Callable[..., Student]


def acts() -> list[tuple[str, str, object]]:
    """What the record says of ticks: actor, target, whether there."""
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "roll_call.mark"))
    return [(event.actor, event.target, event.details["present"]) for event in events]


def test_a_tick_is_one_act_however_often_it_arrives(
    campus_session: CampusSession, leader: Staff, student: Student
) -> None:
    for _ in range(2):
        assert marks.mark(leader, campus_session, {student.id: True}) == {student.id: True}
    assert acts() == [(f"staff:{leader.id}", f"student:{student.id}", True)]
    assert not student.attended  # not before the end
    assert roll_plan.line_of(campus_session).present == 1
    marks.mark(leader, campus_session, {student.id: False})
    assert roll_plan.line_of(campus_session).present == 0
    assert len(acts()) == 2


def test_what_was_decided_later_stays_when_an_older_tick_arrives(
    campus_session: CampusSession, leader: Staff, admin: Staff, student: Student
) -> None:
    now = clock.now()
    marks.mark(admin, campus_session, {student.id: False}, now)
    late = marks.mark(leader, campus_session, {student.id: True}, now - timedelta(minutes=5))
    assert late == {student.id: False}
    assert acts() == []
    assert marks.mark(leader, campus_session, {student.id: True}, now + timedelta(days=900))[student.id]
    mark = db.session.scalars(select(RollMark)).one()
    assert mark.marked_at <= clock.now()  # a phone's clock does not rule the future
    assert mark.marked_by_id == leader.id


def test_two_leaders_at_the_same_time_lose_nothing(
    app: Flask, campus_session: CampusSession, leader: Staff, admin: Staff, make_student: MakeStudent
) -> None:
    ids = [make_student().id for _ in range(8)]

    def tick(staff_id: int, student_id: int) -> Callable[[], object]:
        def act() -> object:
            session = db.session.get(CampusSession, session_id)
            staff = db.session.get(Staff, staff_id)
            assert session
            return marks.mark(staff, session, {student_id: True})

        return act

    session_id, two = campus_session.id, (leader.id, admin.id)
    answers = at_once(app, [tick(staff_id, number) for number in ids[:4] for staff_id in two])
    assert not any(isinstance(answer, Exception) for answer in answers)
    assert roll_marks.marks_of(campus_session) == dict.fromkeys(ids[:4], True)
    assert len(acts()) == 4


def test_a_student_of_another_session_is_not_on_the_list(
    campus_session: CampusSession, leader: Staff, student: Student, make_student: MakeStudent
) -> None:
    stranger = make_student(major="商务英语")
    with pytest.raises(NotFoundError):
        marks.mark(leader, campus_session, {student.id: True, stranger.id: True})
    assert roll_marks.marks_of(campus_session) == {}


def test_after_the_end_nothing_is_ticked(
    campus_session: CampusSession, leader: Staff, student: Student
) -> None:
    closing.close(leader, campus_session, missing=1)
    with pytest.raises(ClosedError, match="重新打开"):
        marks.mark(leader, campus_session, {student.id: True})
    assert roll_marks.marks_of(campus_session) == {}
