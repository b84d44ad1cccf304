"""What staff change about one student."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from webapp import clock
from webapp.domain import audit, typed
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import DeadlineExtension, Staff, Student

LONGEST_REASON = 200  # characters
NOT_FOUND = "没有找到这位同学。"
NO_NUMBER = "名册里没有学号 {student_no}。"
REASON_NEEDED = "请写明延期的原因。"
REASON_TOO_LONG = f"原因请控制在 {LONGEST_REASON} 字以内。"
TOO_EARLY = "延期要到今天或以后。"
TOO_LATE = "延期最多一年，请核对年份。"
LONGEST_EXTENSION = timedelta(days=366)


def find(staff: Staff, student_id: int) -> Student:
    """A student that this member of staff may see. Raises NotFoundError."""
    found: Student | None = db.session.scalar(
        select(Student).where(Student.id == student_id, visible_to(staff))
    )
    if found is None:
        raise NotFoundError(NOT_FOUND)
    return found


def by_number(student_no: str) -> Student:
    """The student with this 学号, for the command line. Raises NotFoundError."""
    number = typed.account(student_no)
    found: Student | None = db.session.scalar(select(Student).where(Student.student_no == number))
    if found is None:
        raise NotFoundError(NO_NUMBER.format(student_no=number))
    return found


def record_look(staff: Staff, student: Student) -> None:
    """Write down that somebody looked at a student's data."""
    audit.record(audit.actor_name(staff), "student.look", f"student:{student.id}")
    db.session.commit()


def extend_deadline(actor: Staff | None, student: Student, last_day: date, reason: str) -> DeadlineExtension:
    """Let one student upload up to the end of `last_day` in China, with a reason. `actor` None: operator.

    The newest extension counts, so an earlier day takes a longer one back. Raises InvalidError.
    """
    reason = typed.words(reason)
    if not reason:
        raise InvalidError(REASON_NEEDED)
    if len(reason) > LONGEST_REASON:
        raise InvalidError(REASON_TOO_LONG)
    if last_day < clock.today():
        raise InvalidError(TOO_EARLY)
    if last_day > clock.today() + LONGEST_EXTENSION:
        raise InvalidError(TOO_LATE)
    extension = DeadlineExtension(
        student_id=student.id,
        until=clock.start_of_day(last_day + timedelta(days=1)),
        reason=reason,
        granted_by=actor.name if actor else audit.OPERATOR,
        granted_at=clock.now(),
    )
    db.session.add(extension)
    audit.record(
        audit.actor_name(actor), "student.extend", f"student:{student.id}", last_day=last_day.isoformat()
    )
    db.session.commit()
    return extension


def extensions_of(student: Student) -> list[DeadlineExtension]:
    """Every extension granted to a student, newest first."""
    return list(
        db.session.scalars(
            select(DeadlineExtension)
            .where(DeadlineExtension.student_id == student.id)
            .order_by(DeadlineExtension.id.desc())
        )
    )
