"""Finding students: by 学号, name, college and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, cast, exists, func, literal, or_, select

from webapp import clock
from webapp.domain import typed
from webapp.domain.queries.keyset import START, AnySelect, KeyOrder, KeysetPage, Place, keyset_page
from webapp.domain.queries.moments import is_postgres
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import Campaign, College, CollegeCount, Staff, State, Student, Submission, Upload


class Standing(StrEnum):
    """Where a student stands, as the dashboard counts them. MISSED and DECIDED are several of the others."""

    ATTENDED = "attended"
    MISSED = "missed"
    NOTHING = "nothing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DECIDED = "decided"


STANDING_NAMES = {
    Standing.ATTENDED: "已参加集中拍摄",
    Standing.MISSED: "需要补拍",
    Standing.NOTHING: "还没开始",
    Standing.DRAFT: "填写中",
    Standing.SUBMITTED: "待审核",
    Standing.RETURNED: "已退回",
    Standing.APPROVED: "已通过",
    Standing.DECIDED: "审核过（已退回或已通过）",
}
BY_NUMBER = KeyOrder(Student.student_no, Student.id)
_ESCAPE = "\\"
_LITERAL = {ord(char): _ESCAPE + char for char in ("%", "_", _ESCAPE)}


@dataclass(frozen=True)
class StudentFilter:
    """What to look for; empty fields do not narrow. `text`: either end of the 学号, or part of the name.

    finding: code of a check that a current file failed. reason: code of a return that was not approved since.
    submitted_on, approved_on: days in China.
    """

    text: str = ""
    college_id: int | None = None
    standing: Standing | None = None
    finding: str = ""
    reason: str = ""
    submitted_on: date | None = None
    approved_on: date | None = None


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


def search(
    staff: Staff, campaign: Campaign, wanted: StudentFilter, place: Place = START
) -> KeysetPage[StudentRow]:
    """One page of the students that this member of staff may see, by 学号, in two queries."""
    found = keyset_page(_statement(staff, campaign, wanted), BY_NUMBER, place)
    return found.with_rows(tuple(map(_row, found.rows)))


def colleges_of(staff: Staff) -> list[College]:
    """The colleges to choose from: for an admin all that have students, for a reviewer their own."""
    with_students = select(CollegeCount.college_id).where(visible_to(staff, CollegeCount.college_id))
    found = select(College).where(College.id.in_(with_students)).order_by(College.name)
    return list(db.session.scalars(found))


def _statement(staff: Staff, campaign: Campaign, wanted: StudentFilter) -> AnySelect:
    return (
        select(
            Student.id,
            Student.student_no,
            Student.name,
            Student.major,
            Student.class_name,
            Student.attended,
            (Student.password_hash != "").label("is_activated"),
            College.name.label("college"),
            Submission.id.label("submission_id"),
            Submission.state,
        )
        .join(College, College.id == Student.college_id)
        .outerjoin(
            Submission,
            and_(Submission.student_id == Student.id, Submission.campaign_id == Student.campaign_id),
        )
        .where(Student.campaign_id == campaign.id, visible_to(staff), *_conditions(wanted))
    )


def _conditions(wanted: StudentFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if text := typed.search_text(wanted.text):
        conditions.append(or_(*_ends_of_number(text), _part_of_name(text)))
    if wanted.college_id is not None:
        conditions.append(Student.college_id == wanted.college_id)
    if wanted.standing is not None:
        conditions.append(_stands(wanted.standing))
    return [*conditions, *_behind_figures(wanted)]


def _behind_figures(wanted: StudentFilter) -> list[ColumnElement[bool]]:
    """The terms that queries/figures.py counts by."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.finding:
        codes = literal(" ") + Upload.failed_codes + literal(" ")
        conditions.append(Submission.uploads.any(codes.contains(f" {wanted.finding} ", autoescape=True)))
    if wanted.reason:
        conditions.append(
            cast(Submission.return_reasons, Text).contains(f'"{wanted.reason}"', autoescape=True)
        )
    if wanted.submitted_on:
        conditions += [*_on(Submission.submitted_at, wanted.submitted_on), Submission.state != State.DRAFT]
    if wanted.approved_on:
        conditions += [*_on(Submission.decided_at, wanted.approved_on), Submission.state == State.APPROVED]
    return conditions


def _on(moment: Any, day: date) -> list[ColumnElement[bool]]:
    """Moments of one day in China."""
    return [moment >= clock.start_of_day(day), moment < clock.start_of_day(day + timedelta(days=1))]


def _ends_of_number(text: str) -> list[ColumnElement[bool]]:
    """A 学号 that begins or ends so. PostgreSQL finds its end by an index on the number read backwards."""
    start = text.translate(_LITERAL) + "%"
    begins = Student.student_no.like(start, escape=_ESCAPE)
    if is_postgres():
        backwards = text[::-1].translate(_LITERAL) + "%"
        return [begins, func.reverse(Student.student_no).like(backwards, escape=_ESCAPE)]
    return [begins, Student.student_no.like("%" + text.translate(_LITERAL), escape=_ESCAPE)]


def _part_of_name(text: str) -> ColumnElement[bool]:
    """A name that holds this. PostgreSQL finds it by an index on its characters, names being short."""
    holds = Student.name.like(f"%{text.translate(_LITERAL)}%", escape=_ESCAPE)
    if is_postgres():
        characters = func.string_to_array(Student.name, None)
        return and_(characters.op("@>")(cast(list(text), ARRAY(Text))), holds)
    return holds


def _stands(standing: Standing) -> ColumnElement[bool]:
    missed = Student.attended.is_(False)
    if standing is Standing.ATTENDED:
        return Student.attended.is_(True)
    if standing is Standing.MISSED:
        return missed
    if standing is Standing.NOTHING:
        begun = exists().where(
            Submission.student_id == Student.id, Submission.campaign_id == Student.campaign_id
        )
        return and_(missed, ~begun.correlate(Student))  # IS NULL over the join would read everybody first
    if standing is Standing.DECIDED:
        return and_(missed, Submission.state.in_((State.RETURNED, State.APPROVED)))
    return and_(missed, Submission.state == State(standing.value))


def _row(row: Any) -> StudentRow:
    return StudentRow(
        id=row.id,
        student_no=row.student_no,
        name=row.name,
        college=row.college,
        major=row.major,
        class_name=row.class_name,
        is_activated=row.is_activated,
        standing=standing_of(row.attended, row.state),
        submission_id=None if row.state in (None, State.DRAFT) else row.submission_id,
    )
