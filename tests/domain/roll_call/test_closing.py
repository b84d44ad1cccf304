"""The end of a roll call: who was there, who makes up, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.at_once import at_once
from webapp import clock
from webapp.domain import deadlines
from webapp.domain.deadlines import Why
from webapp.domain.errors import ClosedError, DomainError, InvalidError, StaleError
from webapp.domain.queries import roll_marks
from webapp.domain.roll_call import closing, marks
from webapp.extensions import db
from webapp.models import AuditEvent, CampusSession, RollClosing, Staff, Student

MakeStudent = Callable[..., Student]


def test_whoever_is_not_ticked_makes_up(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent
) -> None:
    there, missing, known, unticked = (make_student(attended=n > 1) for n in range(4))
    other = make_student(major="商务英语", attended=True)
    marks.mark(leader, campus_session, {there.id: True, unticked.id: False})
    done = closing.close(leader, campus_session, missing=2)
    assert (done.listed, done.present, done.closed_by_id) == (4, 2, leader.id)
    attended = [student.attended for student in (there, missing, known, unticked, other)]
    assert attended == [True, False, True, False, True]  # whom nobody touched stays as the roster says
    assert deadlines.window(there, None).why is Why.ATTENDED
    assert deadlines.window(missing, None).why is Why.OPEN
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "roll_call.close")).one()
    assert event.details == {"listed": 4, "present": 2, "missing": 2}


def test_the_number_confirmed_must_still_be_right(
    campus_session: CampusSession, leader: Staff, admin: Staff, student: Student
) -> None:
    marks.mark(admin, campus_session, {student.id: True})
    with pytest.raises(StaleError, match="现在没到的是 0 人"):
        closing.close(leader, campus_session, missing=1)
    assert roll_marks.closing_of(campus_session) is None
    closing.close(leader, campus_session, missing=0)
    with pytest.raises(ClosedError):
        closing.close(leader, campus_session, missing=0)


def test_only_one_of_two_at_once_ends_it(app: Flask, campus_session: CampusSession, student: Student) -> None:
    number = campus_session.id

    def act() -> RollClosing:
        session = db.session.get(CampusSession, number)
        assert session
        return closing.close(None, session, missing=1)

    answers = at_once(app, [act, act, act])
    assert sum(isinstance(answer, DomainError) for answer in answers) == 2
    assert len(db.session.scalars(select(RollClosing)).all()) == 1


@pytest.mark.parametrize(("days", "words"), [(1, "还没有开始"), (None, "日期还没有定")])
def test_not_before_its_day(
    campus_session: CampusSession, student: Student, days: int | None, words: str
) -> None:
    campus_session.day = None if days is None else clock.today() + timedelta(days=days)
    with pytest.raises(InvalidError, match=words):
        closing.close(None, campus_session, missing=1)


def test_a_session_of_nobody_has_no_end(campus_session: CampusSession) -> None:
    with pytest.raises(InvalidError, match="没有对上任何同学"):
        closing.close(None, campus_session, missing=0)


def test_reopened_with_a_reason_mended_and_ended_again(
    campus_session: CampusSession, leader: Staff, admin: Staff, student: Student
) -> None:
    closing.close(leader, campus_session, missing=1)
    for reason in ("", " ", "长" * 201):
        with pytest.raises(InvalidError, match=r"原因|为什么"):
            closing.reopen(admin, campus_session, reason)
    closing.reopen(admin, campus_session, " 漏勾了一位 ")
    with pytest.raises(StaleError):
        closing.reopen(admin, campus_session, "再一次")
    assert not student.attended  # until it is ended again
    marks.mark(leader, campus_session, {student.id: True})
    closing.close(leader, campus_session, missing=0)
    assert student.attended
    newest, first = roll_marks.history_of(campus_session)
    assert (first.reopen_reason, first.reopened_by_id, newest.reopened_at) == ("漏勾了一位", admin.id, None)
    details = [event.details for event in db.session.scalars(select(AuditEvent)) if "reopen" in event.action]
    assert details == [{}]  # the reason may name somebody: it is not in the record
