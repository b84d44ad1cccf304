"""A notice that somebody sends: its data files in a zip, or all of them in one JSON file.

The zip holds the files of `webapp/data/notice_*/` (see `webapp/data/README.md`), in a folder or not; the JSON
file is an object of them: {"campaign": …, "sessions": …}. Nothing else is looked at.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from webapp.domain.notice.english import FILE as ENGLISH_FILE
from webapp.domain.notice.reading import read_notice
from webapp.domain.notice.values import Notice, NoticeError

NEEDED: Final = (
    "campaign.json",
    "sessions.json",
    "rules.json",
    "collection_code.json",
    "photo_rules.json",
    "branches.json",
)
KNOWN: Final = (*NEEDED, ENGLISH_FILE)
LARGEST: Final = 1024 * 1024  # bytes of one file; those of 2024 have 16 kB
MOST_ENTRIES: Final = 200
SENT: Final = "file"
NO_NOTICE = "is neither a zip of the data files nor JSON"
TOO_LARGE = "is too large"
ENCRYPTED = "is encrypted or damaged"

Files = dict[str, str]  # name -> content


def files_of(data: bytes) -> Files:
    """The data files in what was sent, unread. Raises NoticeError when there are none."""
    files = _zipped(data) if zipfile.is_zipfile(io.BytesIO(data)) else _in_one(data)
    if not files:
        raise NoticeError(SENT, "file", "-", NO_NOTICE)
    return files


def read_files(files: Files) -> Notice:
    """The notice in these data files. Raises NoticeError naming file, entry, field and what is wrong."""
    with tempfile.TemporaryDirectory(prefix="bupai-notice-") as name:
        folder = Path(name)
        for file in KNOWN:
            if file in files:
                (folder / file).write_text(files[file], encoding="utf-8")
        return read_notice(folder)


def _zipped(data: bytes) -> Files:
    files: Files = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[:MOST_ENTRIES]:
                name = PurePosixPath(entry.filename.replace("\\", "/")).name
                if name in KNOWN and not entry.is_dir() and "__MACOSX" not in entry.filename:
                    files[name] = _text(name, _content(archive, entry, name))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise NoticeError(SENT, "file", "-", ENCRYPTED) from error
    return files


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(entry) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise NoticeError(name, "file", "-", TOO_LARGE)
    return content


def _in_one(data: bytes) -> Files:
    if len(data) > LARGEST * len(KNOWN):
        raise NoticeError(SENT, "file", "-", TOO_LARGE)
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        raise NoticeError(SENT, "file", "-", NO_NOTICE) from None
    if not isinstance(whole, dict):
        raise NoticeError(SENT, "file", "-", NO_NOTICE)
    parts = {f"{str(name).removesuffix('.json')}.json": part for name, part in whole.items()}
    return {name: json.dumps(part, ensure_ascii=False) for name, part in parts.items() if name in KNOWN}


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoticeError(name, "file", "-", f"is not JSON in UTF-8: {error}") from error
