"""The roster import: all of a file, or nothing of it; a second time it changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from webapp.domain import audit, work
from webapp.domain.errors import StaleError
from webapp.domain.roster.columns import Field
from webapp.domain.roster.comparing import (
    COLUMN_NAMES,
    MOVED,
    Change,
    Comparison,
    columns_of,
    compare,
)
from webapp.domain.roster.problems import Problem
from webapp.domain.roster.reading import Entry, read_roster
from webapp.domain.work import Progress
from webapp.extensions import db
from webapp.models import Campaign, College, Student

COMPARING = "正在和名册比较"
WRITING = "正在写入，请不要关掉服务器"
MEANWHILE = "导入时名册被别人改动了，这次什么都没有写入。请重新导入一次。"


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do. With any of `problems`, nothing was written.

    changed: 学号 -> names of the columns that differ. gone: 学号 in the database that the file does not
    have, of colleges that it does have; they are only reported. remarks: for people to read.
    fingerprint: two results with the same one do the same to the same students; "" with any problem.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    new: int = 0
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unchanged: int = 0
    gone: tuple[str, ...] = ()
    new_colleges: tuple[str, ...] = ()
    written: bool = False
    fingerprint: str = ""

    @property
    def has_changes(self) -> bool:
        """Whether importing writes anything."""
        return bool(self.new or self.changed)


def import_roster(  # noqa: PLR0913 - each is said by its name
    data: bytes,
    campaign: Campaign,
    *,
    dry_run: bool = False,
    only_if: str = "",
    actor: str = audit.OPERATOR,
    progress: Progress = work.silent,
    on_write: Callable[[ImportResult], None] | None = None,
) -> ImportResult:
    """Bring the students of a campaign in line with a roster file, and commit; all or nothing.

    Passwords, sessions, admission photos and submissions are never touched, and nobody is deleted.
    dry_run: only say what would happen. only_if: the fingerprint of a result that somebody has seen; when it
    would be another by now, nothing is written. progress: told how far it is. on_write: called with the
    result inside the transaction that writes, and may refuse it by raising. Raises RosterFileError when the
    file as a whole cannot be used, StaleError when somebody else changed the roster at the same moment.
    """
    roster = read_roster(data, progress)
    if roster.problems:
        return ImportResult(roster.problems, roster.remarks)
    progress(COMPARING)
    found = compare(roster, campaign)
    remarks = (*roster.remarks, *found.remarks)
    if found.problems:
        return ImportResult(found.problems, remarks)
    fingerprint = _fingerprint(found)
    is_wanted = not dry_run and only_if in ("", fingerprint)
    has_changes = bool(found.new or found.changed)
    result = ImportResult(
        problems=(),
        remarks=remarks,
        new=len(found.new),
        changed={change.entry.student_no: _names(change) for change in found.changed},
        unchanged=found.unchanged,
        gone=found.gone,
        new_colleges=found.new_colleges,
        written=has_changes and is_wanted,
        fingerprint=fingerprint,
    )
    if result.written:
        progress(WRITING, 0, 0)
        _write(
            found, campaign, actor, hashlib.sha256(data).hexdigest(), lambda: on_write and on_write(result)
        )
    return result


def _fingerprint(found: Comparison) -> str:
    """Who is new, who changes in which columns, who is gone: a digest, since it travels through a browser."""
    seen = {
        "new": [entry.student_no for entry in found.new],
        "changed": [(change.entry.student_no, change.columns) for change in found.changed],
        "gone": found.gone,
        "colleges": found.new_colleges,
    }
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _names(change: Change) -> tuple[str, ...]:
    return tuple(COLUMN_NAMES[column] for column in change.columns)


def _write(
    found: Comparison, campaign: Campaign, actor: str, sha256: str, on_write: Callable[[], object]
) -> None:
    try:
        colleges = _colleges(found.new_colleges)
        if found.new:
            db.session.execute(
                insert(Student), [_row(entry, campaign.id, colleges[entry.college]) for entry in found.new]
            )
        if found.changed:
            rows = [_changed_row(one, campaign.id, colleges[one.entry.college]) for one in found.changed]
            db.session.execute(update(Student), rows)
        audit.record(actor, "roster.import", f"campaign:{campaign.id}", sha256=sha256, **_counts(found))
        on_write()
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise StaleError(MEANWHILE) from None


def _colleges(new: Iterable[str]) -> dict[str, int]:
    """The id of every college by its name, after making the new ones."""
    db.session.add_all(College(name=name) for name in new)
    db.session.flush()
    return {college.name: college.id for college in db.session.scalars(select(College))}


def _row(entry: Entry, campaign_id: int, college_id: int) -> dict[str, object]:
    columns = _columns(entry)
    return {
        "campaign_id": campaign_id,
        "college_id": college_id,
        "student_no": entry.student_no,
        **columns,
        # One statement for all rows: what a single row would get by default is written out.
        "phone": columns.get(Field.PHONE, ""),
        "email": columns.get(Field.EMAIL, ""),
    }


def _changed_row(change: Change, campaign_id: int, college_id: int) -> dict[str, object]:
    return {
        "id": change.student_id,
        "campaign_id": campaign_id,
        "college_id": college_id,
        **_columns(change.entry),
    }


def _columns(entry: Entry) -> dict[str, object]:
    columns: dict[str, object] = dict(columns_of(entry))
    del columns[Field.COLLEGE]  # kept as a reference
    return columns


def _counts(found: Comparison) -> dict[str, object]:
    """For the record: how many, and which columns; no personal data."""
    return {
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": found.unchanged,
        "gone": len(found.gone),
        "moved": sum(MOVED in change.columns for change in found.changed),
        "columns": dict(Counter(column for change in found.changed for column in change.columns)),
    }
