"""Figures are counted again as soon as anything happened, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from webapp import clock
from webapp.domain import audit
from webapp.domain.queries import unchanged
from webapp.domain.queries.unchanged import moment, unless_changed
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Staff


class Counter:
    """Counts how often it was asked."""

    asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


def test_again_after_an_act_or_a_day(campaign: Campaign, admin: Staff) -> None:
    count = Counter()
    assert unless_changed(moment(), admin, campaign, "x", count) == 1
    assert unless_changed(moment(), admin, campaign, "x", count) == 1
    audit.record(audit.OPERATOR, "demo.seed", "campaign:1")
    db.session.commit()
    assert unless_changed(moment(), admin, campaign, "x", count) == 2
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert unless_changed(moment(), admin, campaign, "x", count) == 3


def test_an_act_that_is_committed_late_counts(
    campaign: Campaign, admin: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 4):
        values = {"actor": "operator", "action": "demo.seed", "target": "campaign:1", "details": {}}
        db.session.add(AuditEvent(id=number, at=clock.now(), **values))
    db.session.commit()
    for window in (100, 2):
        monkeypatch.setattr(unchanged, "WINDOW", window)
        before = moment()
        db.session.add(AuditEvent(id=3, at=clock.now(), **values))
        db.session.flush()
        assert moment() != before
        db.session.rollback()


def test_each_has_their_own(
    campaign: Campaign, admin: Staff, reviewer: Staff, other_reviewer: Staff, second_reviewer: Staff
) -> None:
    count, at = Counter(), moment()
    found = [
        unless_changed(at, who, campaign, "x", count)
        for who in (admin, reviewer, other_reviewer, second_reviewer)
    ]
    assert found == [1, 2, 3, 2], "two reviewers of the same college share theirs"
    assert unless_changed(at, admin, campaign, "y", count) == 4


def test_no_more_than_a_process_can_hold(
    campaign: Campaign, admin: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "MOST_KEPT", 2)
    count, at = Counter(), moment()
    for what in ("a", "b", "a", "c"):
        unless_changed(at, admin, campaign, what, count)
    assert count.asked == 3
    assert unless_changed(at, admin, campaign, "a", count) == 1
    assert unless_changed(at, admin, campaign, "b", count) == 4
