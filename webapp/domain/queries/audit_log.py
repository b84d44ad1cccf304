"""The record, newest first: filtered by who, what, whom and when, from page to page by its key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select

from webapp import clock
from webapp.domain import typed
from webapp.domain.queries import audit_names, audit_words
from webapp.domain.queries.acts import names_of
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, Student, Submission

PAGE_SIZE = 50
SUBMISSION = "submission:"


@dataclass(frozen=True)
class AuditFilter:
    """Which events; empty fields do not narrow. `student`: what was done by or to this one."""

    actor: str = ""
    action: str = ""
    student: Student | None = None
    day: date | None = None  # as people in China count it


@dataclass(frozen=True)
class Line:
    """One event with the names of who did it and of whom it is about, where there are any.

    target, details: in words, see `audit_words`.
    """

    event: AuditEvent
    who: str
    whom: str
    target: str
    details: str
    student_id: int | None = None

    @property
    def at(self) -> str:
        """When, in China, to the second."""
        return f"{clock.local(self.event.at):%Y-%m-%d %H:%M:%S}"


@dataclass(frozen=True)
class LogPage:
    """One page; `older` is the key that the next page begins before, None at the end."""

    lines: tuple[Line, ...]
    older: int | None


def page(wanted: AuditFilter, before: int | None = None, size: int = PAGE_SIZE) -> LogPage:
    """Events before a key, newest first. However long the record is, a page reads one page of it."""
    statement = select(AuditEvent).where(*_conditions(wanted)).order_by(AuditEvent.id.desc()).limit(size + 1)
    if before is not None:
        statement = statement.where(AuditEvent.id < before)
    events = list(db.session.scalars(statement))
    older = events[size - 1].id if len(events) > size else None
    return LogPage(tuple(_lines(events[:size])), older)


def student_with(number: str) -> Student | None:
    """The student with this 学号, of whichever campaign."""
    found: Student | None = db.session.scalar(
        select(Student).where(Student.student_no == typed.account(number))
    )
    return found


def staff_names() -> list[tuple[str, str]]:
    """Every member of staff as (actor, name), by name."""
    found = db.session.execute(select(Staff.id, Staff.name, Staff.username).order_by(Staff.name))
    return [(f"staff:{number}", f"{name}（{username}）") for number, name, username in found]


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor:
        conditions.append(AuditEvent.actor == wanted.actor)
    if wanted.action:
        conditions.append(AuditEvent.action == wanted.action)
    if wanted.day:
        conditions += [
            AuditEvent.at >= clock.start_of_day(wanted.day),
            AuditEvent.at < clock.start_of_day(wanted.day + timedelta(days=1)),
        ]
    if wanted.student:
        conditions.append(_about(wanted.student))
    return conditions


def _about(student: Student) -> ColumnElement[bool]:
    submissions = db.session.scalars(select(Submission.id).where(Submission.student_id == student.id))
    targets = [f"student:{student.id}", *(f"{SUBMISSION}{number}" for number in submissions)]
    return or_(AuditEvent.target.in_(targets), AuditEvent.actor == f"student:{student.id}")


def _lines(events: list[AuditEvent]) -> Iterable[Line]:
    owners = _owners(event.target for event in events)
    about = {event.id: owners.get(event.target, event.target) for event in events}
    names = names_of([*about.values(), *(event.actor for event in events)])
    places = audit_names.names_in(events)
    for event in events:
        target = about[event.id]
        yield Line(
            event,
            who=names.get(event.actor, event.actor),
            whom=names.get(target, ""),
            target=audit_words.target_words(event.target, places),
            details=audit_words.details_words(event.details, places),
            student_id=_student_id(target),
        )


def _owners(targets: Iterable[str]) -> dict[str, str]:
    """The student of each submission, both as targets."""
    numbers = {int(target.removeprefix(SUBMISSION)) for target in targets if target.startswith(SUBMISSION)}
    found = db.session.execute(select(Submission.id, Submission.student_id).where(Submission.id.in_(numbers)))
    return {f"{SUBMISSION}{number}": f"student:{student_id}" for number, student_id in found}


def _student_id(target: str) -> int | None:
    kind, _, number = target.partition(":")
    return int(number) if kind == "student" else None
