"""What is on one side only: rows whose file is gone, and files that no row names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from webapp import clock, current
from webapp.domain import audit
from webapp.domain.roster import pending
from webapp.extensions import db
from webapp.models import Student, Upload
from webapp.storage import NotFound, StoredEntry


@dataclass(frozen=True)
class MissingFile:
    """A row whose file is gone. owner: "upload:ID" or "student:ID" (the admission photo)."""

    owner: str
    key: str


@dataclass(frozen=True)
class Difference:
    """What was found. `matched`: how many files have their row."""

    missing: tuple[MissingFile, ...]
    orphans: tuple[StoredEntry, ...]
    matched: int


def compare() -> Difference:
    """Both sides. The store is read first: a file that an upload puts in meanwhile has its row by then.

    A roster file that waits for its confirmation belongs there too, and need not be there any more.
    Raises StorageError when the store cannot be read.
    """
    stored = {entry.key: entry for entry in current.storage().entries()}
    named = _named_keys()
    missing = (MissingFile(owner, key) for key, owner in named.items() if key not in stored)
    known = named.keys() | pending.waiting_keys()
    return Difference(
        missing=tuple(found for found in missing if not _is_there(found.key)),
        orphans=tuple(entry for key, entry in stored.items() if key not in known),
        matched=len(stored.keys() & named.keys()),
    )


def delete_orphans(orphans: Iterable[StoredEntry], older_than: timedelta) -> int:
    """Delete files that no row names and that are older than that; says how many.

    Young ones may belong to an upload that is just being written. Each is looked up once more before it goes.
    Also removes what interrupted writes left behind. Raises StorageError.
    """
    limit = clock.now() - older_than
    named = _named_keys().keys() | pending.waiting_keys()
    deleted = 0
    for entry in orphans:
        if entry.modified < limit and entry.key not in named:
            current.storage().delete(entry.key)
            deleted += 1
    current.storage().remove_leftovers(older_than)
    if deleted:
        audit.record(audit.OPERATOR, "storage.delete_orphans", "storage", count=deleted)
        db.session.commit()
    return deleted


def _named_keys() -> dict[str, str]:
    """Every key that a row names, with the row."""
    uploads = db.session.execute(select(Upload.storage_key, Upload.id))
    photos = db.session.execute(select(Student.admission_key, Student.id).where(Student.admission_key != ""))
    named = {key: f"upload:{number}" for key, number in uploads}
    return named | {key: f"student:{number}" for key, number in photos}


def _is_there(key: str) -> bool:
    """Whether a file that was not listed can be opened after all: its row came after the listing."""
    try:
        current.storage().open(key).close()
    except NotFound:
        return False
    return True
