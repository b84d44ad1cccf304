"""Who is looking at a submission now, so that two reviewers never decide on the same one.

A claim changes nothing that the student handed in or sees, so it leaves `version` alone: a student's page
stays good while a reviewer comes and goes. What must not happen during a claim (withdrawing, another's
decision) says so in the WHERE clause of its own UPDATE, as here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, update

from webapp import clock, current
from webapp.extensions import db
from webapp.models import Staff, State, Submission


def free(at: datetime) -> ColumnElement[bool]:
    """Nobody holds it at `at`."""
    return or_(Submission.claimed_until.is_(None), Submission.claimed_until <= at)


def open_to(staff: Staff, at: datetime) -> ColumnElement[bool]:
    """Nobody else holds it at `at`."""
    return or_(free(at), Submission.claimed_by_id == staff.id)


def holder(submission: Submission, at: datetime | None = None) -> Staff | None:
    """Who holds it at `at` (now by default)."""
    if submission.claimed_until is None or submission.claimed_until <= (at or clock.now()):
        return None
    return submission.claimed_by


def take(staff: Staff, submission: Submission) -> bool:
    """Claim it for Settings.claim_minutes from now, or renew an own claim; says whether that worked.

    Joins the caller's transaction.
    """
    now = clock.now()
    return _change(
        submission, Submission.state == State.SUBMITTED, open_to(staff, now), **held_by(staff, now)
    )


def held_by(staff: Staff, at: datetime) -> dict[str, Any]:
    """The columns of a claim that begins at `at`."""
    until = at + timedelta(minutes=current.settings().claim_minutes)
    return {"claimed_by_id": staff.id, "claimed_until": until}


def give_back(staff: Staff, submission: Submission, until: datetime | None = None) -> bool:
    """End an own claim; says whether there was one. Joins the caller's transaction.

    until: only if it ends then; one that was renewed since stays.
    """
    terms = [Submission.claimed_by_id == staff.id]
    if until is not None:
        terms.append(Submission.claimed_until == until)
    return _change(submission, *terms, claimed_by_id=None, claimed_until=None)


def _change(submission: Submission, *conditions: ColumnElement[bool], **values: Any) -> bool:
    statement = (
        update(Submission)
        .where(Submission.id == submission.id, *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    changed: int = db.session.execute(statement).rowcount  # type: ignore[attr-defined] # an UPDATE's result has it
    db.session.refresh(submission)
    return changed == 1
