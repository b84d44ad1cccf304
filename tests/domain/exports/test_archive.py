"""The zip: photos verified on the way, and their proof."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

from tests.domain.exports.students import never_uploaded, stored
from tests.ready_made import jpeg
from webapp.domain.exports.archive import AHEAD, Outcome, stream
from webapp.domain.exports.naming import MANIFEST, SUMS
from webapp.storage import LocalStorage


def test_photos_only_when_that_is_asked(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    items = [stored(storage, number) for number in range(4)]
    outcome = Outcome()
    body = b"".join(stream(items, storage, outcome, with_proof=False))
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        f"照片/{number}.jpg": jpeg(number) for number in range(4)
    }
    assert (outcome.count, outcome.problems) == (4, [])
    assert (outcome.size, outcome.sha256) == (len(body), hashlib.sha256(body).hexdigest())


def test_the_same_photos_are_the_same_bytes(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    items = [stored(storage, number) for number in range(3)]
    once, again = (b"".join(stream(items, storage, Outcome(), with_proof=True)) for _ in range(2))
    assert once == again


def test_what_was_unpacked_can_be_proven(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path / "store")
    items = [stored(storage, number) for number in range(3)]
    with zipfile.ZipFile(io.BytesIO(b"".join(stream(items, storage, Outcome(), with_proof=True)))) as archive:
        assert archive.namelist()[-2:] == [SUMS, MANIFEST]
        archive.extractall(tmp_path / "out")
    check = ["sha256sum", "--check", "--strict", SUMS]
    assert subprocess.run(check, cwd=tmp_path / "out", check=False, capture_output=True).returncode == 0
    (tmp_path / "out/照片/1.jpg").write_bytes(b"x")
    assert subprocess.run(check, cwd=tmp_path / "out", check=False, capture_output=True).returncode == 1


def test_broken_ones_are_left_out_and_reported(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    good, changed, gone = (stored(storage, number) for number in range(3))
    path = tmp_path / changed.key
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    storage.delete(gone.key)
    outcome = Outcome()
    body = b"".join(stream([changed, gone, never_uploaded(3), good], storage, outcome, with_proof=True))
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.namelist() == ["照片/0.jpg", SUMS, MANIFEST]
    assert outcome.items == [good]
    assert outcome.problems == [
        "学号 1：照片内容和上传时不一样",
        "学号 2：存储里找不到照片",
        "学号 3：没有上传电子照片",
    ]
    lines = list(csv.reader(io.StringIO(archive.read(MANIFEST).decode("utf-8-sig"))))
    assert lines[1] == ["0", "照片/0.jpg", good.sha256, str(good.size), "完整"]
    assert [line[-1] for line in lines[2:]] == outcome.problems


def test_only_a_few_photos_are_read_ahead(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    items = [stored(storage, number) for number in range(AHEAD + 5)]
    outcome = Outcome()
    pieces = stream(items, storage, outcome, with_proof=True)
    next(pieces)
    storage.delete(items[-1].key)
    list(pieces)
    assert outcome.items == items[:-1]
    assert outcome.problems == [f"学号 {items[-1].student_no}：存储里找不到照片"]
