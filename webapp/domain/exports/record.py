"""Every export is written down: who, when, which, how many, and what was broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from sqlalchemy import select

from webapp import clock, current
from webapp.domain import audit
from webapp.domain.errors import InvalidError
from webapp.domain.exports import archive, naming, spreadsheet
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.selection import Selection, rows_of
from webapp.extensions import db
from webapp.models import Export, Staff

PHOTOS: Final = "photos"
LIST: Final = "list"
NOTHING = "没有符合条件的照片，换个条件再试。"
RECENT: Final = 20


def photo_stream(
    actor: Staff | None, selection: Selection, pattern: str, outcome: Outcome | None = None
) -> Iterator[bytes]:
    """The zip of a selection, to be sent on as it comes; the record ends when the last bytes are out.

    `actor` None: the operator. Names and collisions are checked before this returns: raises InvalidError.
    """
    photos = naming.named(pattern, rows_of(selection))
    if not photos:
        raise InvalidError(NOTHING)
    entry_id = _begin(actor, PHOTOS, selection, pattern).id
    return _recorded(entry_id, photos, outcome or Outcome())


def write_list(actor: Staff | None, selection: Selection, pattern: str, target: BinaryIO) -> int:
    """Write the list of a selection as a workbook; says how many it holds. Raises InvalidError."""
    photos = naming.named(pattern, rows_of(selection))
    if not photos:
        raise InvalidError(NOTHING)
    entry = _begin(actor, LIST, selection, pattern)
    count = spreadsheet.write(photos, target)
    _finish(entry.id, Outcome(count))
    return count


def recent() -> list[Export]:
    """The latest exports, newest first."""
    return list(db.session.scalars(select(Export).order_by(Export.id.desc()).limit(RECENT)))


def _recorded(entry_id: int, photos: list[naming.Named], outcome: Outcome) -> Iterator[bytes]:
    yield from archive.stream(photos, current.storage(), outcome)
    _finish(entry_id, outcome)


def _begin(actor: Staff | None, kind: str, selection: Selection, pattern: str) -> Export:
    entry = Export(
        started_at=clock.now(),
        actor=audit.actor_name(actor),
        kind=kind,
        selection={**selection.to_dict(), "pattern": pattern},
    )
    db.session.add(entry)
    db.session.flush()
    audit.record(entry.actor, f"export.{kind}", f"export:{entry.id}", **entry.selection)
    db.session.commit()
    return entry


def _finish(entry_id: int, outcome: Outcome) -> None:
    entry = db.session.get_one(Export, entry_id)
    entry.finished_at = clock.now()
    entry.count = outcome.count
    entry.problems = list(outcome.problems)
    audit.record(
        entry.actor,
        "export.finish",
        f"export:{entry.id}",
        count=outcome.count,
        problems=len(outcome.problems),
    )
    db.session.commit()
