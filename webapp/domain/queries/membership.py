"""Which campus session a student belongs to: names as the notice prints them, held against the roster's.

The notice works by college and major (三.1). It prints some majors with their level ("护理专科"): then the
level must fit too. A row without college and major is for all others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from webapp.models import CampusSession, Student

_POSTGRADUATE = ("研究生", "硕士", "博士")


class Group(NamedTuple):
    """Students whom no row of the notice can tell apart."""

    college: str
    major: str
    level: str


def group_of(student: Student) -> Group:
    """The group of one student."""
    return Group(student.college.name, student.major, student.level)


def is_for_all(row: CampusSession) -> bool:
    """Whether a row is for whoever no other row names."""
    return not row.colleges and not row.majors


def names(row: CampusSession, group: Group) -> bool:
    """Whether a row names the group's college (or, for postgraduates, no college) and major."""
    if is_for_all(row):
        return False
    if row.colleges:
        named = plain(group.college) in map(plain, row.colleges)
        return named and (not row.majors or _lists_major(row, group))
    is_for_postgraduates = any(word in row.printed for word in _POSTGRADUATE)
    is_postgraduate = any(word in group.level for word in _POSTGRADUATE)
    return is_for_postgraduates == is_postgraduate and _lists_major(row, group)


def is_major(printed: str, group: Group) -> bool:
    """Whether a printed major is the group's: "护理专科" is 护理 at the level 专科."""
    wanted, major = plain(printed), plain(group.major)
    rest = wanted.removeprefix(major)
    return wanted == major or (rest != wanted and rest in plain(group.level))


def own_session(rows: Sequence[CampusSession], group: Group) -> CampusSession | None:
    """The one session that a group belongs to: the first that names it, or else the first for all others.

    Of those for all others, make-up sessions come last.
    """
    named = next((row for row in rows if names(row, group)), None)
    if named is not None:
        return named
    for_all = sorted(filter(is_for_all, rows), key=lambda row: is_make_up(rows, row))
    return for_all[0] if for_all else None


def is_make_up(rows: Sequence[CampusSession], row: CampusSession) -> bool:
    """Whether a row is for whoever missed theirs: one for all whose day is to be announced, or of a batch
    after all those that name somebody ('第3批').
    """
    named = [other.batch for other in rows if not is_for_all(other)]
    return is_for_all(row) and (row.day is None or (bool(named) and row.batch > max(named)))


def later_chances(rows: Sequence[CampusSession], group: Group, today: date) -> list[CampusSession]:
    """The rows at which those of a group who missed their own session are photographed after it."""
    own = own_session(rows, group)
    if own is None or own.day is None:
        return []
    after = [row for row in rows if row is not own and own.day < (row.day or today)]
    return [row for row in after if names(row, group) or is_make_up(rows, row)]


def sessions_for(rows: Sequence[CampusSession], group: Group) -> list[CampusSession]:
    """The rows that concern a group: those that name it, or else '其他专业'; then the make-up days."""
    named = [row for row in rows if names(row, group)]
    make_up = [row for row in rows if is_make_up(rows, row)]
    return (named or [row for row in rows if is_for_all(row) and row not in make_up]) + make_up


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name for comparison: no spaces, full-width letters and brackets made plain, small letters."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _lists_major(row: CampusSession, group: Group) -> bool:
    return any(is_major(major["name"], group) for major in row.majors)
