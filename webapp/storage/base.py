"""What every store can do, whatever it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Protocol

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True)
class Stored:
    """Proof of what was stored: `sha256` in small hexadecimal, `size` in bytes."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class StoredEntry:
    """A file found in the store: `modified` is aware UTC, `size` in bytes."""

    key: str
    modified: datetime
    size: int


class Storage(Protocol):
    """The one gate to stored files. Every method raises BadKey for a key that `new_key` did not make, and
    StorageError when the store fails."""

    def put(self, key: str, data: bytes | BinaryIO) -> Stored:
        """Store all bytes under a new key; when it returns they are safe on disk, and before that nothing
        can be read. A stream is read from where it stands. Raises KeyTaken instead of replacing anything."""
        ...

    def open(self, key: str) -> BinaryIO:
        """The stored bytes as a stream, to be used in a `with`. Raises NotFound."""
        ...

    def delete(self, key: str) -> None:
        """Remove what is stored; no error when there is nothing."""
        ...

    def entries(self) -> Iterator[StoredEntry]:
        """Everything stored, in no order. Files that are not ours are left out."""
        ...

    def remove_leftovers(self, older_than: timedelta) -> int:
        """Remove what interrupted writes left behind; says how many. Nothing of it was ever readable."""
        ...

    def ping(self) -> None:
        """Raises StorageError unless the store can be reached and written to."""
        ...
