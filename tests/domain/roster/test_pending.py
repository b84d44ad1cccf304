"""A roster file between its preview and its confirmation."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests.domain.roster.rosters import csv_bytes, person
from webapp import clock, current
from webapp.domain import audit, reconcile
from webapp.domain.errors import StaleError
from webapp.domain.roster import pending
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, College, Staff, Student

FILE = csv_bytes(person(2), person(3))


def kept_keys() -> list[str]:
    """What is in the store."""
    return [entry.key for entry in current.storage().entries()]


def count_students() -> int:
    """How many students there are."""
    return db.session.scalar(select(func.count()).select_from(Student)) or 0


def test_nothing_is_written_before_the_confirmation_and_all_after_it(
    admin: Staff, campaign: Campaign
) -> None:
    shown = pending.preview(admin, FILE, campaign)
    assert (shown.result.new, shown.result.new_colleges) == (2, ("外国语学院",))
    assert count_students() == 0
    assert db.session.scalars(select(College)).all() == []
    done = pending.confirm(admin, shown.token, campaign)
    assert done.result.written
    assert count_students() == 2


def test_who_imported_what_is_in_the_record(admin: Staff, campaign: Campaign) -> None:
    import hashlib

    pending.confirm(admin, pending.preview(admin, FILE, campaign).token, campaign)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "roster.import")).one()
    assert event.actor == audit.actor_name(admin)
    assert event.details["new"] == 2
    assert event.details["sha256"] == hashlib.sha256(FILE).hexdigest()


def test_the_same_file_again_has_nothing_to_confirm(admin: Staff, campaign: Campaign) -> None:
    pending.confirm(admin, pending.preview(admin, FILE, campaign).token, campaign)
    again = pending.preview(admin, FILE, campaign)
    assert (again.result.unchanged, again.token) == (2, "")
    assert kept_keys() == []


def test_a_file_with_errors_is_not_kept(admin: Staff, campaign: Campaign) -> None:
    shown = pending.preview(admin, csv_bytes(person(2, 性别="无")), campaign)
    assert shown.result.problems
    assert (shown.token, kept_keys()) == ("", [])


def test_a_preview_counts_once(admin: Staff, campaign: Campaign) -> None:
    token = pending.preview(admin, FILE, campaign).token
    assert len(kept_keys()) == 1
    pending.confirm(admin, token, campaign)
    assert kept_keys() == []
    with pytest.raises(StaleError, match="重新选择文件"):
        pending.confirm(admin, token, campaign)


def test_a_discarded_preview_leaves_no_file(admin: Staff, campaign: Campaign) -> None:
    token = pending.preview(admin, FILE, campaign).token
    pending.discard(admin, token, campaign)
    assert kept_keys() == []
    with pytest.raises(StaleError):
        pending.confirm(admin, token, campaign)
    assert count_students() == 0


def test_the_preview_of_another_admin_or_campaign_is_refused(
    admin: Staff, reviewer: Staff, campaign: Campaign
) -> None:
    token = pending.preview(admin, FILE, campaign).token
    other = Campaign(class_year=2028, title="2028届", deadline_at=clock.now())
    db.session.add(other)
    db.session.commit()
    for staff, which, shown in (
        (reviewer, campaign, token),
        (admin, other, token),
        (admin, campaign, token[:-2] + "xx"),
        (admin, campaign, ""),
    ):
        with pytest.raises(StaleError):
            pending.confirm(staff, shown, which)
    assert len(kept_keys()) == 1
    admin.session_epoch += 1  # logged out everywhere
    db.session.commit()
    with pytest.raises(StaleError):
        pending.confirm(admin, token, campaign)


def test_half_an_hour_later_it_is_over_and_swept(admin: Staff, campaign: Campaign) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as now:
        token = pending.preview(admin, FILE, campaign).token
        now.shift(pending.LIFETIME - timedelta(seconds=1))
        pending.sweep()
        assert len(kept_keys()) == 1
        now.shift(timedelta(seconds=2))
        with pytest.raises(StaleError):
            pending.confirm(admin, token, campaign)
        pending.sweep()
        assert kept_keys() == []


def test_what_changed_since_the_preview_is_shown_again_and_not_written(
    admin: Staff, campaign: Campaign
) -> None:
    first = pending.preview(admin, FILE, campaign)
    meanwhile = pending.preview(admin, csv_bytes(person(2)), campaign)
    pending.confirm(admin, meanwhile.token, campaign)
    answer = pending.confirm(admin, first.token, campaign)
    assert not answer.result.written
    assert (answer.result.new, answer.result.unchanged) == (1, 1)
    assert count_students() == 1
    assert pending.confirm(admin, answer.token, campaign).result.written
    assert count_students() == 2


def test_reconcile_leaves_a_waiting_file_alone_and_finds_a_forgotten_one(
    admin: Staff, campaign: Campaign
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        token = pending.preview(admin, FILE, campaign).token
        found = reconcile.compare()
        assert (found.missing, found.orphans) == ((), ())
        now.shift(pending.LIFETIME + timedelta(seconds=1))
        orphans = reconcile.compare().orphans
        assert [entry.key for entry in orphans] == kept_keys()
        now.shift(timedelta(days=30))
        assert reconcile.delete_orphans(orphans, timedelta(hours=24)) == 1
    assert kept_keys() == []
    assert token


def test_reconcile_does_not_miss_a_file_that_was_confirmed(admin: Staff, campaign: Campaign) -> None:
    pending.confirm(admin, pending.preview(admin, FILE, campaign).token, campaign)
    assert reconcile.compare().missing == ()
