"""Invitations: once, for a few days, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from webapp import clock
from webapp.domain import accounts, invites
from webapp.domain import staff as staff_accounts
from webapp.domain.errors import InvalidError, StaleError
from webapp.extensions import db
from webapp.models import AuditEvent, Role, Staff

PASSWORD = "chosen-by-oneself"


@pytest.fixture
def invited(college: object) -> Staff:
    """A reviewer who has no password yet."""
    return staff_accounts.create_staff("wang", name="王老师", role=Role.REVIEWER, colleges=["外国语学院"])


def test_nobody_logs_in_before_the_invitation_is_accepted(invited: Staff) -> None:
    with pytest.raises(InvalidError):
        accounts.log_in_staff("wang", "", "network:1")
    invites.accept(invites.invite(invited), PASSWORD)
    assert accounts.log_in_staff("wang", PASSWORD, "network:1").id == invited.id


def test_a_link_works_once(invited: Staff) -> None:
    token = invites.invite(invited)
    assert invites.invited(token).id == invited.id  # a look does not use it up
    invites.accept(token, PASSWORD)
    with pytest.raises(StaleError, match="新的"):
        invites.accept(token, "another-password")
    assert accounts.log_in_staff("wang", PASSWORD, "network:1")


def test_a_link_ends_after_days(invited: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        token = invites.invite(invited)
        now.shift(invites.LIFETIME - timedelta(seconds=1))
        assert invites.invited(token)
        now.shift(timedelta(seconds=3))
        with pytest.raises(StaleError):
            invites.accept(token, PASSWORD)


def test_what_makes_a_link_worthless(invited: Staff) -> None:
    older = invites.invite(invited)
    newer = invites.invite(invited)
    with pytest.raises(StaleError):
        invites.invited(older)
    staff_accounts.log_out("wang")
    with pytest.raises(StaleError):
        invites.invited(newer)
    last = invites.invite(invited)
    staff_accounts.set_enabled("wang", False)
    for token in (last, "", "nothing", last[:-1]):
        with pytest.raises(StaleError):
            invites.invited(token)
    with pytest.raises(InvalidError, match="停用"):
        invites.invite(invited)


def test_a_weak_password_does_not_use_the_link_up(invited: Staff) -> None:
    token = invites.invite(invited)
    with pytest.raises(InvalidError):
        invites.accept(token, "short")
    assert invites.accept(token, PASSWORD)


def test_an_invitation_ends_sessions_and_is_recorded_without_its_token(invited: Staff) -> None:
    session = invited.get_id()
    token = invites.invite(invited, actor="staff:99")
    assert accounts.find(session) is None
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.actor, event.action, event.target) == ("staff:99", "staff.invite", f"staff:{invited.id}")
    assert token not in str(event.details)
