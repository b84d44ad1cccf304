"""The zip: photos only, verified on the way."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

from tests.domain.exports.test_naming import ROW
from tests.ready_made import jpeg
from webapp.domain.exports.archive import Outcome, stream
from webapp.domain.exports.naming import Named
from webapp.storage import LocalStorage, new_key


def stored(storage: LocalStorage, number: int) -> Named:
    """A photo in the store, with its name."""
    found = storage.put(new_key("electronic"), jpeg(number))
    row = dataclasses.replace(ROW, student_no=str(number), key=found.key, sha256=found.sha256)
    return Named(f"照片/{number}.jpg", row)


def test_bytes_are_those_of_the_upload(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    photos = [stored(storage, number) for number in range(4)]
    outcome = Outcome()
    archive = zipfile.ZipFile(io.BytesIO(b"".join(stream(photos, storage, outcome))))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        f"照片/{number}.jpg": jpeg(number) for number in range(4)
    }
    assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    assert (outcome.count, outcome.problems) == (4, [])


def test_broken_ones_are_left_out_and_reported(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    good, changed, gone = (stored(storage, number) for number in range(3))
    never = Named("never.jpg", dataclasses.replace(ROW, student_no="3", key="", sha256=""))
    path = tmp_path / changed.row.key
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    storage.delete(gone.row.key)
    outcome = Outcome()
    body = b"".join(stream([changed, gone, never, good], storage, outcome))
    assert zipfile.ZipFile(io.BytesIO(body)).namelist() == ["照片/0.jpg"]
    assert outcome.count == 1
    assert outcome.problems == [
        "学号 1：照片内容和上传时不一样",
        "学号 2：存储里找不到照片",
        "学号 3：没有上传电子照片",
    ]


def test_photos_are_read_only_when_their_turn_comes(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    photos = [stored(storage, number) for number in range(3)]
    outcome = Outcome()
    chunks = stream(photos, storage, outcome)
    next(chunks)
    assert outcome.count == 0
    assert len(list(chunks)) > 3
    assert outcome.count == 3
