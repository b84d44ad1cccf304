"""What an admin changes of a notice."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from webapp import clock
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.notice import edits
from webapp.domain.notice.edits import SessionValues
from webapp.domain.queries.notice import sessions_for, sessions_of
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Staff, Student

VALUES = SessionValues(
    batch=3,
    day=date(2027, 1, 9),
    starts=time(8, 30),
    ends=time(11),
    place=" 体育馆 ",
    colleges=("外国语学院",),
    majors=(("翻译", 42),),
)


def test_an_added_session_comes_last_and_reaches_its_students(
    student: Student, campaign: Campaign, admin: Staff
) -> None:
    first = edits.save_session(admin, campaign, None, VALUES)
    second = edits.save_session(admin, campaign, None, VALUES)
    assert sessions_of(campaign) == [first, second]
    assert [session.place for session in sessions_for(student)] == ["体育馆", "体育馆"]
    assert first.printed == "外国语学院 翻译 体育馆"


def test_a_session_of_another_campaign_is_not_found(campaign: Campaign, admin: Staff) -> None:
    session = edits.save_session(admin, campaign, None, VALUES)
    other = Campaign(class_year=2028, title="下一届", deadline_at=clock.now())
    db.session.add(other)
    db.session.commit()
    with pytest.raises(NotFoundError):
        edits.find_session(other, session.id)
    assert edits.find_session(campaign, session.id) is session


def test_the_last_day_is_whole(campaign: Campaign, admin: Staff) -> None:
    day = clock.today() + timedelta(days=30)
    edits.change_campaign(admin, campaign, " 标题 ", day)
    assert campaign.title == "标题"
    assert edits.last_day_of(campaign) == day
    assert campaign.deadline_at - clock.start_of_day(day) == timedelta(days=1)


@pytest.mark.parametrize(
    ("title", "days", "words"), [(" ", 1, "标题"), ("标题", 4000, "年份"), ("标题", -4000, "年份")]
)
def test_what_no_campaign_may_be(campaign: Campaign, admin: Staff, title: str, days: int, words: str) -> None:
    before = campaign.deadline_at
    with pytest.raises(InvalidError, match=words):
        edits.change_campaign(admin, campaign, title, clock.today() + timedelta(days=days))
    assert campaign.deadline_at == before


def test_every_change_is_recorded_without_its_words(campaign: Campaign, admin: Staff) -> None:
    session = edits.save_session(admin, campaign, None, VALUES)
    edits.remove_session(admin, session)
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.action, event.actor) for event in events] == [
        ("notice.session", f"staff:{admin.id}"),
        ("notice.session_removed", f"staff:{admin.id}"),
    ]
    assert all("体育馆" not in str(event.details) for event in events)
