"""The zip: photos bit for bit as uploaded, a few of them in memory at a time, and their proof."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from webapp.domain.exports import naming, proof
from webapp.domain.exports.plan import Item
from webapp.domain.exports.zip_writer import ZipWriter
from webapp.storage import Damaged, NotFound, Storage, StorageError, read_verified

READERS: Final = 2
AHEAD: Final = 8  # photos of at most some hundred KB

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


def read(item: Item, storage: Storage) -> tuple[bytes, str]:
    """The photo as it was uploaded and "", or nothing and the reason in words."""
    problem = NO_PHOTO
    if item.key:
        try:
            return read_verified(storage, item.key, item.sha256), ""
        except NotFound:
            problem = MISSING
        except Damaged:
            problem = DAMAGED
        except StorageError:
            problem = UNREADABLE
    return b"", problem.format(student_no=item.student_no)


def _pieces(items: Iterable[Item], storage: Storage, outcome: Outcome, with_proof: bool) -> Iterator[bytes]:
    writer = ZipWriter()
    for item, data, problem in _read_ahead(items, storage):
        if problem:
            outcome.problems.append(problem)
            continue
        yield writer.entry(item.name, data, item.at)
        outcome.items.append(item)
    if with_proof:
        yield writer.entry(naming.SUMS, proof.sums(outcome.items))
        yield writer.entry(naming.MANIFEST, proof.manifest(outcome.items, outcome.problems))
    yield writer.end()


def _read_ahead(items: Iterable[Item], storage: Storage) -> Iterator[tuple[Item, bytes, str]]:
    """Every photo in order, while the next few are read and verified in other threads.

    Both need no lock of Python's; an object store answers several requests in the time of one.
    """
    waiting: deque[tuple[Item, Future[tuple[bytes, str]]]] = deque()
    with ThreadPoolExecutor(READERS) as pool:
        try:
            for item in items:
                waiting.append((item, pool.submit(read, item, storage)))
                if len(waiting) > AHEAD:
                    first, found = waiting.popleft()
                    yield first, *found.result()
            for first, found in waiting:
                yield first, *found.result()
        finally:
            pool.shutdown(cancel_futures=True)  # whoever asked has gone
