"""The list of a campus session as pages and commands read it: class by class, and who is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, and_, case, false, or_, select, tuple_

from webapp.domain import typed
from webapp.domain.queries import membership
from webapp.domain.queries.membership import Group
from webapp.domain.queries.roll_plan import Block, SessionLine, line_of
from webapp.extensions import db
from webapp.models import CampusSession, RollMark, Student

MOST = 800  # students on one page; a larger session is called major by major

_LITERAL = {ord(char): f"\\{char}" for char in "%_\\"}


@dataclass(frozen=True)
class RollRow:
    """One student on the list."""

    id: int
    student_no: str
    name: str
    major: str
    level: str
    class_name: str
    is_present: bool


@dataclass(frozen=True)
class RollClass:
    """The students of one class; planned: the notice's head count for the major, None without one."""

    major: str
    class_name: str
    planned: int | None
    rows: tuple[RollRow, ...]

    @property
    def present(self) -> int:
        return sum(row.is_present for row in self.rows)


@dataclass(frozen=True)
class RollFilter:
    """Which students of a session; empty fields do not narrow. text: part of the name, or end of the 学号."""

    major: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.major or self.text)


@dataclass(frozen=True)
class Roll:
    """The list of a session. is_whole: False when one page cannot hold them all, and `classes` is cut."""

    line: SessionLine
    classes: tuple[RollClass, ...]
    is_whole: bool

    @property
    def rows(self) -> list[RollRow]:
        return [row for part in self.classes for row in part.rows]


def roll_of(session: CampusSession, wanted: RollFilter = RollFilter(), most: int | None = MOST) -> Roll:
    """The students of a session by major and class. most: at most so many; None for all."""
    line = line_of(session)
    statement = (
        select(
            Student.id,
            Student.student_no,
            Student.name,
            Student.major,
            Student.level,
            Student.class_name,
            is_present(session),
        )
        .outerjoin(RollMark, RollMark.student_id == Student.id)
        .where(belongs(session, line.blocks), *_terms(wanted))
        .order_by(Student.major, Student.level, Student.class_name, Student.student_no)
        .limit(most + 1 if most else None)
    )
    rows = [RollRow(*row) for row in db.session.execute(statement)]
    is_whole = most is None or len(rows) <= most
    return Roll(line, _classes(session, rows[:most]), is_whole)


def belongs(session: CampusSession, blocks: Iterable[Block]) -> ColumnElement[bool]:
    """The students of a session, as a term of a WHERE clause."""
    keys: dict[bool, list[tuple[int, str, str]]] = {False: [], True: []}
    for block in blocks:
        keys[block.is_again].append((block.college_id, block.group.major, block.group.level))
    group = tuple_(Student.college_id, Student.major, Student.level)
    ticked_here = Student.id.in_(select(RollMark.student_id).where(RollMark.session_id == session.id))
    terms: list[ColumnElement[bool]] = []
    if keys[False]:
        terms.append(group.in_(keys[False]))
    if keys[True]:
        terms.append(and_(group.in_(keys[True]), or_(Student.attended.is_(False), ticked_here)))
    return and_(Student.campaign_id == session.campaign_id, or_(false(), *terms))


def is_present(session: CampusSession) -> ColumnElement[bool]:
    """Whether a student (joined with RollMark) counts as there: as ticked, or else as the roster says."""
    return case((RollMark.session_id == session.id, RollMark.is_present), else_=Student.attended)


def _terms(wanted: RollFilter) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = []
    if wanted.major:
        terms.append(Student.major == wanted.major)
    text = typed.search_text(wanted.text)
    if text:
        escaped = text.translate(_LITERAL)
        named = Student.name.ilike(f"%{escaped}%", escape="\\")
        terms.append(or_(named, Student.student_no.ilike(f"%{escaped}", escape="\\")))
    return terms


def _classes(session: CampusSession, rows: Sequence[RollRow]) -> tuple[RollClass, ...]:
    return tuple(
        RollClass(major, class_name, _planned(session, major, level), tuple(part))
        for (major, level, class_name), part in groupby(
            rows, key=lambda row: (row.major, row.level, row.class_name)
        )
    )


def _planned(session: CampusSession, major: str, level: str) -> int | None:
    """The notice's head count for a major at a level."""
    group = Group("", major, level)
    return next(
        (row.get("head_count") for row in session.majors if membership.is_major(row["name"], group)), None
    )
