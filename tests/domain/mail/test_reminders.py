"""Who is reminded of the deadline, and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.domain.mail.conftest import ADDRESS
from webapp import clock
from webapp.domain.mail import notices, reminders
from webapp.extensions import db
from webapp.models import (
    Campaign,
    DeadlineExtension,
    MailKind,
    OutboxMail,
    State,
    Student,
    Submission,
)

LAST_DAY = date(2027, 2, 28)
NOON = timedelta(hours=12)


@pytest.fixture(autouse=True)
def first_of_march(campaign: Campaign) -> None:
    campaign.deadline_at = clock.start_of_day(LAST_DAY + timedelta(days=1))
    db.session.commit()


def days_before(days: int) -> time_machine.travel:
    return time_machine.travel(clock.start_of_day(LAST_DAY - timedelta(days=days)) + NOON, tick=False)


def reminded() -> int:
    return db.session.query(OutboxMail).filter_by(kind=MailKind.DEADLINE).count()


def test_a_student_is_reminded_once_a_day_on_the_days_asked_for(reader: Student) -> None:
    with days_before(7):
        assert reminders.remind({7, 3, 1}) == 1
        assert reminders.remind({7, 3, 1}) == 0
    with days_before(5):
        assert reminders.remind({7, 3, 1}) == 0
    with days_before(3):
        assert reminders.remind({7, 3, 1}) == 1
    mails = db.session.scalars(select(OutboxMail)).all()
    assert [mail.recipient for mail in mails] == [ADDRESS, ADDRESS]
    assert "2月28日（周日）结束前" in mails[0].subject
    assert mails[0].expires_at == clock.start_of_day(date(2027, 3, 1))


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_who_has_handed_in_is_left_alone(reader: Student, state: State) -> None:
    row = Submission(
        student_id=reader.id, campaign_id=reader.campaign_id, state=state, created_at=clock.now()
    )
    db.session.add(row)
    db.session.commit()
    with days_before(1):
        assert reminders.remind({1}) == 0


def test_who_was_photographed_on_campus_or_left_no_address_is_left_alone(
    reader: Student, make_student: Callable[..., Student]
) -> None:
    make_student()
    reader.attended = True
    db.session.commit()
    with days_before(1):
        assert reminders.remind({1}) == 0


def test_an_extension_moves_the_reminder(reader: Student) -> None:
    until = clock.start_of_day(LAST_DAY + timedelta(days=11))
    db.session.add(
        DeadlineExtension(
            student_id=reader.id, until=until, reason="住院", granted_by="staff:1", granted_at=clock.now()
        )
    )
    db.session.commit()
    with days_before(1):
        assert reminders.remind({1}) == 0
    with days_before(-9):
        assert reminders.remind({1}) == 1


def test_nobody_is_reminded_of_a_deadline_that_has_passed(reader: Student) -> None:
    with days_before(-1):
        assert reminders.remind({0, 1}) == 0


def test_two_runs_at_once_remind_once(reader: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run commits between this one's look and its own mail."""
    once = notices.notify_deadline

    def twice(*args: object) -> None:
        once(*args)  # type: ignore[arg-type] # passed through
        db.session.commit()
        once(*args)  # type: ignore[arg-type] # passed through

    monkeypatch.setattr(notices, "notify_deadline", twice)
    with days_before(1):
        assert reminders.remind({1}) == 0
    assert reminded() == 1
