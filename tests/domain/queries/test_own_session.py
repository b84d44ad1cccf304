"""What a student reads of their own session, before it and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import time_machine

from webapp import clock
from webapp.domain.queries import notice
from webapp.domain.queries.own_session import Turn, own_session_of
from webapp.domain.roll_call import closing, marks
from webapp.extensions import db
from webapp.models import CampusSession, NoticeDocument, Student

TOMORROW = timedelta(days=1)


def test_a_session_to_come_says_what_to_wear(campus_session: CampusSession, student: Student) -> None:
    said = {
        notice.RULES: {"rules": [{"id": "before-clothes", "title": "穿浅色"}]},
        notice.CAMPAIGN: {"arrive_early_minutes": 10},
    }
    for name, body in said.items():
        db.session.add(NoticeDocument(campaign_id=student.campaign_id, name=name, body=body))
    found = own_session_of(student)
    assert found
    assert (found.turn, found.session, found.rules, found.early) == (
        Turn.COMING,
        campus_session,
        ("穿浅色",),
        10,
    )


def test_without_a_roll_call_there_is_the_make_up_alone(
    campus_session: CampusSession, student: Student
) -> None:
    with time_machine.travel(clock.now() + TOMORROW):
        assert own_session_of(student) is None


def test_a_roll_call_being_counted_then_ended(
    campus_session: CampusSession, student: Student, make_student: Callable[..., Student]
) -> None:
    there = make_student()
    marks.mark(None, campus_session, {there.id: True})
    with time_machine.travel(clock.now() + TOMORROW):
        found = own_session_of(student)
        assert found
        assert found.turn is Turn.COUNTING
        closing.close(None, campus_session, missing=1)
        missed = own_session_of(student)
        assert missed
        assert missed.turn is Turn.MISSED
        assert own_session_of(there) is None


def test_a_day_to_be_announced_is_none_of_ours(campus_session: CampusSession, student: Student) -> None:
    campus_session.day = None
    assert own_session_of(student) is None
