"""Many photos at a glance: what every check passed, approved in one go without the odd ones.

Each photo is a decision of its own, in its own transaction: one that changed meanwhile is left out and told,
the others count. Sent twice, the second time finds nothing left to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain import claims, decisions, faces, reviews
from webapp.domain.errors import NotFoundError, StaleError
from webapp.domain.queries.twins import is_single
from webapp.domain.review_filter import ReviewFilter, visible_to
from webapp.extensions import db
from webapp.models import Kind, Staff, State, Submission, Upload
from webapp.photocheck import Status

SIZE = 24  # photos on one sheet: four rows at 1280 px


@dataclass(frozen=True)
class Outcome:
    """What became of a sheet. refused: what was left out, in words, once each."""

    approved: int
    refused: tuple[str, ...]


def sheet(staff: Staff, wanted: ReviewFilter, left: Collection[int] = ()) -> list[Submission]:
    """The oldest SIZE submissions that nobody else holds and that leave no doubt (see `_all_green`).

    left: numbers of those that were taken out of an earlier sheet; they come back to no sheet by themselves.
    """
    waiting = replace(wanted, state=State.SUBMITTED).conditions()
    found = (
        select(Submission)
        .join(Submission.student)
        .options(joinedload(Submission.student))
        .where(*waiting, visible_to(staff), claims.open_to(staff, clock.now()), *_all_green())
        .where(Submission.id.not_in(left))
        .order_by(Submission.submitted_at, Submission.id)
        .limit(SIZE)
    )
    return list(db.session.scalars(found))


def approve_all(staff: Staff, picked: Sequence[tuple[int, int]]) -> Outcome:
    """Approve (submission, version) one by one; whoever was changed, taken or decided meanwhile stays."""
    approved, refused = 0, []
    act = decisions.new_act()  # so that the whole sheet can be taken back
    for number, version in picked:
        try:
            reviews.approve(staff, reviews.find(staff, number), version, act)
        except (StaleError, NotFoundError) as error:
            db.session.rollback()
            refused.append(error.message)
        else:
            approved += 1
    return Outcome(approved, tuple(dict.fromkeys(refused)))


def _all_green() -> list[ColumnElement[bool]]:
    """Every check of every file passed, the faces are one person's and nobody else's, nothing to read."""
    passed = Upload.verdict == Status.PASS.value
    return [
        *(Submission.uploads.any(and_(Upload.kind == kind, passed)) for kind in Kind),
        Submission.note == "",
        Submission.faces_agree.is_(True),
        is_single(),
        ~faces.has_match(),
    ]
