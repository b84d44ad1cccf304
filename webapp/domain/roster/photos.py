"""Admission photos (录取照片): a zip of pictures named by 学号 or ID number, kept to compare faces with."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, NamedTuple

from sqlalchemy import select, update

from webapp import current
from webapp.domain import audit, work
from webapp.domain.roster.problems import RosterFileError
from webapp.domain.work import Progress
from webapp.extensions import db
from webapp.models import Campaign, Student
from webapp.photocheck.pictures import PictureError, open_picture, reencode
from webapp.storage import NotFound, new_key

KIND: Final = "admission"
SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png"})
ADDED: Final = frozenset({"thumbs.db", "desktop.ini"})  # and what begins with a dot
MAX_ENTRIES: Final = 60_000
MAX_PHOTO_BYTES: Final = 5 * 1024 * 1024
COMMIT_EVERY: Final = 200  # photos; an interrupted import goes on where it stopped
TAKING: Final = "正在导入照片"
NAME_SHOWN: Final = 60  # characters of a file name in a message

UNREADABLE: Final = "文件不是 .zip，或已损坏。请重新打包再导入。"
TOO_MANY: Final = f"压缩包里超过 {MAX_ENTRIES} 个文件。请按学院分成几个。"
OTHER_KIND: Final = "不是 .jpg 或 .png"
SEVERAL: Final = "文件名里有不止一名学生的号码"
NOBODY: Final = "名册里没有这个学号或证件号码"
TWICE: Final = "同一名学生有不止一张，用的是前面那张"
TOO_LARGE: Final = f"超过 {MAX_PHOTO_BYTES // 1024 // 1024} MB"
NO_PICTURE: Final = "不是能打开的照片"
LOCKED: Final = "读不出来（加了密码，或文件已损坏）"

_UTF8_NAME: Final = 0x0800  # flag of an entry (APPNOTE 4.4.4, bit 11)
_BETWEEN: Final = re.compile(r"[^0-9A-Z]+")
_ID_NUMBER: Final = re.compile(r"([0-9]{6})[0-9]{8}([0-9]{3}[0-9Xx])")


@dataclass
class PhotosResult:
    """What became of the photos. `problems`: those left out, each with its reason."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)


def import_photos(
    file: Path | BinaryIO,
    campaign: Campaign,
    *,
    actor: str = audit.OPERATOR,
    progress: Progress = work.silent,
) -> PhotosResult:
    """Keep the admission photo of every student of a campaign that a zip holds, and commit now and then.

    The zip is read picture by picture: memory holds one picture and the roster's numbers, no more.

    A file's name says only whose photo it is; where it lies is ours to choose. Pictures are decoded within
    caps and written anew without metadata. What cannot be used is named, and the rest goes on.
    Raises RosterFileError when the file is no zip.
    """
    importing = _Importing(campaign, actor)
    with _opened(file) as archive:
        entries = list(_files(archive))
        for count, entry in enumerate(entries, start=1):
            importing.take(archive, entry)
            if count % COMMIT_EVERY == 0:
                importing.commit()
            progress(TAKING, count, len(entries))
    importing.end()
    return importing.result


@contextmanager
def _opened(file: Path | BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError):
        raise RosterFileError(UNREADABLE) from None
    with archive:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise RosterFileError(TOO_MANY)
        yield archive


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Every file but those that computers add by themselves."""
    for entry in archive.infolist():
        name = PurePosixPath(entry.filename).name
        if not entry.is_dir() and not name.startswith(".") and name.lower() not in ADDED:
            yield entry


class _Importing:
    def __init__(self, campaign: Campaign, actor: str) -> None:
        self.result = PhotosResult()
        self._campaign = campaign
        self._actor = actor
        self._by_name = _students_by_name(campaign)
        self._seen: set[int] = set()
        self._kept: list[
            dict[str, object]
        ] = []  # written at the next commit, no transaction is open till then
        self._replaced_keys: list[str] = []

    def take(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        """Keep one photo, or say why not."""
        path = _path(entry)
        try:
            student = self._owner(path)
            self._keep(student, _clean_picture(archive, entry))
        except _LeftOutError as error:
            self.result.problems.append(f"{_shown(path)}：{error}")

    def commit(self) -> None:
        """Commit, and only then delete what has been replaced: a crash leaves files, never gaps."""
        if self._kept:
            db.session.execute(update(Student), self._kept)
            target = f"campaign:{self._campaign.id}"
            audit.record(self._actor, "roster.photos", target, kept=len(self._kept))
            self._kept = []
        db.session.commit()
        for key in self._replaced_keys:
            current.storage().delete(key)
        self._replaced_keys.clear()

    def end(self) -> None:
        """Commit the rest, and write down what became of all."""
        self.commit()
        audit.record(
            self._actor,
            "roster.photos_done",
            f"campaign:{self._campaign.id}",
            new=self.result.new,
            replaced=self.result.replaced,
            unchanged=self.result.unchanged,
            left_out=len(self.result.problems),
        )
        db.session.commit()

    def _owner(self, path: PurePosixPath) -> _Owner:
        if path.suffix.lower() not in SUFFIXES:
            raise _LeftOutError(OTHER_KIND)
        found = {self._by_name[word] for word in _words(path) if word in self._by_name}
        if not found:
            raise _LeftOutError(NOBODY)
        if len(found) > 1:
            raise _LeftOutError(SEVERAL)
        (student,) = found
        if student.id in self._seen:
            raise _LeftOutError(TWICE)
        return student

    def _keep(self, student: _Owner, picture: bytes) -> None:
        self._seen.add(student.id)
        if student.admission_key and _stored(student.admission_key) == picture:
            self.result.unchanged += 1
            return
        stored = current.storage().put(new_key(KIND), picture)
        if student.admission_key:
            self._replaced_keys.append(student.admission_key)
            self.result.replaced += 1
        else:
            self.result.new += 1
        self._kept.append({"id": student.id, "admission_key": stored.key})


class _LeftOutError(ValueError):
    """Why one photo is not kept."""


class _Owner(NamedTuple):
    """Of a student, as much as is needed here: there may be a hundred thousand."""

    id: int
    admission_key: str


def _students_by_name(campaign: Campaign) -> dict[str, _Owner]:
    """Students by 学号 and by ID number, in capitals; a 学号 wins over an equal ID number."""
    columns = select(Student.id, Student.admission_key, Student.student_no, Student.id_number)
    by_id: dict[str, _Owner] = {}
    by_number: dict[str, _Owner] = {}
    for student_id, key, student_no, id_number in db.session.execute(
        columns.where(Student.campaign_id == campaign.id)
    ):
        owner = _Owner(student_id, key)
        by_id[id_number.upper()] = by_number[student_no.upper()] = owner
    return by_id | by_number


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    """The path in the zip as whoever packed it read it: without the flag for UTF-8, Windows writes GBK.

    Some programs of Windows part folders by backslashes.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437")  # what zipfile takes such a name for; nothing is lost
        try:
            name = raw.decode("utf-8")  # macOS forgets the flag
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="replace")
    return PurePosixPath(name.replace("\\", "/"))


def _words(path: PurePosixPath) -> set[str]:
    """The whole name and its parts: a number may stand anywhere, as in '英语-张三-2023000001.jpg'."""
    stem = unicodedata.normalize("NFKC", path.stem).upper()
    return {stem, *stem.replace("_", " ").split(), *_BETWEEN.split(stem)} - {""}


def _clean_picture(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The picture decoded and written anew. Raises _LeftOutError."""
    try:
        with archive.open(entry) as stream:
            data = stream.read(MAX_PHOTO_BYTES + 1)  # never more, whatever the zip says of its size
    except Exception:  # zlib, zipfile and missing methods of compression all raise errors of their own
        raise _LeftOutError(LOCKED) from None
    if len(data) > MAX_PHOTO_BYTES:
        raise _LeftOutError(TOO_LARGE)
    try:
        return reencode(open_picture(data))
    except PictureError:
        raise _LeftOutError(NO_PICTURE) from None


def _stored(key: str) -> bytes:
    try:
        with current.storage().open(key) as stream:
            return stream.read()
    except NotFound:
        return b""


def _shown(path: PurePosixPath) -> str:
    """The file's name for a message: printable, short, and without a whole ID number in it."""
    name = "".join(char if char.isprintable() else "?" for char in path.name)
    return _ID_NUMBER.sub(r"\1********\2", name)[:NAME_SHOWN]
