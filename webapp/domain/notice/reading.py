"""Reads the data files of a notice (`webapp/data/notice_*/`) and refuses what cannot be right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from webapp.domain.notice.branch_entries import branch_list, province
from webapp.domain.notice.english import FILE as ENGLISH_FILE
from webapp.domain.notice.english import require_complete, translation
from webapp.domain.notice.entries import campaign, code_guide, photo_clause, rule, session
from webapp.domain.notice.json_entry import load_list, load_object
from webapp.domain.notice.values import (
    Notice,
    NoticeError,
    Province,
    Translation,
)

DATA_FOLDER = Path(__file__).resolve().parents[2] / "data"


def latest_notice_folder(data_folder: Path = DATA_FOLDER) -> Path:
    """The folder of the newest notice that we have. Raises `NoticeError` when there is none."""
    folders = sorted(data_folder.glob("notice_*"))
    if not folders:
        raise NoticeError(data_folder.name, "folder", "-", "holds no notice_* folder")
    return folders[-1]


def read_notice(folder: Path) -> Notice:
    """Read the six files of a notice, and its English where there is one.

    Raises NoticeError naming the file, the entry, the field and what is wrong with it.
    """
    branches, without_branch = load_object(folder / "branches.json", branch_list)
    notice = Notice(
        campaign=load_object(folder / "campaign.json", campaign),
        sessions=load_list(folder / "sessions.json", session),
        rules=load_list(folder / "rules.json", rule),
        code_guide=load_object(folder / "collection_code.json", code_guide),
        photo_clauses=load_list(folder / "photo_rules.json", photo_clause),
        branches=branches,
        without_branch=without_branch,
        english=_english(folder / ENGLISH_FILE),
    )
    _require_consistent(notice)
    return notice


def read_provinces(path: Path = DATA_FOLDER / "provinces.json") -> tuple[Province, ...]:
    """The province-level units in the official order. Raises NoticeError like `read_notice`."""
    provinces = load_list(path, province)
    _require_unique(path.name, "name", [unit.name for unit in provinces])
    return provinces


def read_glossary(path: Path = DATA_FOLDER / "glossary_en.json") -> tuple[Translation, ...]:
    """English for what notices and rosters name: colleges, majors, levels. Raises NoticeError."""
    names = load_list(path, translation)
    _require_unique(path.name, "zh", [name.words for name in names])
    return names


def _english(path: Path) -> tuple[Translation, ...]:
    return load_list(path, translation) if path.exists() else ()


def _require_consistent(notice: Notice) -> None:
    """Rules that hold across entries and files."""
    _require_unique("campaign.json", "batches", [str(batch.number) for batch in notice.campaign.batches])
    _require_unique("rules.json", "id", [entry.id for entry in notice.rules])
    _require_unique("photo_rules.json", "id", [entry.id for entry in notice.photo_clauses])
    _require_unique("collection_code.json", "id", [way.id for way in notice.code_guide.ways])
    _require_unique("branches.json", "id", [branch.id for branch in notice.branches])
    _require_session_days(notice)
    _require_neighbours(notice)
    if notice.english:
        require_complete(notice, notice.english)


def _require_unique(file: str, field: str, values: Sequence[str]) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise NoticeError(file, f"entry {index}", field, f"{value!r} is there twice")


def _require_session_days(notice: Notice) -> None:
    """A session stands on the day of its batch, so that changing one without the other is noticed."""
    days = {batch.number: batch.day for batch in notice.campaign.batches}
    for index, row in enumerate(notice.sessions):
        if row.batch not in days:
            raise NoticeError("sessions.json", f"sessions[{index}]", "batch", "is not in campaign.json")
        if days[row.batch] != row.day:
            raise NoticeError("sessions.json", f"sessions[{index}]", "day", "is not the day of its batch")


def _require_neighbours(notice: Notice) -> None:
    covered = {branch.province for branch in notice.branches}
    for index, gap in enumerate(notice.without_branch):
        entry = f"branches.without_branch[{index}]"
        if gap.province in covered:
            raise NoticeError("branches.json", entry, "province", "has a branch")
        for neighbour in gap.neighbours:
            if neighbour not in covered:
                raise NoticeError("branches.json", entry, "neighbours", f"{neighbour} has no branch")
