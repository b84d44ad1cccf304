"""What was handed over before: which students of a selection are new since then.

A student is new for one kind of export (photos, or the list) unless the latest export of that kind that held
the student was finished and not discarded, and held just what it would hold now. That is told by a
fingerprint of the content, not by a moment: equal timestamps, a clock that was set back, and a decision in
the middle of an export lose nobody; an export that was broken off has no items, so it hands over nobody.
The naming pattern is no part of it: asking for other names makes nobody new.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, select

from webapp.domain.exports.selection import ExportRow
from webapp.extensions import db
from webapp.models import Export, ExportItem

PHOTOS: Final = "photos"
LIST: Final = "list"
_SEPARATOR: Final = "\x1f"


@dataclass
class Before:
    """The exports of one kind and campaign so far. last: the latest finished one, None for the first time.

    fingerprints: of each submission that was handed over, as it was the last time.
    """

    last: Export | None = None
    fingerprints: dict[int, str] = field(default_factory=dict)

    @property
    def last_at(self) -> datetime | None:
        """When the latest one was finished."""
        return self.last.finished_at if self.last else None

    def knows(self, row: ExportRow, kind: str) -> bool:
        """Whether the student was handed over just like this."""
        return self.fingerprints.get(row.submission_id) == fingerprint(row, kind)


def before(campaign_id: int) -> dict[str, Before]:
    """What was handed over of a campaign by exports of each kind, in two queries."""
    counted = and_(
        Export.campaign_id == campaign_id, Export.finished_at.is_not(None), Export.discarded_at.is_(None)
    )
    newest = select(func.max(Export.id)).where(counted).group_by(Export.kind)
    latest = (
        select(func.max(ExportItem.id))
        .join(Export, Export.id == ExportItem.export_id)
        .where(counted)
        .group_by(Export.kind, ExportItem.submission_id)
    )
    items = (
        select(Export.kind, ExportItem.submission_id, ExportItem.fingerprint)
        .join(Export, Export.id == ExportItem.export_id)
        .where(ExportItem.id.in_(latest))
    )
    found = {kind: Before() for kind in (PHOTOS, LIST)}
    for export in db.session.scalars(select(Export).where(Export.id.in_(newest))):
        found[export.kind].last = export
    for kind, submission_id, mark in db.session.execute(items):
        found[kind].fingerprints[submission_id] = mark
    return found


def fingerprint(row: ExportRow, kind: str) -> str:
    """SHA-256 (hexadecimal) of what this kind of export tells of a student."""
    who = (row.student_no, row.name, row.id_type, row.id_number, row.college, row.major, row.class_name)
    told: tuple[object, ...] = (*who, row.state, row.sha256)
    if kind == LIST:
        told += (row.gender, row.level, row.branch, row.shot_on, row.decided_at, row.reviewer)
    return hashlib.sha256(_SEPARATOR.join(map(str, told)).encode()).hexdigest()
