"""Reading back with proof: the bytes are hashed on the way out and compared with what was put in."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO

from webapp.storage.base import Storage
from webapp.storage.errors import Damaged


class _VerifiedReader(io.RawIOBase):
    """Passes a stream on and raises `Damaged` at its end when the bytes were not the expected ones."""

    def __init__(self, source: BinaryIO, key: str, sha256: str) -> None:
        self._source = source
        self._key = key
        self._expected = sha256
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # typeshed asks for any buffer; BufferedReader passes a memoryview
        chunk = self._source.read(len(buffer))
        if not chunk and self._digest.hexdigest() != self._expected:
            raise Damaged(f"{self._key} is not what was stored")
        self._digest.update(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._source.close()
        super().close()


def open_verified(storage: Storage, key: str, sha256: str) -> BinaryIO:
    """Like `storage.open`, but reading up to the end raises Damaged when the bytes do not have this SHA-256.

    Whoever stops before the end has verified nothing.
    """
    return io.BufferedReader(_VerifiedReader(storage.open(key), key, sha256))


def read_verified(storage: Storage, key: str, sha256: str) -> bytes:
    """All bytes of a stored file of moderate size. Raises NotFound, or Damaged for another SHA-256."""
    with storage.open(key) as stream:
        data = stream.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(f"{key} is not what was stored")
    return data
