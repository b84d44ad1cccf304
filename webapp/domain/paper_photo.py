"""The paper photo itself, handed in at the college with the receipt."""

from __future__ import annotations

from sqlalchemy import update

from webapp import clock
from webapp.domain import audit, receipt, reviews, transitions
from webapp.domain.errors import StaleError
from webapp.extensions import db
from webapp.models import Staff, State, Submission


def find_by_receipt(staff: Staff, typed: str) -> Submission:
    """The submission of a receipt. Raises InvalidError (no receipt of ours), NotFoundError (not for them)."""
    return reviews.find(staff, receipt.submission_id_of(typed))


def mark_paper_received(staff: Staff, submission: Submission) -> Submission:
    """Note that the college has the paper photo; a second time changes nothing.

    Like a claim it leaves `version` alone: it changes nothing that is being decided on, so neither the
    student's nor a reviewer's open page goes stale. Raises NotFoundError, StaleError (just withdrawn).
    """
    reviews.find(staff, submission.id)
    statement = (
        update(Submission)
        .where(
            Submission.id == submission.id,
            Submission.state != State.DRAFT,
            Submission.paper_received_at.is_(None),
        )
        .values(paper_received_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(statement).rowcount == 1:  # type: ignore[attr-defined] # an UPDATE's result has it
        audit.record(audit.actor_name(staff), "paper.receive", f"submission:{submission.id}")
    db.session.commit()
    if submission.paper_received_at is None:
        raise StaleError(transitions.LOST_RACE)
    return submission
