"""The zip as other programs read it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.fixtures import do_without
from webapp.domain.exports import zip_writer
from webapp.domain.exports.zip_writer import ZipWriter

AT = datetime(2027, 1, 9, 16, 30, 8, tzinfo=UTC)


def written(*names: str, at: datetime | None = AT) -> bytes:
    """A zip whose files hold their own names."""
    writer = ZipWriter()
    return b"".join([*(writer.entry(name, name.encode(), at) for name in names), writer.end()])


def read(body: bytes) -> dict[str, bytes]:
    """What Python finds in it."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_names_are_utf8_and_times_are_chinas() -> None:
    body = written("外国语学院/阿依努尔·买买提.jpg", "plain.jpg")
    (first, second) = zipfile.ZipFile(io.BytesIO(body)).infolist()
    assert first.filename == "外国语学院/阿依努尔·买买提.jpg"
    assert first.flag_bits == second.flag_bits == 0x800
    assert first.compress_type == zipfile.ZIP_STORED
    assert first.date_time == (2027, 1, 10, 0, 30, 8)
    assert zipfile.ZipFile(io.BytesIO(written("x", at=None))).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_unzip_finds_nothing_wrong(tmp_path: Path) -> None:
    if shutil.which("unzip") is None:
        do_without("no unzip on this machine: install it (Debian: apt-get install unzip)")
    path = tmp_path / "x.zip"
    path.write_bytes(written("a/1.jpg", "a/张三.jpg"))
    assert subprocess.run(["unzip", "-tq", path], check=False, capture_output=True).returncode == 0


def test_sizes_stand_in_front_so_that_it_can_be_read_while_it_comes() -> None:
    body = written("1.jpg")
    assert body[6:8] == b"\x00\x08", "no length that comes later"
    assert body[18:26] == (5).to_bytes(4, "little") * 2


def test_an_empty_zip_is_one() -> None:
    assert read(ZipWriter().end()) == {}


def test_more_files_than_the_old_format_can_count() -> None:
    names = [str(number) for number in range(65_600)]
    assert list(read(written(*names))) == names


def test_more_bytes_than_the_old_format_can_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four gigabytes are too much for a test: the limit comes closer instead."""
    monkeypatch.setattr(zip_writer, "_MOST_32", 100)
    body = written("first", "second", "third", "fourth")
    assert read(body.replace((100).to_bytes(4, "little"), b"\xff\xff\xff\xff")) == {
        name: name.encode() for name in ("first", "second", "third", "fourth")
    }


def test_a_file_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_writer, "LARGEST_ENTRY", 3)
    with pytest.raises(ValueError, match="too large"):
        ZipWriter().entry("x", b"1234")
