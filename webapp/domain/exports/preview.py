"""A look at an export before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from webapp.domain.exports import handed_over, naming
from webapp.domain.exports.handed_over import Before
from webapp.domain.exports.selection import ExportRow, Selection, rows_of

EXAMPLES = 3
MASK = "×"  # not *, which no file name may hold
VISIBLE_ENDS = (3, 4)  # characters of an ID number that stay readable, as on every page


@dataclass
class Waiting:
    """One kind of export of a selection. count: students it would hold; new: of all, those not handed over.

    size: bytes of their photos. without_photo: of `count`, those who have none.
    """

    before: Before
    count: int = 0
    new: int = 0
    size: int = 0
    without_photo: int = 0


@dataclass(frozen=True)
class Preview:
    """What each kind would hold, and names of a few photos with ID numbers masked."""

    photos: Waiting
    lists: Waiting
    examples: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take of either kind."""
        return not (self.photos.count or self.lists.count)


def preview_of(selection: Selection, pattern: str) -> Preview:
    """What an export of this selection would hold. Raises InvalidError for the pattern or a collision."""
    naming.check_pattern(pattern)
    names = naming.Names(pattern)
    before = handed_over.before(selection.campaign_id)
    found = Preview(Waiting(before[handed_over.PHOTOS]), Waiting(before[handed_over.LIST]))
    for row in rows_of(selection):
        names.give(row)
        of_photos = _count(found.photos, row, handed_over.PHOTOS, selection.only_new)
        of_list = _count(found.lists, row, handed_over.LIST, selection.only_new)
        if (of_photos or of_list) and len(found.examples) < EXAMPLES:
            found.examples.append(naming.name_of(pattern, _masked(row)))
    names.require_distinct()
    return found


def _count(waiting: Waiting, row: ExportRow, kind: str, only_new: bool) -> bool:
    """Whether an export of this kind would hold the student, who is counted then."""
    is_new = not waiting.before.knows(row, kind)
    waiting.new += is_new
    if only_new and not is_new:
        return False
    waiting.count += 1
    waiting.size += row.size
    waiting.without_photo += not row.key
    return True


def _masked(row: ExportRow) -> ExportRow:
    head, tail = VISIBLE_ENDS
    number = row.id_number
    hidden = number[:head] + MASK * max(0, len(number) - head - tail) + number[-tail:]
    return replace(row, id_number=hidden)
