"""Which submissions an export is about, and what is read of each, in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from webapp.domain import seen
from webapp.extensions import db
from webapp.models import Branch, Campaign, College, IdType, Kind, Staff, State, Student, Submission, Upload

AT_ONCE = 500  # rows that are read ahead


@dataclass(frozen=True)
class Selection:
    """What to export of a campaign: these states (approved by default), and one college or all.

    only_new: leave out what was handed over before and has not changed since (`handed_over`).
    """

    campaign_id: int
    states: tuple[State, ...] = (State.APPROVED,)
    college_id: int | None = None
    only_new: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As the record of exports keeps it."""
        return {
            "campaign_id": self.campaign_id,
            "states": [state.value for state in self.states],
            "college_id": self.college_id,
            "only_new": self.only_new,
        }


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One student with their photo. key, sha256 and size are "" and 0 when no photo was uploaded."""

    submission_id: int
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
    uploaded_at: datetime | None
    branch: str
    shot_on: date | None
    decided_at: datetime | None
    reviewer: str


def rows_of(selection: Selection) -> Iterator[ExportRow]:
    """The students of a selection, by college and 学号, without regard to what was handed over before.

    A decision that its reviewer may still take back is waited for. The rows come in one query, a few hundred
    at a time: whoever keeps them decides how much memory that takes.
    """
    text = func.coalesce
    statement = (
        select(
            Submission.id,
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
            Upload.uploaded_at,
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
        .where(
            Submission.campaign_id == selection.campaign_id,
            Submission.state.in_(selection.states),
            seen.is_final(),  # what is handed over is not taken back
        )
        .order_by(College.name, Student.student_no)
        .execution_options(yield_per=AT_ONCE)
    )
    if selection.college_id is not None:
        statement = statement.where(Student.college_id == selection.college_id)
    rows: Iterable[Any] = db.session.execute(statement)
    for columns in rows:
        yield ExportRow(*columns)


def colleges_in(campaign: Campaign) -> Collection[College]:
    """The colleges that have students in a campaign."""
    here = select(Student.college_id).where(Student.campaign_id == campaign.id)
    return db.session.scalars(select(College).where(College.id.in_(here)).order_by(College.name)).all()
