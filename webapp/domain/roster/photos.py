"""Admission photos (录取照片): a zip of pictures named by 学号 or ID number, kept to compare faces with."""

from __future__ import annotations

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
MAX_ENTRIES: Final = 60_000
MAX_PHOTO_BYTES: Final = 5 * 1024 * 1024
COMMIT_EVERY: Final = 200  # photos; an interrupted import goes on where it stopped
TAKING: Final = "正在导入照片"
NAME_SHOWN: Final = 60  # characters of a file name in a message

UNREADABLE: Final = "文件不是 .zip，或已损坏。请重新打包再导入。"
TOO_MANY: Final = f"压缩包里超过 {MAX_ENTRIES} 个文件。请按学院分成几个。"
NOBODY: Final = "名册里没有这个学号或证件号码"
TWICE: Final = "同一名学生有不止一张，用的是前面那张"
TOO_LARGE: Final = f"超过 {MAX_PHOTO_BYTES // 1024 // 1024} MB"
NO_PICTURE: Final = "不是能打开的照片"
LOCKED: Final = "读不出来（加了密码，或文件已损坏）"


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
        entries = list(_pictures(archive))
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


def _pictures(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The entries that look like photos; what computers add by themselves is passed over."""
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        if not path.name.startswith(".") and path.suffix.lower() in SUFFIXES and not entry.is_dir():
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
        try:
            student = self._owner(entry)
            self._keep(student, _clean_picture(archive, entry))
        except _LeftOutError as error:
            self.result.problems.append(f"{_shown(entry)}：{error}")

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

    def _owner(self, entry: zipfile.ZipInfo) -> _Owner:
        student = self._by_name.get(_stem(entry))
        if student is None:
            raise _LeftOutError(NOBODY)
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


def _stem(entry: zipfile.ZipInfo) -> str:
    """The first word of the file's name without folder and suffix: '2023000001_张三.jpg' is 2023000001."""
    stem = unicodedata.normalize("NFKC", PurePosixPath(entry.filename).stem)
    words = stem.replace("_", " ").split()
    return words[0].upper() if words else ""


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


def _shown(entry: zipfile.ZipInfo) -> str:
    """The file's name for a message: printable, short, and without a whole ID number in it."""
    name = "".join(char if char.isprintable() else "?" for char in PurePosixPath(entry.filename).name)
    return _masked(name)[:NAME_SHOWN]


def _masked(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    is_id_number = len(stem) == 18 and stem[:17].isdecimal()
    return f"{stem[:6]}********{stem[-4:]}{dot}{suffix}" if is_id_number else name
