"""The branches of Attachment 4 in the database. Submissions point at them, so a row keeps its identity."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from webapp.domain.notice_types import Branch as PrintedBranch
from webapp.domain.queries.notice import NUMBER_SEPARATOR
from webapp.extensions import db
from webapp.models import Branch, Submission
from webapp.models.base import Json

Key = tuple[str, str]


def store_branches(printed: Sequence[PrintedBranch], *, replace: bool) -> str:
    """Bring the table in line with the notice; the caller commits.

    A branch is known again by its name and contact. Returns "new" (there were none), "same", "kept" (there
    are differences, and `replace` is off) or "replaced".
    """
    wanted = {_key(columns): columns for columns in map(_columns, range(len(printed)), printed)}
    present = {(row.name, row.contact): row for row in db.session.scalars(select(Branch))}
    if not present:
        db.session.add_all(Branch(**columns) for columns in wanted.values())
        return "new"
    if {key: _shape(row) for key, row in present.items()} == wanted:
        return "same"
    if not replace:
        return "kept"
    _replace(present, wanted)
    return "replaced"


def _replace(present: dict[Key, Branch], wanted: dict[Key, Json]) -> None:
    """Update, add, and remove; a branch that is gone but that a submission names stays, after all others."""
    _free_positions()
    gone = [row for key, row in present.items() if key not in wanted]
    used = set(db.session.scalars(select(Submission.branch_id).where(Submission.branch_id.is_not(None))))
    for offset, row in enumerate(row for row in gone if row.id in used):
        row.position = len(wanted) + offset
    for row in gone:
        if row.id not in used:
            db.session.delete(row)
    for key, columns in wanted.items():
        if key in present:
            for column, value in columns.items():
                setattr(present[key], column, value)
        else:
            db.session.add(Branch(**columns))


def _free_positions() -> None:
    """Positions are unique: move every row out of the way, below zero."""
    db.session.execute(
        update(Branch).values(position=-1 - Branch.position), execution_options={"synchronize_session": False}
    )
    db.session.expire_all()


def _columns(position: int, branch: PrintedBranch) -> Json:
    return {
        "position": position,
        "name": branch.name,
        "province": branch.province,
        "city": branch.city,
        "contact": branch.contact,
        "office_phone": NUMBER_SEPARATOR.join(phone.number for phone in branch.office),
        "mobile": branch.mobile.number,
        "fax": branch.fax.number,
        "address": branch.address,
        "latitude": branch.lat,
        "longitude": branch.lng,
        "flags": [{"field": flag.field, "kind": flag.kind, "reason": flag.reason} for flag in branch.flags],
    }


def _key(columns: Json) -> Key:
    return columns["name"], columns["contact"]


def _shape(row: Branch) -> Json:
    """A stored branch as `_columns` describes one."""
    return {column.key: getattr(row, column.key) for column in Branch.__table__.columns if column.key != "id"}
