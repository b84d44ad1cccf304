"""What only a folder can suffer: links, interrupted writes, full disks, wrong rights."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from webapp.storage import LocalStorage, NotFound, StorageError, new_key

SECRET = b"another student's file"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


@pytest.fixture
def store(root: Path) -> LocalStorage:
    return LocalStorage(root)


def open_descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_files_and_folders_are_for_the_owner_only(store: LocalStorage, root: Path) -> None:
    key = new_key("electronic")
    store.put(key, b"x")
    assert stat.S_IMODE((root / key).stat().st_mode) == 0o600
    assert {stat.S_IMODE(path.stat().st_mode) for path in (root, *(root / key).parents[:2])} == {0o700}


def test_a_planted_link_to_a_file_is_not_followed(store: LocalStorage, root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    key = new_key("electronic")
    (root / key).parent.mkdir(parents=True)
    (root / key).symlink_to(secret)
    with pytest.raises(StorageError):
        store.open(key)
    with pytest.raises(StorageError):
        store.put(key, b"overwrite")
    assert list(store.entries()) == []
    store.delete(key)
    assert secret.read_bytes() == SECRET


@pytest.mark.parametrize("depth", [1, 2])
def test_a_planted_link_to_a_folder_is_not_followed(
    store: LocalStorage, root: Path, tmp_path: Path, depth: int
) -> None:
    key = new_key("electronic")
    outside = tmp_path / "outside"
    inner = outside / Path(*Path(key).parts[depth:])
    inner.parent.mkdir(parents=True)
    inner.write_bytes(SECRET)
    link = root / Path(*Path(key).parts[:depth])
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    for attempt in (lambda: store.open(key), lambda: store.put(key, b"x"), lambda: store.delete(key)):
        with pytest.raises(StorageError):
            attempt()
    assert list(store.entries()) == []
    assert inner.read_bytes() == SECRET
    assert files_below(outside) == [inner]


def test_a_folder_where_a_file_should_be(store: LocalStorage, root: Path) -> None:
    key = new_key("electronic")
    (root / key).mkdir(parents=True)
    with pytest.raises(StorageError):
        store.open(key)
    assert list(store.entries()) == []


def test_files_that_are_not_ours_are_left_alone(store: LocalStorage, root: Path) -> None:
    stray = root / "electronic" / "aa" / "photo.jpg"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    assert list(store.entries()) == []
    assert stray.exists()


def test_interrupted_writes_are_swept_when_old(store: LocalStorage, root: Path) -> None:
    store.put(new_key("electronic"), b"kept")
    left = root / ".partial" / "abc.part"
    left.write_bytes(b"half")
    assert store.remove_leftovers(timedelta(hours=1)) == 0
    hours_ago = left.stat().st_mtime - 2 * 3600
    os.utime(left, (hours_ago, hours_ago))
    assert store.remove_leftovers(timedelta(hours=1)) == 1
    assert not left.exists()
    assert len(list(store.entries())) == 1


def test_the_file_appears_only_when_it_is_whole_and_on_disk(
    store: LocalStorage, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that survives a power cut: data to disk, then the name, then the folder that holds it."""
    key = new_key("electronic")
    steps: list[str] = []
    real_fsync, real_rename = os.fsync, os.rename

    def fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_fsync(descriptor)

    def rename(old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        assert not (root / key).exists()
        steps.append("rename")
        real_rename(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    store.put(key, b"x")
    assert steps[-3:] == ["file", "rename", "folder"]
    assert set(steps[:-3]) == {"folder"}, "new folders are made to last too"


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(
    store: LocalStorage, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    store.ping()
    key = new_key("electronic")
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(StorageError, match="No space left on device"):
        store.put(key, b"x")
    monkeypatch.undo()
    with pytest.raises(NotFound):
        store.open(key)
    assert files_below(root) == []


def test_a_root_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_bytes(b"")
    store = LocalStorage(tmp_path / "uploads")
    for attempt in (store.ping, lambda: store.put(new_key("electronic"), b"x")):
        with pytest.raises(StorageError):
            attempt()


def test_ping_notices_that_nothing_can_be_written(store: LocalStorage, root: Path) -> None:
    root.mkdir()
    (root / ".partial").write_bytes(b"")  # what stops root too, unlike missing rights
    with pytest.raises(StorageError, match="cannot be written to"):
        store.ping()


def test_descriptors_are_closed(store: LocalStorage) -> None:
    key = new_key("electronic")
    store.put(key, b"x")
    before = open_descriptors()
    for _ in range(5):
        store.put(new_key("electronic"), b"x")
        with store.open(key) as stream:
            stream.read()
        with pytest.raises(NotFound):
            store.open(new_key("paper"))
        list(store.entries())
        store.ping()
    assert open_descriptors() == before
