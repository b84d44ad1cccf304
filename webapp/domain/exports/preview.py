"""A look at an export before anything is sent, and at those that were."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from webapp.domain.exports import naming, record
from webapp.domain.exports.selection import ExportRow, Selection, rows_of
from webapp.extensions import db
from webapp.models import Export, Staff

EXAMPLES = 3
MASK = "×"  # not *, which no file name may hold
VISIBLE_ENDS = (3, 4)  # characters of an ID number that stay readable, as on every page


@dataclass(frozen=True)
class Preview:
    """How many students and bytes, names of a few with ID numbers masked, and how many have no photo."""

    count: int
    size: int
    examples: tuple[str, ...]
    without_photo: int


@dataclass(frozen=True)
class Past:
    """One export of before, with who made it."""

    export: Export
    who: str


def preview_of(selection: Selection, pattern: str) -> Preview:
    """What an export of this selection would hold. Raises InvalidError for the pattern or a collision."""
    rows = rows_of(selection)
    naming.named(pattern, rows)
    return Preview(
        count=len(rows),
        size=sum(row.size for row in rows),
        examples=tuple(naming.name_of(pattern, _masked(row)) for row in rows[:EXAMPLES]),
        without_photo=sum(not row.key for row in rows),
    )


def history() -> list[Past]:
    """The latest exports, newest first."""
    exports = record.recent()
    numbers = {int(found.actor.partition(":")[2]) for found in exports if found.actor.startswith("staff:")}
    names = dict(db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(numbers))).all())
    return [Past(found, _who(found.actor, names)) for found in exports]


def _who(actor: str, names: dict[int, str]) -> str:
    number = actor.partition(":")[2]
    return names.get(int(number), actor) if number.isdecimal() else "命令行"


def _masked(row: ExportRow) -> ExportRow:
    head, tail = VISIBLE_ENDS
    number = row.id_number
    hidden = number[:head] + MASK * max(0, len(number) - head - tail) + number[-tail:]
    return replace(row, id_number=hidden)
