"""Every export is written down: who, when, which, how many, what was broken, and each photo with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import insert

from webapp import clock, current
from webapp.domain import audit
from webapp.domain.errors import InvalidError
from webapp.domain.exports import archive, folder, plan, spreadsheet
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.folder import Written
from webapp.domain.exports.handed_over import LIST, PHOTOS, fingerprint
from webapp.domain.exports.naming import Named
from webapp.domain.exports.plan import Item
from webapp.domain.exports.selection import Selection
from webapp.extensions import db
from webapp.models import Export, ExportItem, Staff

AT_ONCE: Final = 1000  # items of one INSERT
HASH_CHUNK: Final = 1024 * 1024


def photo_stream(
    actor: Staff | None,
    selection: Selection,
    pattern: str,
    outcome: Outcome | None = None,
    *,
    with_proof: bool = False,
) -> Iterator[bytes]:
    """The zip of a selection, to be sent on as it comes; the record ends when the last bytes were taken.

    `actor` None: the operator. Names and collisions are checked before this returns: raises InvalidError.
    """
    items = plan.photos(selection, pattern)
    entry_id = _begin(actor, PHOTOS, selection, pattern).id
    return _recorded(entry_id, items, outcome or Outcome(), with_proof)


def write_folder(
    actor: Staff | None, selection: Selection, pattern: str, target: Path, outcome: Outcome
) -> Written:
    """Write the photos of a selection into a folder, adding what is not there yet (`folder.write`).

    Raises InvalidError as `photo_stream` does, OSError when the folder cannot be written.
    """
    items = plan.photos(selection, pattern)
    entry_id = _begin(actor, PHOTOS, selection, pattern).id
    written = folder.write(items, current.storage(), target, outcome)
    _finish(entry_id, outcome)
    return written


def write_list(actor: Staff | None, selection: Selection, pattern: str, target: BinaryIO) -> int:
    """Write the list of a selection as a workbook; says how many it holds. Raises InvalidError.

    `target` must be readable too: its hash is taken from what was written.
    """
    students = list(plan.students(selection, pattern, LIST))  # what is wrong shows before a workbook begins
    if not students:
        raise InvalidError(plan.nothing(selection))
    spreadsheet.write(students, target)
    outcome = Outcome([_listed(named) for named in students])
    outcome.size, outcome.sha256 = _measured(target)
    _finish(_begin(actor, LIST, selection, pattern).id, outcome)
    return outcome.count


def discard(actor: Staff | None, entry: Export) -> None:
    """What this export held counts as not handed over: the file never arrived. Nothing when done already."""
    if entry.discarded_at is None:
        entry.discarded_at = clock.now()
        audit.record(audit.actor_name(actor), "export.discard", f"export:{entry.id}", count=entry.count)
        db.session.commit()


def _recorded(entry_id: int, items: list[Item], outcome: Outcome, with_proof: bool) -> Iterator[bytes]:
    yield from archive.stream(items, current.storage(), outcome, with_proof=with_proof)
    _finish(entry_id, outcome)


def _listed(named: Named) -> Item:
    row = named.row
    mark = fingerprint(row, LIST)
    return Item(row.submission_id, row.student_no, named.name, "", row.sha256, row.size, None, mark)


def _measured(target: BinaryIO) -> tuple[int, str]:
    """Size and SHA-256 of a file that was just written."""
    size = target.tell()
    target.seek(0)
    digest = hashlib.sha256()
    while chunk := target.read(HASH_CHUNK):
        digest.update(chunk)
    return size, digest.hexdigest()


def _begin(actor: Staff | None, kind: str, selection: Selection, pattern: str) -> Export:
    entry = Export(
        started_at=clock.now(),
        actor=audit.actor_name(actor),
        kind=kind,
        campaign_id=selection.campaign_id,
        selection={**selection.to_dict(), "pattern": pattern},
    )
    db.session.add(entry)
    db.session.flush()
    audit.record(entry.actor, f"export.{kind}", f"export:{entry.id}", **entry.selection)
    db.session.commit()
    return entry


def _finish(entry_id: int, outcome: Outcome) -> None:
    """End the record and keep the items, in one transaction: an export has all of its items or is open."""
    entry = db.session.get_one(Export, entry_id)
    entry.finished_at = clock.now()
    entry.count, entry.size, entry.sha256 = outcome.count, outcome.size, outcome.sha256
    entry.problems = list(outcome.problems)
    for start in range(0, outcome.count, AT_ONCE):
        rows = [_columns(entry_id, item) for item in outcome.items[start : start + AT_ONCE]]
        db.session.execute(insert(ExportItem), rows)
    audit.record(
        entry.actor,
        "export.finish",
        f"export:{entry.id}",
        count=outcome.count,
        problems=len(outcome.problems),
        sha256=outcome.sha256,
    )
    db.session.commit()


def _columns(entry_id: int, item: Item) -> dict[str, object]:
    return {
        "export_id": entry_id,
        "submission_id": item.submission_id,
        "name": item.name,
        "sha256": item.sha256,
        "size": item.size,
        "fingerprint": item.fingerprint,
    }
