"""What is kept of a decision so that `undo` can take it back: who, when, and what stood there before."""

from __future__ import annotations

import secrets
from datetime import datetime

from webapp.models import Decision, Staff, Submission


def new_act() -> str:
    """A name for decisions that are made in one go: one alone, or a whole contact sheet."""
    return secrets.token_hex(8)


def drawn_up(staff: Staff, submission: Submission, version: int, act: str, at: datetime) -> Decision:
    """The row for a decision on `version` that `staff` is about to make at `at`.

    It is read off before the decision is written; the caller merges it once that has worked.
    """
    return Decision(
        submission_id=submission.id,
        staff_id=staff.id,
        act=act,
        version=version + 1,
        decided_at=at,
        earlier_by_id=submission.decided_by_id,
        earlier_at=submission.decided_at,
        earlier_reasons=list(submission.return_reasons or []),
        earlier_text=submission.return_text or "",
    )
