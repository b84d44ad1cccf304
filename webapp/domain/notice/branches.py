"""The branches of Attachment 4 in the database. Submissions point at them, so a row keeps its identity."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from webapp.domain.notice.values import Branch as PrintedBranch
from webapp.domain.queries.notice import NUMBER_SEPARATOR
from webapp.extensions import db
from webapp.models import Branch, Submission
from webapp.models.base import Json


def store_branches(printed: Sequence[PrintedBranch], *, replace: bool) -> str:
    """Bring the table in line with the notice; the caller commits.

    Returns "new" (there were none), "same", "kept" (there are differences, and `replace` is off) or
    "replaced".
    """
    wanted = [_columns(position, branch) for position, branch in enumerate(printed)]
    present = list(db.session.scalars(select(Branch).order_by(Branch.position)))
    if not present:
        db.session.add_all(Branch(**columns) for columns in wanted)
        return "new"
    if [_shape(row) for row in present] == wanted:
        return "same"
    if not replace:
        return "kept"
    _replace(present, wanted)
    return "replaced"


def _replace(present: list[Branch], wanted: list[Json]) -> None:
    """Update, add, and remove; a branch that is gone but that a submission names stays, after all others."""
    rows = _known_again(present, wanted)
    gone = [row for row in present if row not in rows]
    used = set(db.session.scalars(select(Submission.branch_id).where(Submission.branch_id.is_not(None))))
    _free_positions()
    for lost in gone:
        if lost.id not in used:
            db.session.delete(lost)
    for offset, kept in enumerate(row for row in gone if row.id in used):
        kept.position = len(wanted) + offset
    for row, columns in zip(rows, wanted, strict=True):
        if row is None:
            db.session.add(Branch(**columns))
            continue
        for column, value in columns.items():
            setattr(row, column, value)


def _known_again(present: list[Branch], wanted: list[Json]) -> list[Branch | None]:
    """For each wanted branch the row that stands for it: of that name and contact, else of that name."""
    left = list(present)
    rows: list[Branch | None] = [None] * len(wanted)
    for same in (_is_same_contact, _is_same_name):
        for index, columns in enumerate(wanted):
            if rows[index] is None:
                found = next((row for row in left if same(row, columns)), None)
                rows[index] = found
                left = [row for row in left if row is not found]
    return rows


def _is_same_contact(row: Branch, columns: Json) -> bool:
    return _is_same_name(row, columns) and row.contact == columns["contact"]


def _is_same_name(row: Branch, columns: Json) -> bool:
    return bool(row.name == columns["name"])


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


def _shape(row: Branch) -> Json:
    """A stored branch as `_columns` describes one."""
    return {column.key: getattr(row, column.key) for column in Branch.__table__.columns if column.key != "id"}
