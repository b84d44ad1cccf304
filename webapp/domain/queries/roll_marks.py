"""How a roll call stands: who was ticked, and whether it is over."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import CampusSession, RollClosing, RollMark


def marks_of(session: CampusSession) -> dict[int, bool]:
    """Student id -> whether there, for everybody whom somebody has ticked or unticked."""
    found = select(RollMark.student_id, RollMark.is_present).where(RollMark.session_id == session.id)
    return dict(db.session.execute(found).all())


def closing_of(session: CampusSession) -> RollClosing | None:
    """The end of the roll call that is in force; None while it is open."""
    return closings_of([session]).get(session.id)


def closings_of(sessions: Sequence[CampusSession]) -> dict[int, RollClosing]:
    """Session id -> the end of its roll call that is in force, for those that are over."""
    wanted = (
        select(RollClosing)
        .where(
            RollClosing.session_id.in_([session.id for session in sessions]),
            RollClosing.reopened_at.is_(None),
        )
        .options(joinedload(RollClosing.closed_by))
    )
    return {closing.session_id: closing for closing in db.session.scalars(wanted)}


def history_of(session: CampusSession) -> list[RollClosing]:
    """Every end of a roll call, newest first, those that were taken back too."""
    return list(
        db.session.scalars(
            select(RollClosing)
            .where(RollClosing.session_id == session.id)
            .options(joinedload(RollClosing.closed_by), joinedload(RollClosing.reopened_by))
            .order_by(RollClosing.id.desc())
        )
    )


def has_begun(session: CampusSession) -> bool:
    """Whether anybody was ticked, or the roll call was ever closed."""
    marked = select(RollMark.id).where(RollMark.session_id == session.id)
    closed = select(RollClosing.id).where(RollClosing.session_id == session.id)
    return bool(db.session.scalar(select(or_(marked.exists(), closed.exists()))))
