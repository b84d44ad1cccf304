"""The zip: photos only, bit for bit as uploaded, streamed with one photo in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zipstream import ZIP_STORED, ZipStream  # type: ignore[import-untyped] # ships no types

from webapp.domain.exports.naming import Named
from webapp.storage import Damaged, NotFound, Storage, StorageError, read_verified

NO_PHOTO = "学号 {student_no}：没有上传电子照片"
MISSING = "学号 {student_no}：存储里找不到照片"
DAMAGED = "学号 {student_no}：照片内容和上传时不一样"
UNREADABLE = "学号 {student_no}：存储暂时读不出来"


@dataclass
class Outcome:
    """What became of an export while it runs: photos written so far, and those left out, in words."""

    count: int = 0
    problems: list[str] = field(default_factory=list)


def stream(photos: Iterable[Named], storage: Storage, outcome: Outcome) -> Iterator[bytes]:
    """The bytes of the zip. `outcome` is filled on the way and final when the last bytes are out.

    A photo whose SHA-256 is not that of the upload, or that is gone, is left out and reported; nothing stops.
    Photos (JPEG) are stored, not compressed again: that would cost time and save nothing.
    """
    archive = ZipStream(compress_type=ZIP_STORED)
    for photo in photos:
        data = _verified(photo, storage, outcome)
        if data is None:
            continue
        archive.add(data, photo.name)
        yield from archive.all_files()
        outcome.count += 1
    yield from archive.finalize()


def _verified(photo: Named, storage: Storage, outcome: Outcome) -> bytes | None:
    """The photo as it was uploaded, or None with the reason in `outcome`."""
    problem = NO_PHOTO
    if photo.row.key:
        try:
            return read_verified(storage, photo.row.key, photo.row.sha256)
        except NotFound:
            problem = MISSING
        except Damaged:
            problem = DAMAGED
        except StorageError:
            problem = UNREADABLE
    outcome.problems.append(problem.format(student_no=photo.row.student_no))
    return None
