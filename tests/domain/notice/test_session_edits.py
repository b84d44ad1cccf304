"""The schedule as admins keep it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select

from webapp import clock
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.notice import session_edits
from webapp.domain.notice.session_edits import SessionValues
from webapp.domain.queries.notice import sessions_for, sessions_of
from webapp.domain.roll_call import closing, marks
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, CampusSession, Staff, Student

VALUES = SessionValues(
    batch=3,
    day=date(2027, 1, 9),
    starts=time(8, 30),
    ends=time(11),
    place=" 体育馆 ",
    colleges=("外国语学院",),
    majors=(("翻译", 42),),
)
UNDATED = replace(VALUES, day=None, starts=None, ends=None, colleges=(), majors=(), words="预计 3 月初")


def test_an_added_session_reaches_its_students(student: Student, campaign: Campaign, admin: Staff) -> None:
    later = session_edits.save_session(admin, campaign, None, VALUES)
    sooner = session_edits.save_session(admin, campaign, None, replace(VALUES, batch=1))
    assert sessions_of(campaign) == [sooner, later]  # by batch and time, whenever it was added
    assert [session.place for session in sessions_for(student)] == ["体育馆", "体育馆"]
    assert later.printed == "外国语学院【1. 翻译42人】"
    assert session_edits.values_of(later) == replace(VALUES, place="体育馆")


def test_a_third_batch_from_to_be_announced_to_its_day(
    student: Student, campaign: Campaign, admin: Staff
) -> None:
    session = session_edits.save_session(admin, campaign, None, UNDATED)
    assert (session.printed, sessions_for(student)) == ("预计 3 月初", [session])
    announced = replace(session_edits.values_of(session), day=date(2027, 3, 2), starts=time(9), ends=time(12))
    session_edits.save_session(admin, campaign, session, announced)
    assert session.printed == "其他专业"  # what it said of the time is over
    named = replace(announced, colleges=("外国语学院",), words="")
    session_edits.save_session(admin, campaign, session, named)
    assert (session.printed, sessions_for(student)) == ("外国语学院", [session])


def test_the_notices_own_words_stay_while_they_are_true(
    campus_session: CampusSession, campaign: Campaign, admin: Staff
) -> None:
    campus_session.printed = "外国语学院【1. 翻译  2 人 】"
    moved = replace(session_edits.values_of(campus_session), place="体育馆", day=date(2027, 1, 1))
    session_edits.save_session(admin, campaign, campus_session, moved)
    assert campus_session.printed == "外国语学院【1. 翻译  2 人 】"
    session_edits.save_session(admin, campaign, campus_session, replace(moved, majors=(("英语", None),)))
    assert campus_session.printed == "外国语学院【1. 英语】"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place": " "}, "地点"),
        ({"ends": time(8)}, "晚于"),
        ({"ends": None}, "一起填"),
        ({"majors": (("翻译", 1), ("翻译", 2))}, "写了两次"),
        ({"majors": tuple((f"专业{n}", n) for n in range(100))}, "太长"),
    ],
)
def test_what_no_session_may_be(
    campaign: Campaign, admin: Staff, change: dict[str, object], words: str
) -> None:
    with pytest.raises(InvalidError, match=words):
        session_edits.save_session(admin, campaign, None, replace(VALUES, **change))  # type: ignore[arg-type] # by name
    assert sessions_of(campaign) == []


def test_whom_a_roll_call_is_about_is_not_taken_from_under_it(
    campus_session: CampusSession, campaign: Campaign, admin: Staff, leader: Staff, student: Student
) -> None:
    values = session_edits.values_of(campus_session)
    marks.mark(leader, campus_session, {student.id: True})
    with pytest.raises(InvalidError, match="点过名"):
        session_edits.remove_session(admin, campus_session)
    closing.close(leader, campus_session, missing=0)
    with pytest.raises(InvalidError, match="已经结束"):
        session_edits.save_session(admin, campaign, campus_session, replace(values, majors=()))
    session_edits.save_session(admin, campaign, campus_session, replace(values, place="体育馆"))
    assert campus_session.place == "体育馆"


def test_removing_a_session_leaves_its_leader(
    campus_session: CampusSession, leader: Staff, admin: Staff
) -> None:
    session_edits.remove_session(admin, campus_session)
    db.session.expire_all()
    assert leader.sessions == []


def test_a_session_of_another_campaign_is_not_found(campaign: Campaign, admin: Staff) -> None:
    session = session_edits.save_session(admin, campaign, None, VALUES)
    other = Campaign(class_year=2028, title="下一届", deadline_at=clock.now())
    db.session.add(other)
    db.session.commit()
    with pytest.raises(NotFoundError):
        session_edits.find_session(other, session.id)
    assert session_edits.find_session(campaign, session.id) is session


def test_every_change_is_recorded_without_its_words(campaign: Campaign, admin: Staff) -> None:
    session = session_edits.save_session(admin, campaign, None, VALUES)
    session_edits.remove_session(None, session)
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.action, event.actor) for event in events] == [
        ("notice.session", f"staff:{admin.id}"),
        ("notice.session_removed", "operator"),
    ]
    assert all("体育馆" not in str(event.details) for event in events)
