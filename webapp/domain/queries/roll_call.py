"""The roll calls as pages and commands read them: who belongs to a session, who is there; the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from webapp.domain import typed
from webapp.domain.queries import membership, notice
from webapp.domain.queries.membership import Group
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, College, RollClosing, RollMark, Staff, Student
from webapp.models.people import staff_session

MOST = 800  # students on one page; a larger session is called major by major

_LITERAL = {ord(char): f"\\{char}" for char in "%_\\"}


@dataclass(frozen=True)
class Block:
    """Students of one college, major and level: how many are listed, and how many are there."""

    college_id: int
    group: Group
    listed: int = 0
    present: int = 0


@dataclass(frozen=True)
class SessionLine:
    """A session against its plan. planned: head count of the notice; None when it names none for a major.

    unmatched: printed majors that are no student's, to be mended. leaders: names of those who may call it.
    """

    session: CampusSession
    blocks: tuple[Block, ...]
    planned: int | None
    closing: RollClosing | None
    leaders: tuple[str, ...]
    unmatched: tuple[str, ...]

    @property
    def listed(self) -> int:
        return sum(block.listed for block in self.blocks)

    @property
    def present(self) -> int:
        return sum(block.present for block in self.blocks)

    @property
    def missing(self) -> int:
        return self.listed - self.present


@dataclass(frozen=True)
class Overview:
    """Every session, and the students whom no session takes."""

    lines: tuple[SessionLine, ...]
    homeless: tuple[Block, ...]


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


def overview(campaign: Campaign, only: Iterable[int] | None = None) -> Overview:
    """Every session of a campaign, or those with these ids, in four queries."""
    rows = notice.sessions_of(campaign)
    tally, homeless = _tally(campaign, rows)
    wanted = rows if only is None else [row for row in rows if row.id in set(only)]
    closings, leaders = _closings(wanted), _leaders(wanted)
    lines = (_line(row, tally[row.id], closings.get(row.id), leaders[row.id]) for row in wanted)
    return Overview(tuple(lines), homeless)


def line_of(session: CampusSession) -> SessionLine:
    """One session against its plan."""
    return overview(session.campaign, [session.id]).lines[0]


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
    keys = [(block.college_id, block.group.major, block.group.level) for block in blocks]
    if not keys:
        return false()
    return and_(
        Student.campaign_id == session.campaign_id,
        tuple_(Student.college_id, Student.major, Student.level).in_(keys),
    )


def is_present(session: CampusSession) -> ColumnElement[bool]:
    """Whether a student (joined with RollMark) counts as there: as ticked, or else as the roster says."""
    return case((RollMark.session_id == session.id, RollMark.is_present), else_=Student.attended)


def marks_of(session: CampusSession) -> dict[int, bool]:
    """Student id -> whether there, for everybody whom somebody has ticked or unticked."""
    found = select(RollMark.student_id, RollMark.is_present).where(RollMark.session_id == session.id)
    return dict(db.session.execute(found).all())


def closing_of(session: CampusSession) -> RollClosing | None:
    """The end of the roll call that is in force; None while it is open."""
    return _closings([session]).get(session.id)


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


def _tally(
    campaign: Campaign, sessions: Sequence[CampusSession]
) -> tuple[dict[int, tuple[Block, ...]], tuple[Block, ...]]:
    """Session id -> its blocks, and the blocks that no session takes."""
    owners: dict[Group, int] = {}
    blocks: dict[int, dict[tuple[int, Group], Block]] = defaultdict(dict)
    for college_id, college, major, level, marked_in, listed, ticked, attended in _counted(campaign):
        group = Group(college, major, level)
        if group not in owners:
            owner = membership.own_session(sessions, group)
            owners[group] = owner.id if owner else 0
        own = blocks[owners[group]]
        block = own.get((college_id, group), Block(college_id, group))
        present = ticked if marked_in == owners[group] else attended
        own[college_id, group] = replace(block, listed=block.listed + listed, present=block.present + present)
    found = {owner: tuple(sorted(own.values(), key=lambda b: b.group)) for owner, own in blocks.items()}
    homeless = found.pop(0, ())
    return defaultdict(tuple, found), homeless


def _counted(campaign: Campaign) -> Sequence[Any]:
    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    columns = (College.id, College.name, Student.major, Student.level, RollMark.session_id)
    counts = (func.count(Student.id), count(RollMark.is_present.is_(True)), count(Student.attended.is_(True)))
    return db.session.execute(
        select(*columns, *counts)
        .join(College, College.id == Student.college_id)
        .outerjoin(RollMark, RollMark.student_id == Student.id)
        .where(Student.campaign_id == campaign.id)
        .group_by(*columns)
    ).all()


def _closings(sessions: Sequence[CampusSession]) -> dict[int, RollClosing]:
    wanted = (
        select(RollClosing)
        .where(
            RollClosing.session_id.in_([session.id for session in sessions]),
            RollClosing.reopened_at.is_(None),
        )
        .options(joinedload(RollClosing.closed_by))
    )
    return {closing.session_id: closing for closing in db.session.scalars(wanted)}


def _leaders(sessions: Sequence[CampusSession]) -> dict[int, tuple[str, ...]]:
    wanted = (
        select(staff_session.c.session_id, Staff.name)
        .join(Staff, Staff.id == staff_session.c.staff_id)
        .where(staff_session.c.session_id.in_([session.id for session in sessions]), Staff.is_enabled)
        .order_by(Staff.name)
    )
    names: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for session_id, name in db.session.execute(wanted):
        names[session_id] += (name,)
    return names


def _line(
    session: CampusSession, blocks: tuple[Block, ...], closing: RollClosing | None, leaders: tuple[str, ...]
) -> SessionLine:
    printed = [major["name"] for major in session.majors]
    heads = [major.get("head_count") or 0 for major in session.majors]
    return SessionLine(
        session=session,
        blocks=blocks,
        planned=sum(map(int, heads)) if heads and all(heads) else None,
        closing=closing,
        leaders=leaders,
        unmatched=tuple(
            name for name in printed if not any(membership.is_major(name, block.group) for block in blocks)
        ),
    )


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
