"""The end of a roll call: whoever is not ticked has missed the session and makes up (notice, 三.5)."""

from __future__ import annotations

from sqlalchemy import select, update

from webapp import clock
from webapp.domain import audit, typed
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.queries import roll_call, roll_marks, roll_plan
from webapp.domain.queries.roll_plan import SessionLine
from webapp.domain.roll_call.marks import lock, require_open
from webapp.extensions import db
from webapp.models import CampusSession, RollClosing, RollMark, Staff, Student

LONGEST_REASON = 200  # characters
NO_DAY = "这一场的日期还没有定，不能结束点名。请管理员先填日期。"
TOO_EARLY = "这一场在 {day}，还没有开始，不能结束点名。"
NOBODY_LISTED = "这一场没有对上任何同学，不用结束点名。请管理员核对学院和专业的写法。"
COUNT_CHANGED = "名单刚刚又有变化：现在没到的是 {missing} 人。请再看一遍，再确认结束。"
NOT_CLOSED = "这一场的点名没有结束，不用重新打开。"
REASON_NEEDED = "请写明为什么要重新打开。"
REASON_TOO_LONG = f"原因请控制在 {LONGEST_REASON} 字以内。"


def close(actor: Staff | None, session: CampusSession, missing: int) -> RollClosing:
    """End the roll call, and write into the roster who was there. `actor` None: the operator.

    missing: how many whoever confirms has seen as missing; with another number by now nothing is done
    (StaleError). Raises ClosedError when it is over already, InvalidError before its day.
    """
    _require_day(session)
    lock(session)
    require_open(session)
    line = roll_plan.line_of(session)
    if line.listed == 0:
        db.session.rollback()
        raise InvalidError(NOBODY_LISTED)
    if line.missing != missing:
        db.session.rollback()
        raise StaleError(COUNT_CHANGED, missing=line.missing)
    _take_over(session, line)
    closing = RollClosing(
        session_id=session.id,
        listed=line.listed,
        present=line.present,
        closed_at=clock.now(),
        closed_by_id=actor.id if actor else None,
    )
    db.session.add(closing)
    _record(actor, "roll_call.close", session, listed=line.listed, present=line.present, missing=missing)
    db.session.commit()
    return closing


def reopen(actor: Staff | None, session: CampusSession, reason: str) -> None:
    """Take the end of a roll call back, so that ticks can be mended; it must be closed anew.

    The roster stays as it is until then. Raises InvalidError without a reason, StaleError when it is open.
    """
    reason = typed.words(reason)
    if not reason:
        raise InvalidError(REASON_NEEDED)
    if len(reason) > LONGEST_REASON:
        raise InvalidError(REASON_TOO_LONG)
    lock(session)
    closing = roll_marks.closing_of(session)
    if closing is None:
        db.session.rollback()
        raise StaleError(NOT_CLOSED)
    closing.reopened_at = clock.now()
    closing.reopened_by_id = actor.id if actor else None
    closing.reopen_reason = reason
    _record(actor, "roll_call.reopen", session)
    db.session.commit()


def _require_day(session: CampusSession) -> None:
    if session.day is None:
        raise InvalidError(NO_DAY)
    if session.day > clock.today():
        raise InvalidError(TOO_EARLY, day=session.day.isoformat())


def _take_over(session: CampusSession, line: SessionLine) -> None:
    """Bring the roster in line with the ticks; whom nobody touched stays as the roster says."""
    for is_present in (True, False):
        marked = select(RollMark.student_id).where(
            RollMark.session_id == session.id, RollMark.is_present.is_(is_present)
        )
        statement = (
            update(Student)
            .where(
                Student.id.in_(marked),
                Student.attended.is_(not is_present),
                roll_call.belongs(session, line.blocks),
            )
            .values(attended=is_present)
            .execution_options(synchronize_session=False)
        )
        db.session.execute(statement)
    db.session.expire_all()


def _record(actor: Staff | None, action: str, session: CampusSession, **details: int) -> None:
    audit.record(audit.actor_name(actor), action, f"campus_session:{session.id}", **details)
