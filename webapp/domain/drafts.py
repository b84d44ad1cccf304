"""A student's submission while they may still change it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp import clock
from webapp.domain import audit, deadlines, transitions
from webapp.domain.errors import StaleError
from webapp.extensions import db
from webapp.models import State, Student, Submission

EDITABLE = {State.DRAFT, State.RETURNED}
ATTEMPTS = 20  # one student writes with a phone or two: more rivals than this is a fault


def submission_of(student: Student) -> Submission | None:
    """The student's submission in their campaign, or None when nothing was begun."""
    return db.session.scalar(
        select(Submission).where(
            Submission.student_id == student.id, Submission.campaign_id == student.campaign_id
        )
    )


def open_draft(student: Student) -> Submission:
    """The student's submission; begun now when there is none. Two requests at once get the same one.

    Raises ClosedError instead of beginning one that could not be filled.
    """
    found = submission_of(student)
    if found is not None:
        return found
    deadlines.require_open(student, None)
    draft = Submission(student_id=student.id, campaign_id=student.campaign_id, created_at=clock.now())
    db.session.add(draft)
    try:
        db.session.flush()
    except IntegrityError:  # another request was faster
        db.session.rollback()
        return db.session.execute(
            select(Submission).where(
                Submission.student_id == student.id, Submission.campaign_id == student.campaign_id
            )
        ).scalar_one()
    audit.record(audit.actor_name(student), "submission.open", target(draft))
    db.session.commit()
    return draft


def edit(student: Student, **values: Any) -> Submission:
    """Begin a change of the student's draft: set `values`, and hold the row until the caller commits.

    Whatever another tab saved meanwhile stays: only the named columns are written, the last writer wins.
    Raises ClosedError when the deadline or the state does not allow it (any more).
    """
    submission = open_draft(student)
    for _ in range(ATTEMPTS):
        deadlines.require_open(student, submission)
        try:
            transitions.change(submission, submission.version, EDITABLE, **values)
        except StaleError:
            db.session.refresh(submission)
            continue
        return submission
    raise StaleError(transitions.LOST_RACE)


def target(submission: Submission) -> str:
    """How a submission stands in the audit record."""
    return f"submission:{submission.id}"
