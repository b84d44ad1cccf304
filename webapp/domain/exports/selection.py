"""Which submissions an export is about, and what is read of each, in one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from webapp.extensions import db
from webapp.models import Branch, Campaign, College, IdType, Kind, Staff, State, Student, Submission, Upload


@dataclass(frozen=True)
class Selection:
    """What to export of a campaign: these states (approved by default), and one college or all."""

    campaign_id: int
    states: tuple[State, ...] = (State.APPROVED,)
    college_id: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the record of exports keeps it."""
        return {
            "campaign_id": self.campaign_id,
            "states": [state.value for state in self.states],
            "college_id": self.college_id,
        }


@dataclass(frozen=True)
class ExportRow:
    """One student with their photo. key, sha256 and size are "" and 0 when no photo was uploaded."""

    student_no: str
    name: str
    id_type: IdType
    id_number: str
    gender: str
    college: str
    major: str
    class_name: str
    level: str
    state: State
    key: str
    sha256: str
    size: int
    branch: str
    shot_on: date | None
    decided_at: datetime | None
    reviewer: str


def rows_of(selection: Selection) -> list[ExportRow]:
    """The students of a selection, by college and 学号."""
    text = func.coalesce
    statement = (
        select(
            Student.student_no,
            Student.name,
            Student.id_type,
            Student.id_number,
            Student.gender,
            College.name,
            Student.major,
            Student.class_name,
            Student.level,
            Submission.state,
            text(Upload.storage_key, ""),
            text(Upload.sha256, ""),
            text(Upload.size, 0),
            text(Branch.name, ""),
            Submission.shot_on,
            Submission.decided_at,
            text(Staff.name, ""),
        )
        .select_from(Submission)
        .join(Student, Student.id == Submission.student_id)
        .join(College, College.id == Student.college_id)
        .outerjoin(Upload, and_(Upload.submission_id == Submission.id, Upload.kind == Kind.ELECTRONIC))
        .outerjoin(Branch, Branch.id == Submission.branch_id)
        .outerjoin(Staff, Staff.id == Submission.decided_by_id)
        .where(Submission.campaign_id == selection.campaign_id, Submission.state.in_(selection.states))
        .order_by(College.name, Student.student_no)
    )
    if selection.college_id is not None:
        statement = statement.where(Student.college_id == selection.college_id)
    return [ExportRow(*columns) for columns in map(_plain, db.session.execute(statement))]


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(row)


def colleges_in(campaign: Campaign) -> Collection[College]:
    """The colleges that have students in a campaign."""
    here = select(Student.college_id).where(Student.campaign_id == campaign.id)
    return db.session.scalars(select(College).where(College.id.in_(here)).order_by(College.name)).all()
