"""An export into a folder: resumable, because each file is there whole or not at all.

A run that was broken off is run again: what is there is proven by its SHA-256 and not fetched again, the rest
is added, a file that is not what it should be is replaced. Other files in the folder are left alone.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from webapp.domain.exports import archive, naming, proof
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.plan import Item
from webapp.storage import Storage

CHUNK_BYTES = 1024 * 1024


@dataclass
class Written:
    """How many photos this run wrote, and how many were there already."""

    new: int = 0
    present: int = 0


def write(items: Iterable[Item], storage: Storage, target: Path, outcome: Outcome) -> Written:
    """Bring the folder in line with `items`: every photo, `SHA256SUMS` and `manifest.csv`.

    A broken photo stops nothing and is reported in `outcome`. Raises OSError when the folder refuses.
    """
    target.mkdir(parents=True, exist_ok=True)
    written = Written()
    for item in items:
        path = target / item.name
        if item.key and _is(path, item):
            written.present += 1
        else:
            data, problem = archive.read(item, storage)
            if problem:
                outcome.problems.append(problem)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as file:
                file.write(data)
            written.new += 1
        outcome.items.append(item)
        outcome.size += item.size
    for name, data in _proof(outcome).items():
        with replacing(target / name) as file:
            file.write(data)
    return written


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes `path`'s place when all is written; what was there stays when anything fails."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:60]}.", delete=False) as target:
        try:
            yield cast(BinaryIO, target)
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            Path(target.name).unlink()
            raise
    Path(target.name).replace(path)


def _is(path: Path, item: Item) -> bool:
    """Whether the photo is there already, bit for bit."""
    try:
        if path.stat().st_size != item.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == item.sha256
    except (FileNotFoundError, NotADirectoryError):
        return False


def _proof(outcome: Outcome) -> dict[str, bytes]:
    return {
        naming.SUMS: proof.sums(outcome.items),
        naming.MANIFEST: proof.manifest(outcome.items, outcome.problems),
    }
