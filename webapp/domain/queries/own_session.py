"""A student's own campus session, as long as it matters: to come, being counted, or missed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from webapp import clock
from webapp.domain.queries import membership, notice
from webapp.domain.queries.roll_marks import closing_of, has_begun
from webapp.extensions import db
from webapp.models import CampusSession, NoticeDocument, Student
from webapp.models.base import Json

ON_THE_DAY = ("before-clothes", "before-hair", "before-makeup")  # the notice's rules (二.2, 二.3, 二.5)


class Turn(StrEnum):
    """Where a session stands for a student who is not marked as photographed."""

    COMING = "coming"
    COUNTING = "counting"  # over, its roll call begun and not ended
    MISSED = "missed"  # its roll call ended without them


@dataclass(frozen=True)
class OwnSession:
    """rules: titles of what to wear and how to look. early: minutes to be there before; None: not said."""

    session: CampusSession
    turn: Turn
    rules: tuple[str, ...] = ()
    early: int | None = None


def own_session_of(student: Student) -> OwnSession | None:
    """What a student should know of their session; None when they were photographed, when it has no day
    yet, and when it is over and nobody called its roll: then there is the make-up alone, as ever.
    """
    if student.attended or not student.campaign.is_active:
        return None
    rows = notice.sessions_of(student.campaign)
    session = membership.own_session(rows, membership.group_of(student))
    if session is None or session.day is None:
        return None
    if closing_of(session) is not None:
        return OwnSession(session, Turn.MISSED)
    if session.day >= clock.today():
        return _coming(session)
    return OwnSession(session, Turn.COUNTING) if has_begun(session) else None


def _coming(session: CampusSession) -> OwnSession:
    found = _documents(session)
    titles = {rule["id"]: rule["title"] for rule in found.get(notice.RULES, {}).get("rules", [])}
    return OwnSession(
        session,
        Turn.COMING,
        tuple(titles[name] for name in ON_THE_DAY if name in titles),
        found.get(notice.CAMPAIGN, {}).get("arrive_early_minutes"),
    )


def _documents(session: CampusSession) -> dict[str, Json]:
    wanted = select(NoticeDocument.name, NoticeDocument.body).where(
        NoticeDocument.campaign_id == session.campaign_id,
        NoticeDocument.name.in_((notice.RULES, notice.CAMPAIGN)),
    )
    return dict(db.session.execute(wanted).all())
