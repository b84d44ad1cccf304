"""Ticking who is there. A tick says what shall be so, and when it was made: the latest one wins.

So the same tick may arrive twice, late, or beside another leader's, and nothing is overwritten by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain import audit
from webapp.domain.errors import ClosedError, NotFoundError
from webapp.domain.queries import membership, notice
from webapp.domain.queries.roll_marks import closing_of
from webapp.extensions import db
from webapp.models import CampusSession, RollMark, Staff, Student

OLDEST = timedelta(days=2)  # a tick that waited longer on a phone counts as so old
CLOSED = "这一场的点名已经结束，不能再改。要改，请管理员重新打开。"
NOT_LISTED = "这位同学不在这一场的名单里。"


def mark(
    actor: Staff | None, session: CampusSession, wanted: Mapping[int, bool], at: datetime | None = None
) -> dict[int, bool]:
    """Set students (by id) as there or not, as decided at `at` (now by default); an act of its own each.

    Answers how each stands afterwards: as wanted, or as somebody decided later than `at`. `actor` None: the
    operator. Raises ClosedError when the roll call is over, NotFoundError for a student of another session;
    then nothing is written.
    """
    standing, changed = apply(actor, session, wanted, at)
    for student_id in changed:
        audit.record(
            audit.actor_name(actor),
            "roll_call.mark",
            f"student:{student_id}",
            session=session.id,
            present=wanted[student_id],
        )
    db.session.commit()
    return standing


def apply(
    actor: Staff | None, session: CampusSession, wanted: Mapping[int, bool], at: datetime | None = None
) -> tuple[dict[int, bool], list[int]]:
    """What `mark` does, without record and commit; also tells who stands otherwise than before."""
    at = _sensible(at)
    lock(session)
    require_open(session)
    standing: dict[int, bool] = {}
    changed: list[int] = []
    marks = _marks(wanted)
    for student in _students(session, wanted):
        found = marks.get(student.id)
        is_ours = found is not None and found.session_id == session.id
        before = found.is_present if found and is_ours else student.attended
        if found and is_ours and found.marked_at > at:
            standing[student.id] = found.is_present
            continue
        standing[student.id] = wanted[student.id]
        if before != wanted[student.id]:
            changed.append(student.id)
        _write(found, actor, session, student, wanted[student.id], at)
    return standing, changed


def lock(session: CampusSession) -> None:
    """Make whoever else ticks or closes this roll call wait until this transaction is over.

    An UPDATE that changes nothing locks the row on PostgreSQL and takes the writer's turn on SQLite.
    """
    touch = (
        update(CampusSession).where(CampusSession.id == session.id).values(position=CampusSession.position)
    )
    db.session.execute(touch.execution_options(synchronize_session=False))


def require_open(session: CampusSession) -> None:
    """Raises ClosedError when the roll call is over, and lets go of the lock."""
    if closing_of(session) is not None:
        db.session.rollback()
        raise ClosedError(CLOSED)


def _sensible(at: datetime | None) -> datetime:
    """The clock of a phone is not trusted with the future."""
    now = clock.now()
    return now if at is None else max(now - OLDEST, min(at, now))


def _marks(ids: Iterable[int]) -> dict[int, RollMark]:
    wanted = select(RollMark).where(RollMark.student_id.in_(list(ids)))
    found = db.session.scalars(wanted.execution_options(populate_existing=True))  # as it is under the lock
    return {mark.student_id: mark for mark in found}


def _students(session: CampusSession, ids: Iterable[int]) -> list[Student]:
    """These students, each of this session. Raises NotFoundError, and lets go of the lock."""
    wanted = set(ids)
    found = db.session.scalars(
        select(Student)
        .where(Student.id.in_(wanted), Student.campaign_id == session.campaign_id)
        .options(joinedload(Student.college))
    ).all()
    sessions = notice.sessions_of(session.campaign)
    if len(found) < len(wanted) or not all(belongs(sessions, session, student) for student in found):
        db.session.rollback()
        raise NotFoundError(NOT_LISTED)
    return list(found)


def belongs(sessions: list[CampusSession], session: CampusSession, student: Student) -> bool:
    """Whether this one, of all sessions, is a student's own, or a later chance after it."""
    group = membership.group_of(student)
    is_own = membership.own_session(sessions, group) is session
    return is_own or session in membership.later_chances(sessions, group, clock.today())


def _write(  # noqa: PLR0913, PLR0917 - the columns of a mark
    found: RollMark | None,
    actor: Staff | None,
    session: CampusSession,
    student: Student,
    is_present: bool,
    at: datetime,
) -> None:
    mark = found or RollMark(student_id=student.id)
    mark.session_id = session.id
    mark.is_present = is_present
    mark.marked_at = at
    mark.marked_by_id = actor.id if actor else None
    db.session.add(mark)
