"""The log of reminders: who was reminded when, by whom, how, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import joinedload

from webapp.domain.chasing.stages import Stage, is_at, of_student
from webapp.domain.errors import NotFoundError
from webapp.domain.queries.acts import names_of
from webapp.domain.queries.keyset import START, KeysetPage, Order, Place, keyset_page
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import Campaign, Reminded, Reminder, Staff, Student

NOT_FOUND = "没有找到这次提醒，可能不是你负责的学院。"
LATEST_FIRST = Order(Reminder.at, Reminder.id, latest_first=True)


@dataclass(frozen=True)
class Entry:
    """One reminder, with the name of who sent it."""

    reminder: Reminder
    who: str


@dataclass(frozen=True)
class Told:
    """One student of a reminder, and whether what was missing is still missing."""

    id: int
    student_no: str
    name: str
    major: str
    class_name: str
    is_missing: bool


def log(staff: Staff | None, campaign: Campaign, place: Place = START) -> KeysetPage[Entry]:
    """One page of the reminders of the colleges that `staff` sees, the latest first; at most five queries."""
    statement = select(Reminder.id, Reminder.at).where(
        Reminder.campaign_id == campaign.id, _visible_to(staff)
    )
    found = keyset_page(statement, LATEST_FIRST, place)
    wanted = [row.id for row in found.rows]
    reminders = db.session.scalars(
        select(Reminder).options(joinedload(Reminder.college)).where(Reminder.id.in_(wanted))
    )
    by_id = {reminder.id: reminder for reminder in reminders}
    names = names_of(reminder.actor for reminder in by_id.values())
    return found.with_rows([Entry(by_id[n], names.get(by_id[n].actor, by_id[n].actor)) for n in wanted])


def one(staff: Staff | None, reminder_id: int) -> Entry:
    """One reminder. Raises NotFoundError, also for another college's."""
    found = db.session.scalar(select(Reminder).where(Reminder.id == reminder_id, _visible_to(staff)))
    if found is None:
        raise NotFoundError(NOT_FOUND)
    return Entry(found, names_of([found.actor]).get(found.actor, found.actor))


def told(reminder: Reminder) -> list[Told]:
    """Whom it named, class by class, and who has done it since."""
    statement = of_student(
        select(
            Student.id,
            Student.student_no,
            Student.name,
            Student.major,
            Student.class_name,
            is_at(Stage(reminder.stage)).label("is_missing"),
        )
        .select_from(Student)
        .join(Reminded, Reminded.student_id == Student.id)
    )
    rows = db.session.execute(
        statement.where(Reminded.reminder_id == reminder.id).order_by(
            Student.major, Student.class_name, Student.student_no
        )
    )
    return [
        Told(row.id, row.student_no, row.name, row.major, row.class_name, bool(row.is_missing))
        for row in rows
    ]


def _visible_to(staff: Staff | None) -> ColumnElement[bool]:
    return visible_to(staff, Reminder.college_id) if staff else true()
