"""The exports of before: who made them, what they held, and their manifests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import select

from webapp.domain.errors import NotFoundError
from webapp.domain.exports import proof
from webapp.domain.exports.spreadsheet import STATES
from webapp.domain.queries.acts import names_of
from webapp.extensions import db
from webapp.models import Campaign, College, Export, ExportItem, State, Student, Submission

RECENT: Final = 20
ALL_COLLEGES: Final = "全部学院"
ONLY_NEW: Final = "只要新的"
NO_EXPORT: Final = "没有找到这次导出，或者它没有完成。"


@dataclass(frozen=True)
class Past:
    """One export of before, with who made it and of whom: "2027 届 · 已通过 · 全部学院"."""

    export: Export
    who: str
    about: str


class _Line(NamedTuple):
    """A line of a manifest."""

    name: str
    sha256: str
    size: int
    student_no: str


def latest(before: int | None = None) -> list[Past]:
    """The latest exports, newest first; `before`: those that are older than the one of this number."""
    wanted = (
        select(Export, Campaign.class_year)
        .outerjoin(Campaign, Campaign.id == Export.campaign_id)
        .order_by(Export.id.desc())
        .limit(RECENT)
    )
    if before is not None:
        wanted = wanted.where(Export.id < before)
    found = [(export, year) for export, year in db.session.execute(wanted)]
    who = names_of(export.actor for export, _year in found)
    colleges = {one.id: one.name for one in db.session.execute(select(College.id, College.name))}
    return [
        Past(export, who.get(export.actor, export.actor), " · ".join(_about(export, year, colleges)))
        for export, year in found
    ]


def result_words(export: Export) -> str:
    """How an export ended, in a few words."""
    if export.finished_at is None:
        return "没有完成"
    if export.discarded_at is not None:
        return "已作废"
    return f"{len(export.problems)} 张没有导出" if export.problems else "完整"


def find(number: int) -> Export:
    """One finished export. Raises NotFoundError."""
    found = db.session.get(Export, number)
    if found is None or found.finished_at is None:
        raise NotFoundError(NO_EXPORT)
    return found


def manifest_of(export: Export) -> bytes:
    """The manifest (CSV, see `proof.manifest`) of a finished export, as it was then.

    Empty after a purge: what names students has gone.
    """
    lines = (
        select(ExportItem.name, ExportItem.sha256, ExportItem.size, Student.student_no)
        .join(Submission, Submission.id == ExportItem.submission_id)
        .join(Student, Student.id == Submission.student_id)
        .where(ExportItem.export_id == export.id)
        .order_by(ExportItem.id)
    )
    return proof.manifest((_Line(*row) for row in db.session.execute(lines)), export.problems)


def _about(export: Export, year: int | None, colleges: dict[int, str]) -> list[str]:
    """Of whom an export was. Selections of before say less."""
    chosen = export.selection
    parts = [f"{year} 届"] if year else []
    parts.append("、".join(STATES[State(state)] for state in chosen.get("states", ())))
    parts.append(colleges.get(chosen.get("college_id") or 0, ALL_COLLEGES))
    return [*parts, ONLY_NEW] if chosen.get("only_new") else parts
