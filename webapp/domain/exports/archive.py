"""The zip: photos bit for bit as uploaded, streamed with one photo in memory at a time, and their proof."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from webapp.domain.exports import naming, proof
from webapp.domain.exports.plan import Item
from webapp.domain.exports.zip_writer import ZipWriter
from webapp.storage import Damaged, NotFound, Storage, StorageError, read_verified

NO_PHOTO = "学号 {student_no}：没有上传电子照片"
MISSING = "学号 {student_no}：存储里找不到照片"
DAMAGED = "学号 {student_no}：照片内容和上传时不一样"
UNREADABLE = "学号 {student_no}：存储暂时读不出来"


@dataclass
class Outcome:
    """What became of an export while it runs.

    items: the students handed over so far. problems: the photos left out, in words. size: bytes written.
    sha256: of all of them, "" until the end and where there is no single file.
    """

    items: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    size: int = 0
    sha256: str = ""

    @property
    def count(self) -> int:
        """How many were handed over."""
        return len(self.items)


def stream(items: Iterable[Item], storage: Storage, outcome: Outcome, *, with_proof: bool) -> Iterator[bytes]:
    """The bytes of the zip, the same for the same photos. `outcome` is final when the last ones are out.

    A photo whose SHA-256 is not that of the upload, or that is gone, is left out and reported; nothing stops.
    with_proof: `SHA256SUMS` and `manifest.csv` come last; otherwise there are photos only.
    """
    digest = hashlib.sha256()
    for piece in _pieces(items, storage, outcome, with_proof):
        digest.update(piece)
        outcome.size += len(piece)
        yield piece
    outcome.sha256 = digest.hexdigest()


def verified(item: Item, storage: Storage, outcome: Outcome) -> bytes | None:
    """The photo as it was uploaded, or None with the reason in `outcome`."""
    problem = NO_PHOTO
    if item.key:
        try:
            return read_verified(storage, item.key, item.sha256)
        except NotFound:
            problem = MISSING
        except Damaged:
            problem = DAMAGED
        except StorageError:
            problem = UNREADABLE
    outcome.problems.append(problem.format(student_no=item.student_no))
    return None


def _pieces(items: Iterable[Item], storage: Storage, outcome: Outcome, with_proof: bool) -> Iterator[bytes]:
    writer = ZipWriter()
    for item in items:
        data = verified(item, storage, outcome)
        if data is not None:
            yield writer.entry(item.name, data, item.at)
            outcome.items.append(item)
    if with_proof:
        yield writer.entry(naming.SUMS, proof.sums(outcome.items))
        yield writer.entry(naming.MANIFEST, proof.manifest(outcome.items, outcome.problems))
    yield writer.end()
