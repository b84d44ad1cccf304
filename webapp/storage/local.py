"""Files in a local folder: ROOT/kind/shard/name, written so that a power cut leaves all of a file or none."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from webapp.storage.base import CHUNK_BYTES, Stored, StoredEntry
from webapp.storage.errors import BadKey, KeyTaken, NotFound, StorageError
from webapp.storage.keys import is_key, split_key

_PARTIAL = ".partial"  # the folder of files that are still being written; no key can name it
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW_FILE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class LocalStorage:
    """A `Storage` in a folder that only this program's user can read.

    Folders are entered one by one without following links: one that was planted there leads nowhere.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder

    def put(self, key: str, data: bytes | BinaryIO) -> Stored:
        """See `Storage.put`."""
        kind, shard, name = split_key(key)
        source = BytesIO(data) if isinstance(data, bytes) else data
        with (
            _storage_errors(f"cannot store {key}"),
            self._folder(_PARTIAL, create=True) as partial,
            self._folder(kind, shard, create=True) as folder,
        ):
            if _exists(name, folder):
                raise KeyTaken(f"already stored: {key}")
            draft = f"{secrets.token_hex(16)}.part"
            try:
                stored = _write(key, source, draft, partial)
                os.rename(draft, name, src_dir_fd=partial, dst_dir_fd=folder)
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(draft, dir_fd=partial)
                raise
            os.fsync(folder)
        return stored

    def open(self, key: str) -> BinaryIO:
        """See `Storage.open`."""
        kind, shard, name = split_key(key)
        with _storage_errors(f"cannot open {key}", missing=key), self._folder(kind, shard) as folder:
            file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
            if not stat.S_ISREG(os.fstat(file).st_mode):
                os.close(file)
                raise BadKey(f"not a file: {key}")
            return os.fdopen(file, "rb")

    def delete(self, key: str) -> None:
        """See `Storage.delete`."""
        kind, shard, name = split_key(key)
        with (
            suppress(NotFound),
            _storage_errors(f"cannot delete {key}", missing=key),
            self._folder(kind, shard) as folder,
        ):
            os.unlink(name, dir_fd=folder)
            os.fsync(folder)

    def entries(self) -> Iterator[StoredEntry]:
        """See `Storage.entries`."""
        with _storage_errors("cannot list the folder"):
            for path in self._root.glob("*/*/*"):
                key = path.relative_to(self._root).as_posix()
                if is_key(key) and (found := self._entry(key)) is not None:
                    yield found

    def remove_leftovers(self, older_than: timedelta) -> int:
        """See `Storage.remove_leftovers`."""
        oldest_kept = datetime.now(UTC) - older_than
        removed = 0
        with _storage_errors("cannot sweep the folder"), self._folder(_PARTIAL, create=True) as partial:
            for name in os.listdir(partial):  # noqa: PTH208 # pathlib knows no descriptors
                with suppress(FileNotFoundError):  # its writer has just finished
                    if _modified(os.stat(name, dir_fd=partial, follow_symlinks=False)) < oldest_kept:
                        os.unlink(name, dir_fd=partial)
                        removed += 1
        return removed

    def ping(self) -> None:
        """See `Storage.ping`."""
        with (
            _storage_errors("the folder cannot be written to"),
            self._folder(_PARTIAL, create=True) as partial,
        ):
            name = f"{secrets.token_hex(16)}.ping"
            os.close(os.open(name, _NEW_FILE_FLAGS, 0o600, dir_fd=partial))
            os.unlink(name, dir_fd=partial)

    def _entry(self, key: str) -> StoredEntry | None:
        """What is stored under a key that was just listed; None when it has gone, or leads through a link."""
        kind, shard, name = split_key(key)
        try:
            with self._folder(kind, shard) as folder:
                status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        return StoredEntry(key, _modified(status), status.st_size)

    @contextmanager
    def _folder(self, *names: str, create: bool = False) -> Iterator[int]:
        """A descriptor of a folder below the root, for the `dir_fd` of file operations.

        Raises FileNotFoundError, or NotADirectoryError where a link or a file stands in the way.
        """
        if create:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        current = os.open(
            self._root, os.O_RDONLY | os.O_DIRECTORY
        )  # the root itself may be a link: it is ours
        try:
            for name in names:
                if create:
                    _make_folder(name, current)
                inner = os.open(name, _FOLDER_FLAGS, dir_fd=current)
                os.close(current)
                current = inner
            yield current
        finally:
            os.close(current)


def _write(key: str, source: BinaryIO, name: str, folder: int) -> Stored:
    """Write a stream to a new file and make sure that it is on disk."""
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(name, _NEW_FILE_FLAGS, 0o600, dir_fd=folder), "wb") as file:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Stored(key, digest.hexdigest(), size)


def _make_folder(name: str, parent: int) -> None:
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=parent)
        os.fsync(parent)


def _exists(name: str, folder: int) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _modified(status: os.stat_result) -> datetime:
    return datetime.fromtimestamp(status.st_mtime, UTC)


@contextmanager
def _storage_errors(what: str, missing: str = "") -> Iterator[None]:
    """Turn errors of the file system into ours; with `missing` (a key), an absent file into NotFound."""
    try:
        yield
    except FileNotFoundError as error:
        if missing:
            raise NotFound(f"nothing is stored under {missing}") from error
        raise StorageError(f"{what}: {error.strerror}") from error
    except OSError as error:
        raise StorageError(f"{what}: {error.strerror}") from error
