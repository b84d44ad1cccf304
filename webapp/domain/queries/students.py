"""Finding students: by 学号, name, college and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from webapp.domain import typed
from webapp.domain.queries.paging import AnySelect, Page, page_of
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import Campaign, College, Staff, State, Student, Submission


class Standing(StrEnum):
    """Where a student stands, as the figures by college count them."""

    ATTENDED = "attended"
    MISSED = "missed"
    NOTHING = "nothing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


STANDING_NAMES = {
    Standing.ATTENDED: "已参加集中拍摄",
    Standing.MISSED: "需要补拍",
    Standing.NOTHING: "还没开始",
    Standing.DRAFT: "填写中",
    Standing.SUBMITTED: "待审核",
    Standing.RETURNED: "已退回",
    Standing.APPROVED: "已通过",
}
_ESCAPE = "\\"
_LITERAL = {ord(char): _ESCAPE + char for char in ("%", "_", _ESCAPE)}


@dataclass(frozen=True)
class StudentFilter:
    """What to look for; empty fields do not narrow. `text`: part of the 学号 or of the name."""

    text: str = ""
    college_id: int | None = None
    standing: Standing | None = None


@dataclass(frozen=True)
class StudentRow:
    """One line of the list."""

    id: int
    student_no: str
    name: str
    college: str
    major: str
    class_name: str
    is_activated: bool
    standing: Standing
    submission_id: int | None


def standing_of(attended: bool, state: State | None) -> Standing:
    """Where a student stands, from whether they attended and from their submission, if any."""
    if attended:
        return Standing.ATTENDED
    return Standing(state.value) if state else Standing.NOTHING


def search(staff: Staff, campaign: Campaign, wanted: StudentFilter, number: int = 1) -> Page[StudentRow]:
    """One page of the students that this member of staff may see, by 学号, in two queries."""
    found = page_of(_statement(staff, campaign, wanted), number)
    return Page(tuple(map(_row, found.rows)), found.number, found.total, found.size)


def colleges_of(staff: Staff) -> list[College]:
    """The colleges to choose from: for an admin all, for a reviewer their own."""
    everything = select(College).join(Student, Student.college_id == College.id)
    return list(db.session.scalars(everything.where(visible_to(staff)).distinct().order_by(College.name)))


def _statement(staff: Staff, campaign: Campaign, wanted: StudentFilter) -> AnySelect:
    return (
        select(Student, College.name.label("college"), Submission.id, Submission.state)
        .join(College, College.id == Student.college_id)
        .outerjoin(
            Submission,
            and_(Submission.student_id == Student.id, Submission.campaign_id == Student.campaign_id),
        )
        .where(Student.campaign_id == campaign.id, visible_to(staff), *_conditions(wanted))
        .order_by(Student.student_no)
    )


def _conditions(wanted: StudentFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if text := typed.search_text(wanted.text):
        pattern = f"%{text.translate(_LITERAL)}%"
        conditions.append(
            or_(Student.student_no.like(pattern, escape=_ESCAPE), Student.name.like(pattern, escape=_ESCAPE))
        )
    if wanted.college_id is not None:
        conditions.append(Student.college_id == wanted.college_id)
    if wanted.standing is not None:
        conditions.append(_stands(wanted.standing))
    return conditions


def _stands(standing: Standing) -> ColumnElement[bool]:
    missed = Student.attended.is_(False)
    if standing is Standing.ATTENDED:
        return Student.attended.is_(True)
    if standing is Standing.MISSED:
        return missed
    if standing is Standing.NOTHING:
        return and_(missed, Submission.id.is_(None))
    return and_(missed, Submission.state == State(standing.value))


def _row(row: Any) -> StudentRow:
    student, college, submission_id, state = row
    return StudentRow(
        id=student.id,
        student_no=student.student_no,
        name=student.name,
        college=college,
        major=student.major,
        class_name=student.class_name,
        is_activated=bool(student.password_hash),
        standing=standing_of(student.attended, state),
        submission_id=None if state in (None, State.DRAFT) else submission_id,
    )
