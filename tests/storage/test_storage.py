"""What every store promises."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest

from webapp.storage import (
    BadKey,
    Damaged,
    KeyTaken,
    NotFound,
    Storage,
    Stored,
    StoredEntry,
    new_key,
    open_verified,
    read_verified,
)
from webapp.storage.base import CHUNK_BYTES

SAMPLES = {
    "empty": b"",
    "one byte": b"\0",
    "a photo's size": b"\xff\xd8\xff" + bytes(range(256)) * 120,
    "longer than a chunk": b"0123456789abcdef" * (CHUNK_BYTES // 16 + 1),
    "longer than is held in memory": b"x" * (5 * 1024 * 1024),
}

HOSTILE_KEYS = [
    "",
    "../secret",
    "/etc/passwd",
    "electronic/../../etc/passwd",
    "electronic/aa/../aa/aa" + "0" * 30 + ".bin",
    "electronic\\aa\\aa" + "0" * 30 + ".bin",
    "electronic/aa/aa" + "0" * 30 + ".bin\0.jpg",
    "electronic/aa/aa" + "0" * 30 + ".bin\n",
    "electronic/ab/aa" + "0" * 30 + ".bin",
    "electronic/aa/aa" + "0" * 30 + ".jpg",
    "electronic/aa/aa" + "０" * 30 + ".bin",
    "electronic/AA/AA" + "0" * 30 + ".bin",
    ".partial/aa/aa" + "0" * 30 + ".bin",
    "/electronic/aa/aa" + "0" * 30 + ".bin",
    "file:///electronic/aa/aa" + "0" * 30 + ".bin",
    "a" * 5000,
]


def contents(storage: Storage, key: str) -> bytes:
    with storage.open(key) as stream:
        return stream.read()


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES.keys())
@pytest.mark.parametrize("as_stream", [False, True], ids=["bytes", "stream"])
def test_what_is_put_comes_back(storage: Storage, data: bytes, as_stream: bool) -> None:
    key = new_key("electronic")
    stored = storage.put(key, io.BytesIO(data) if as_stream else data)
    assert stored == Stored(key, hashlib.sha256(data).hexdigest(), len(data))
    assert contents(storage, key) == data
    assert read_verified(storage, key, stored.sha256) == data


def test_a_stream_is_read_from_where_it_stands(storage: Storage) -> None:
    stream = io.BytesIO(b"header:photo")
    stream.seek(7)
    key = new_key("electronic")
    assert storage.put(key, stream).size == 5
    assert contents(storage, key) == b"photo"


def test_opening_gives_a_stream_in_pieces(storage: Storage) -> None:
    data = SAMPLES["longer than a chunk"]
    key = new_key("paper")
    storage.put(key, data)
    with storage.open(key) as stream:
        assert stream.read(10) == data[:10]
        assert b"".join(iter(lambda: stream.read(1000), b"")) == data[10:]
        assert stream.read() == b""


def test_nothing_stored_is_not_found(storage: Storage) -> None:
    with pytest.raises(NotFound):
        storage.open(new_key("electronic"))
    storage.put(new_key("electronic"), b"another")
    with pytest.raises(NotFound):
        storage.open(new_key("electronic"))


def test_stored_bytes_are_never_replaced(storage: Storage) -> None:
    key = new_key("electronic")
    storage.put(key, b"first")
    with pytest.raises(KeyTaken):
        storage.put(key, b"second")
    assert contents(storage, key) == b"first"


def test_delete_is_idempotent_and_takes_only_its_own(storage: Storage) -> None:
    gone, kept = new_key("electronic"), new_key("electronic")
    storage.put(gone, b"gone")
    storage.put(kept, b"kept")
    storage.delete(gone)
    storage.delete(gone)
    storage.delete(new_key("paper"))
    with pytest.raises(NotFound):
        storage.open(gone)
    assert [entry.key for entry in storage.entries()] == [kept]
    assert contents(storage, kept) == b"kept"


def test_keys_tell_size_and_age(storage: Storage) -> None:
    assert list(storage.entries()) == []
    started = datetime.now(UTC)
    sizes = {new_key(kind): size for size, kind in enumerate(["electronic", "paper", "code"], start=1)}
    for key, size in sizes.items():
        storage.put(key, b"x" * size)
    entries = list(storage.entries())
    assert {entry.key: entry.size for entry in entries} == sizes
    for entry in entries:
        assert entry.modified.utcoffset() == timedelta(0)
        assert abs(entry.modified - started) < timedelta(minutes=1)


@pytest.mark.parametrize("key", HOSTILE_KEYS)
def test_hostile_keys_reach_nothing(storage: Storage, key: str) -> None:
    for attempt in (lambda: storage.put(key, b"x"), lambda: storage.open(key), lambda: storage.delete(key)):
        with pytest.raises(BadKey):
            attempt()
    assert list(storage.entries()) == []


def test_a_stream_that_fails_leaves_nothing(storage: Storage) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise RuntimeError("the browser went away")
            return super().read(min(size or 4, 4))

    key = new_key("electronic")
    with pytest.raises(RuntimeError, match="went away"):
        storage.put(key, Broken(b"half of a photo"))
    with pytest.raises(NotFound):
        storage.open(key)
    assert list(storage.entries()) == []
    assert storage.remove_leftovers(timedelta(0)) == 0


def test_other_bytes_are_noticed_at_the_end(storage: Storage) -> None:
    key = new_key("electronic")
    storage.put(key, b"not what was approved")
    expected = hashlib.sha256(b"what was approved").hexdigest()
    with pytest.raises(Damaged):
        read_verified(storage, key, expected)
    with open_verified(storage, key, expected) as stream:
        assert stream.read(3) == b"not", "the beginning cannot be judged yet"
        with pytest.raises(Damaged):
            while stream.read(3):
                pass


def test_ping_of_a_store_that_works(storage: Storage) -> None:
    storage.ping()
    assert list(storage.entries()) == []


def test_entries_are_values() -> None:
    now = datetime.now(UTC)
    assert StoredEntry("k", now, 1) == StoredEntry("k", now, 1)
