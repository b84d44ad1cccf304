"""What a student sees of a decision, and since when: not before nobody can take it back any more.

The row changes at once, so that no two reviewers decide on one submission. Whatever speaks to the student
(pages, deadlines, mail) asks here instead of reading the state, and finds what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_

from webapp import clock, current
from webapp.extensions import db
from webapp.models import Decision, State, Submission

SLACK = timedelta(seconds=2)  # an undo of the last second is through before the student sees anything
DECIDED = (State.RETURNED, State.APPROVED)


@dataclass(frozen=True)
class Seen:
    """A submission's decision as its student may know it; the reasons are codes of `return_reasons`."""

    state: State
    decided_at: datetime | None
    return_reasons: tuple[str, ...]
    return_text: str


def undo_time() -> timedelta:
    """How long a decision can be taken back (Settings.undo_seconds)."""
    return timedelta(seconds=current.settings().undo_seconds)


def held_for() -> timedelta:
    """How long after a decision the student does not see it."""
    return undo_time() + SLACK if undo_time() else timedelta()


def is_held_back(submission: Submission, at: datetime | None = None) -> bool:
    """Whether there is a decision that the student does not see yet at `at` (now by default)."""
    if submission.state not in DECIDED or submission.decided_at is None:
        return False
    return (at or clock.now()) < submission.decided_at + held_for()


def seen(submission: Submission, at: datetime | None = None) -> Seen:
    """The submission as its student sees it at `at` (now by default)."""
    if not is_held_back(submission, at):
        reasons = tuple(submission.return_reasons or ())
        return Seen(submission.state, submission.decided_at, reasons, submission.return_text or "")
    earlier = db.session.get(Decision, submission.id)
    if earlier is None:
        return Seen(State.SUBMITTED, None, (), "")
    return Seen(State.SUBMITTED, earlier.earlier_at, tuple(earlier.earlier_reasons), earlier.earlier_text)


def is_final() -> ColumnElement[bool]:
    """Submissions without a decision that could still be taken back. For a WHERE clause."""
    return or_(Submission.decided_at.is_(None), Submission.decided_at <= clock.now() - held_for())
