"""Classes of year: a new one, and which of them runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import campaigns, deadlines, drafts, submissions
from webapp.domain.deadlines import Why
from webapp.domain.errors import ClosedError, InvalidError, StaleError
from webapp.domain.notice.loading import Outcome
from webapp.extensions import db
from webapp.models import AuditEvent, Branch, Campaign, Staff, State, Student

MakeStudent = Callable[..., Student]


def test_a_look_writes_nothing_and_the_confirmation_all(campaign: Campaign, admin: Staff) -> None:
    seen = campaigns.preview(admin, None, 2028)
    assert seen.is_new
    assert set(seen.parts.values()) == {Outcome.NEW}
    assert seen.notice.campaign.class_year == 2028
    assert db.session.scalars(select(Campaign.class_year)).all() == [2027]
    assert db.session.scalars(select(Branch)).all() == []
    loaded = campaigns.confirm(admin, seen.token, activate=False, replace=False)
    assert (loaded.campaign.class_year, loaded.campaign.is_active) == (2028, False)
    assert campaign.is_active
    assert not campaigns.preview(admin, None, 2028).is_new


def test_a_preview_is_for_who_asked_and_for_half_an_hour(
    campaign: Campaign, admin: Staff, reviewer: Staff
) -> None:
    token = campaigns.preview(admin, None, 2028).token
    for wrong in ("", "x", token[:-2]):
        with pytest.raises(StaleError):
            campaigns.confirm(admin, wrong, activate=False, replace=False)
    with pytest.raises(StaleError):
        campaigns.confirm(reviewer, token, activate=False, replace=False)
    with (
        time_machine.travel(clock.now() + campaigns.LIFETIME + timedelta(seconds=2)),
        pytest.raises(StaleError, match="过期"),
    ):
        campaigns.confirm(admin, token, activate=False, replace=False)
    with pytest.raises(InvalidError, match="2000"):
        campaigns.preview(admin, None, 1999)


def test_one_class_runs(campaign: Campaign, admin: Staff) -> None:
    token = campaigns.preview(admin, None, 2028).token
    later = campaigns.confirm(admin, token, activate=True, replace=False).campaign
    db.session.refresh(campaign)
    assert (campaign.is_active, later.is_active) == (False, True)
    campaigns.activate(admin, campaign)
    campaigns.activate(admin, campaign)
    db.session.refresh(later)
    assert (campaign.is_active, later.is_active) == (True, False)
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert actions.count("campaign.activate") == 1


def test_figures_of_every_class(campaign: Campaign, make_student: MakeStudent) -> None:
    make_student()
    hand_in(make_student())
    hand_in(make_student(), State.APPROVED)
    db.session.add(Campaign(class_year=2026, title="2026届", deadline_at=clock.now()))
    db.session.commit()
    with count_queries() as seen:
        (now, earlier) = campaigns.standings()
    assert len(seen) <= 4
    assert (now.students, now.submissions, now.approved) == (3, 2, 1)
    assert (earlier.campaign.class_year, earlier.students) == (2026, 0)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_students_of_an_earlier_class_change_nothing(
    campaign: Campaign, make_student: MakeStudent, state: State
) -> None:
    student = make_student()
    submission = hand_in(student, state)
    campaign.is_active = False
    db.session.commit()
    window = deadlines.window(student, submission)
    assert window.why is Why.OLD_CAMPAIGN
    assert "已经结束" in window.words
    with pytest.raises(ClosedError, match="已经结束"):
        drafts.edit(student)
    version = submission.version
    with pytest.raises((ClosedError, StaleError)):
        submissions.withdraw(student, version)
    db.session.refresh(submission)
    assert (submission.state, submission.version) == (state, version)
