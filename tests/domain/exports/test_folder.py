"""An export into a folder goes on where it stopped."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.domain.exports.students import stored
from tests.ready_made import jpeg
from webapp.domain.exports import folder
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.naming import SUMS
from webapp.storage import LocalStorage


class BrokenOffError(Exception):
    """Somebody pulled the plug."""


def test_a_second_run_adds_only_what_is_missing(tmp_path: Path) -> None:
    storage, target = LocalStorage(tmp_path / "store"), tmp_path / "out"
    items = [stored(storage, number) for number in range(4)]
    first = folder.write(items, storage, target, Outcome())
    assert (first.new, first.present) == (4, 0)
    kept = target / "照片/0.jpg"
    before = kept.stat().st_mtime_ns
    (target / "照片/1.jpg").unlink()
    (target / "照片/2.jpg").write_bytes(jpeg(2)[:-1] + b"x")
    (target / "照片/3.jpg").write_bytes(b"short")
    outcome = Outcome()
    again = folder.write(items, storage, target, outcome)
    assert (again.new, again.present) == (3, 1)
    assert kept.stat().st_mtime_ns == before
    assert (outcome.count, outcome.size) == (4, sum(item.size for item in items))
    check = ["sha256sum", "--check", "--strict", SUMS]
    assert subprocess.run(check, cwd=target, check=False, capture_output=True).returncode == 0


def test_what_is_there_needs_no_store(tmp_path: Path) -> None:
    storage, target = LocalStorage(tmp_path / "store"), tmp_path / "out"
    item = stored(storage, 1)
    folder.write([item], storage, target, Outcome())
    storage.delete(item.key)
    outcome = Outcome()
    assert folder.write([item], storage, target, outcome).present == 1
    assert outcome.problems == []


def test_a_write_that_breaks_off_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "1.jpg"
    path.write_bytes(b"as it was")
    with pytest.raises(BrokenOffError), folder.replacing(path) as file:
        file.write(b"half")
        raise BrokenOffError
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]
