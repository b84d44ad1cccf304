"""What an export will hold: every student's name in it, and whether anything stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from webapp.domain.errors import InvalidError
from webapp.domain.exports import handed_over, naming
from webapp.domain.exports.naming import Named
from webapp.domain.exports.selection import Selection, rows_of

NOTHING = "没有符合条件的照片，换个条件再试。"
NOTHING_NEW = "上次导出以后没有新的，也没有变化。要全部再导出一次，请去掉“只要上次导出以后新的”。"


@dataclass(frozen=True, slots=True)
class Item:
    """One photo to hand over, with what proves it. key, sha256: "" when no photo was uploaded."""

    submission_id: int
    student_no: str
    name: str
    key: str
    sha256: str
    size: int
    at: datetime | None
    fingerprint: str


def students(selection: Selection, pattern: str, kind: str) -> Iterator[Named]:
    """The students of an export with the names of their photos, as they come from the database.

    Raises InvalidError for a wrong pattern at once, and for two equal names when the second one comes.
    """
    naming.check_pattern(pattern)
    return _students(selection, pattern, kind)


def photos(selection: Selection, pattern: str) -> list[Item]:
    """Every photo of an export. Raises InvalidError as `students` does, or when there is none.

    Only what the archive needs is kept: some hundred bytes a photo.
    """
    items = [_item(named) for named in students(selection, pattern, handed_over.PHOTOS)]
    if not items:
        raise InvalidError(nothing(selection))
    return items


def nothing(selection: Selection) -> str:
    """Why an export would be empty."""
    return NOTHING_NEW if selection.only_new else NOTHING


def _students(selection: Selection, pattern: str, kind: str) -> Iterator[Named]:
    names = naming.Names(pattern)
    known = handed_over.before(selection.campaign_id)[kind] if selection.only_new else None
    for row in rows_of(selection):
        named = names.give(row)  # also for those left out: their photos lie where this one will be put
        if known is None or not known.knows(row, kind):
            yield named
    names.require_distinct()


def _item(named: Named) -> Item:
    row = named.row
    mark = handed_over.fingerprint(row, handed_over.PHOTOS)
    return Item(
        row.submission_id, row.student_no, named.name, row.key, row.sha256, row.size, row.uploaded_at, mark
    )
