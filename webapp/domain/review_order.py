"""What comes after and before a submission in the queue: oldest first, and held by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, or_, select, true

from webapp import clock
from webapp.domain import claims
from webapp.domain.review_filter import ReviewFilter, visible_to
from webapp.extensions import db
from webapp.models import Staff, State, Submission

CANDIDATES = 20  # how many are read: others take theirs at the same moment
_OLDEST_FIRST = (Submission.submitted_at.asc(), Submission.id.asc())
_YOUNGEST_FIRST = (Submission.submitted_at.desc(), Submission.id.desc())


def following(staff: Staff, wanted: ReviewFilter, after: Submission | None) -> Iterator[Submission]:
    """Those behind `after`, then from the start of the queue; each part is read when it is needed."""
    if after is not None and after.submitted_at is not None:
        yield from _open_ones(staff, wanted, behind(after.submitted_at, after.id), _OLDEST_FIRST)
    yield from _open_ones(staff, wanted, true(), _OLDEST_FIRST)


def in_front_of(staff: Staff, wanted: ReviewFilter, before: Submission) -> Iterator[Submission]:
    """Those in front of `before`, the nearest first."""
    if before.submitted_at is not None:
        place = ahead_of(before.submitted_at, before.id)
        yield from _open_ones(staff, wanted, place, _YOUNGEST_FIRST)


def behind(moment: datetime, number: int) -> ColumnElement[bool]:
    """Later in the queue than this place. The first term lets the index of the queue do the work."""
    return and_(
        Submission.submitted_at >= moment, or_(Submission.submitted_at > moment, Submission.id > number)
    )


def ahead_of(moment: datetime, number: int) -> ColumnElement[bool]:
    """Earlier in the queue than this place."""
    return and_(
        Submission.submitted_at <= moment, or_(Submission.submitted_at < moment, Submission.id < number)
    )


def _open_ones(
    staff: Staff, wanted: ReviewFilter, place: ColumnElement[bool], order: tuple[UnaryExpression[Any], ...]
) -> Iterator[Submission]:
    """Up to CANDIDATES of what waits and nobody else holds."""
    waiting = replace(wanted, state=State.SUBMITTED).conditions()
    found = (
        select(Submission)
        .join(Submission.student)
        .where(*waiting, visible_to(staff), claims.open_to(staff, clock.now()), place)
        .order_by(*order)
        .limit(CANDIDATES)
    )
    yield from db.session.scalars(found).all()
