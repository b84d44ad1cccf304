"""Every campus session against its plan: whom the roster lists for it, who was there, who calls the roll."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from webapp import clock
from webapp.domain.queries import membership, notice
from webapp.domain.queries.membership import Group
from webapp.domain.queries.roll_marks import closings_of
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, College, RollClosing, RollMark, Staff, Student
from webapp.models.people import staff_session


@dataclass(frozen=True)
class Block:
    """Students of one college, major and level: how many are listed, and how many are there.

    is_again: it is their later chance, so only those are listed who missed their own session.
    """

    college_id: int
    group: Group
    is_again: bool = False
    listed: int = 0
    present: int = 0

    def plus(self, listed: int, present: int) -> Block:
        """The same with more students."""
        return replace(self, listed=self.listed + listed, present=self.present + present)


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
    """Sessions, and the students whom no session takes; these only when every session was asked for."""

    lines: tuple[SessionLine, ...]
    homeless: tuple[Block, ...]


def overview(campaign: Campaign, only: Iterable[int] | None = None) -> Overview:
    """Every session of a campaign, or those with these ids, in four queries, or five."""
    rows = notice.sessions_of(campaign)
    wanted = rows if only is None else [row for row in rows if row.id in set(only)]
    tally, homeless = _tally(campaign, rows, None if only is None else _colleges_of(wanted))
    closings, leaders = closings_of(wanted), _leaders(wanted)
    lines = (_line(row, tally[row.id], closings.get(row.id), leaders[row.id]) for row in wanted)
    return Overview(tuple(lines), homeless if only is None else ())


def line_of(session: CampusSession) -> SessionLine:
    """One session against its plan."""
    return overview(session.campaign, [session.id]).lines[0]


def _colleges_of(sessions: Sequence[CampusSession]) -> list[int] | None:
    """The colleges whose students may belong to these sessions; None when one of them names no college."""
    if not all(session.colleges for session in sessions):
        return None
    named = {membership.plain(name) for session in sessions for name in session.colleges}
    known = db.session.execute(select(College.id, College.name))
    return [number for number, name in known if membership.plain(name) in named]


def _tally(
    campaign: Campaign, sessions: Sequence[CampusSession], colleges: list[int] | None
) -> tuple[dict[int, tuple[Block, ...]], tuple[Block, ...]]:
    """Session id -> its blocks, and the blocks that no session takes; of these colleges, or of all (None)."""
    places: dict[Group, list[tuple[int, bool]]] = {}
    blocks: dict[int, dict[tuple[int, Group], Block]] = defaultdict(dict)
    for college_id, college, major, level, marked_in, listed, ticked, attended in _counted(
        campaign, colleges
    ):
        group = Group(college, major, level)
        if group not in places:
            places[group] = _places(sessions, group)
        for session_id, is_again in places[group]:
            own = blocks[session_id]
            block = own.get((college_id, group), Block(college_id, group, is_again))
            if marked_in == session_id:
                block = block.plus(listed, ticked)
            elif is_again:
                block = block.plus(listed - attended, 0)
            else:
                block = block.plus(listed, attended)
            own[college_id, group] = block
    found = {owner: tuple(sorted(own.values(), key=lambda b: b.group)) for owner, own in blocks.items()}
    homeless = found.pop(0, ())
    return defaultdict(tuple, found), homeless


def _places(sessions: Sequence[CampusSession], group: Group) -> list[tuple[int, bool]]:
    """(session id, whether it is a later chance) of a group's own session, 0 for none, and of later ones."""
    owner = membership.own_session(sessions, group)
    later = membership.later_chances(sessions, group, clock.today())
    return [(owner.id if owner else 0, False), *((row.id, True) for row in later)]


def _counted(campaign: Campaign, colleges: list[int] | None) -> Sequence[Any]:
    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    columns = (College.id, College.name, Student.major, Student.level, RollMark.session_id)
    counts = (func.count(Student.id), count(RollMark.is_present.is_(True)), count(Student.attended.is_(True)))
    narrower = [] if colleges is None else [Student.college_id.in_(colleges)]
    return db.session.execute(
        select(*columns, *counts)
        .join(College, College.id == Student.college_id)
        .outerjoin(RollMark, RollMark.student_id == Student.id)
        .where(Student.campaign_id == campaign.id, *narrower)
        .group_by(*columns)
    ).all()


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
