"""Who is missing: counts first, by college, major and class; then the names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, tuple_

from webapp.domain.chasing.selection import Selection, has_address
from webapp.domain.chasing.stages import Stage, is_at, of_student, stage_of
from webapp.domain.chasing.texts import Frame, Message, Missing, messages
from webapp.domain.queries.keyset import START, AnySelect, KeysetPage, Place, keyset_page
from webapp.extensions import db
from webapp.models import Campaign, College, Reminded, Staff, State, Student, Submission

MOST_NAMED = 2000  # names that anybody pastes into groups at once
CHUNK = 1000  # rows of a file held in memory
NO_CLASS = "没有班级"


@dataclass(frozen=True)
class Group:
    """One college, major or class, with how many students are where.

    key: what stands in an address: the college's number, or the name of the major or class. missed: all who
    must make up. stages: how many at each stage.
    """

    key: str
    name: str
    missed: int
    submitted: int
    approved: int
    stages: dict[Stage, int]


@dataclass(frozen=True)
class Row:
    """One student who is missing. reminded_at: the last time, if ever."""

    id: int
    student_no: str
    name: str
    college: str
    major: str
    class_name: str
    stage: Stage
    has_address: bool
    reminded_at: datetime | None


@dataclass(frozen=True)
class Reachable:
    """How many students left an address for mail, and how many did not."""

    with_address: int
    without_address: int


class _ByClass:
    """By college, major, class and 学号; the marks are the students' numbers."""

    columns = (Student.college_id, Student.major, Student.class_name, Student.student_no)

    def sorted(self, backwards: bool) -> tuple[ColumnElement[Any], ...]:
        """What ORDER BY takes."""
        return tuple(column.desc() if backwards else column.asc() for column in self.columns)

    def beyond(self, mark: int, backwards: bool) -> ColumnElement[bool]:
        """The rows on the far side of the student with this number; none when there is no such student."""
        place = tuple_(*(select(c).where(Student.id == mark).scalar_subquery() for c in self.columns))
        here = tuple_(*self.columns)
        return here < place if backwards else here > place

    def mark(self, row: Any) -> int:
        """The place of a row that was read."""
        return int(row.id)


BY_CLASS = _ByClass()


def groups(staff: Staff | None, campaign: Campaign, wanted: Selection) -> list[Group]:
    """The colleges, or the majors of the chosen college, or the classes of the chosen major; one query.

    Only those in which somebody must make up.
    """
    key, name = _level(wanted)
    statement = (
        of_student(select(key, name, *_figures()).select_from(Student))
        .join(College, College.id == Student.college_id)
        .where(*wanted.of_place(staff, campaign), Student.attended.is_(False))
        .group_by(key, name)
        .order_by(name)
    )
    return [_group(row) for row in db.session.execute(statement)]


def together(found: list[Group]) -> Group:
    """All groups as one."""
    stages = {stage: sum(group.stages[stage] for group in found) for stage in Stage}
    missed, submitted, approved = (
        sum(getattr(group, name) for group in found) for name in ("missed", "submitted", "approved")
    )
    return Group("", "", missed, submitted, approved, stages)


def names(
    staff: Staff | None, campaign: Campaign, wanted: Selection, place: Place = START
) -> KeysetPage[Row]:
    """One page of those who are missing, class by class, in two queries."""
    found = keyset_page(_rows(staff, campaign, wanted), BY_CLASS, place)
    return found.with_rows(tuple(_row(row, wanted.stage) for row in found.rows))


def all_names(staff: Staff | None, campaign: Campaign, wanted: Selection) -> Iterator[Row]:
    """All of them in the same order, read piece by piece; `staff` and `campaign` may be gone by then."""
    statement = _rows(staff, campaign, wanted).order_by(*BY_CLASS.sorted(backwards=False)).limit(CHUNK)
    return _read(statement, wanted.stage)


def texts(staff: Staff | None, campaign: Campaign, wanted: Selection, frame: Frame) -> list[Message] | None:
    """The messages that name them all, in one query; None when they are more than MOST_NAMED."""
    statement = (
        of_student(
            select(
                Student.id, Student.name, Student.student_no, Student.major, Student.class_name
            ).select_from(Student)
        )
        .where(*wanted.conditions(staff, campaign))
        .order_by(*BY_CLASS.sorted(backwards=False))
        .limit(MOST_NAMED + 1)
    )
    found = db.session.execute(statement).all()
    if len(found) > MOST_NAMED:
        return None
    missing = [
        Missing(row.id, row.name, row.student_no, row.class_name or f"{row.major}（{NO_CLASS}）")
        for row in found
    ]
    return messages(missing, frame)


def reachable(staff: Staff | None, campaign: Campaign, wanted: Selection) -> Reachable:
    """How many of them mail can reach, in one query."""
    statement = of_student(
        select(func.count(), func.coalesce(func.sum(case((has_address(), 1), else_=0)), 0)).select_from(
            Student
        )
    ).where(*wanted.conditions(staff, campaign))
    everybody, with_address = db.session.execute(statement).one()
    return Reachable(int(with_address), int(everybody - with_address))


def count(staff: Staff | None, campaign: Campaign, wanted: Selection) -> int:
    """How many they are."""
    statement = of_student(select(func.count()).select_from(Student)).where(
        *wanted.conditions(staff, campaign)
    )
    return db.session.scalar(statement) or 0


def _level(wanted: Selection) -> tuple[Any, Any]:
    """(key, name) of the groups below what was chosen."""
    if wanted.college_id is None:
        return Student.college_id, College.name
    column = Student.class_name if wanted.major else Student.major
    return column, column.label("shown")


def _figures() -> list[Any]:
    """Columns: missed, submitted, approved, and one for each stage."""
    one = [Submission.state == State.SUBMITTED, Submission.state == State.APPROVED, *map(is_at, Stage)]
    return [func.count(), *(func.coalesce(func.sum(case((term, 1), else_=0)), 0) for term in one)]


def _group(row: Any) -> Group:
    key, name, missed, submitted, approved, *stages = row
    counts = {stage: int(count) for stage, count in zip(Stage, stages, strict=True)}
    return Group(str(key), name or NO_CLASS, missed, int(submitted), int(approved), counts)


def _rows(staff: Staff | None, campaign: Campaign, wanted: Selection) -> AnySelect:
    last = select(func.max(Reminded.at)).where(Reminded.student_id == Student.id).scalar_subquery()
    statement: AnySelect = (
        of_student(
            select(
                Student.id,
                Student.student_no,
                Student.name,
                Student.major,
                Student.class_name,
                and_(Student.password_hash != "").label("is_activated"),
                College.name.label("college"),
                Submission.state,
                has_address().label("has_address"),
                last.label("reminded_at"),
            ).select_from(Student)
        )
        .join(College, College.id == Student.college_id)
        .where(*wanted.conditions(staff, campaign))
    )
    return statement


def _read(statement: AnySelect, stage: Stage) -> Iterator[Row]:
    found = db.session.execute(statement).all()
    while found:
        yield from (_row(row, stage) for row in found)
        found = db.session.execute(statement.where(BY_CLASS.beyond(found[-1].id, backwards=False))).all()


def _row(row: Any, stage: Stage) -> Row:
    shown = stage_of(row.is_activated, row.state) if stage is Stage.UNSUBMITTED else stage
    return Row(
        id=row.id,
        student_no=row.student_no,
        name=row.name,
        college=row.college,
        major=row.major,
        class_name=row.class_name,
        stage=shown,
        has_address=row.has_address,
        reminded_at=row.reminded_at,
    )
