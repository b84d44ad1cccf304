"""A notice that somebody sends, and what is said about one that is wrong."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from webapp.domain.notice import sent
from webapp.domain.notice.problems import in_chinese
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.values import NoticeError

OURS = latest_notice_folder()


def zipped(files: dict[str, bytes], folder: str = "") -> bytes:
    """A zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return target.getvalue()


def ours() -> dict[str, bytes]:
    """The data files of the notice that we have."""
    return {path.name: path.read_bytes() for path in OURS.glob("*.json")}


@pytest.mark.parametrize("folder", ["", "通知2028/", "a\\b\\"])
def test_a_zip_is_read_as_the_folder_is(folder: str) -> None:
    files = sent.files_of(zipped({**ours(), "../../evil.json": b"x", "README.md": b"x"}, folder))
    assert sent.read_files(files) == read_notice(OURS)


def test_one_json_file_is_read_as_the_folder_is() -> None:
    whole = {name.removesuffix(".json"): json.loads(content) for name, content in ours().items()}
    assert sent.read_files(sent.files_of(json.dumps(whole).encode())) == read_notice(OURS)


def test_a_byte_order_mark_is_no_harm() -> None:
    files = {name: b"\xef\xbb\xbf" + content for name, content in ours().items()}
    assert sent.read_files(sent.files_of(zipped(files))) == read_notice(OURS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "既不是"),
        (b"\xff\xd8\xff", "既不是"),
        (b"[1]", "既不是"),
        (b"[" * 100_000, "既不是"),
        (zipped({"README.md": b"x"}), "既不是"),
        (zipped({"rules.json": b"x" * (sent.LARGEST + 1)}), "太大了"),
        (zipped({"rules.json": "规则".encode("gb18030")}), "UTF-8"),
        (zipped({"rules.json": b"[1]" * 100})[:-80] + zipped({})[-22:], "损坏|既不是"),
    ],
    # A zip holds the time at which it was made: an id made of its bytes would differ
    # between two processes that collect the tests.
    ids=["empty", "jpeg", "list", "nested", "no data", "too large", "not UTF-8", "cut"],
)
def test_what_is_no_notice_is_said(data: bytes, words: str) -> None:
    with pytest.raises(NoticeError) as caught:
        sent.read_files(sent.files_of(data))
    assert any(word in in_chinese(caught.value) for word in words.split("|"))


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("campaign.json", '"school"', '"schol"', "通知正文 campaign.json，campaign 的 school：没有填。"),
        (
            "sessions.json",
            '"08:30"',
            '"8点半"',
            "要写成 08:30 这样的时间；现在是 '8点半'。",
        ),
        ("rules.json", '"student"', '"all"', "只能是 'student', 'college' 之一；现在是 'all'。"),
    ],
)
def test_file_entry_and_field_are_named_in_chinese(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    files = {name: content.decode() for name, content in ours().items()}
    files[file] = files[file].replace(old, new, 1)
    with pytest.raises(NoticeError) as caught:
        sent.read_files(files)
    assert in_chinese(caught.value).endswith(words)


def test_a_file_that_is_missing_is_named() -> None:
    files = {name: content.decode() for name, content in ours().items() if name != "rules.json"}
    with pytest.raises(NoticeError) as caught:
        sent.read_files(files)
    assert in_chinese(caught.value) == "须知 rules.json：没有这个文件，或者打不开。"


def test_an_error_without_words_is_still_shown() -> None:
    assert in_chinese(NoticeError("x.json", "x[1]", "-", "is odd")) == "x.json，x[1]：is odd。"
