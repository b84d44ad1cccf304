"""What two students handed in alike: the same picture, the same collection code, or the same face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Select,
    String,
    and_,
    case,
    false,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import College, FaceMatch, Kind, Staff, State, Student, Submission, Upload

MOST = 8  # of those shown beside a submission
FACE = "face"  # a Twin's kind when the faces are alike, not the files


@dataclass(frozen=True)
class Twin:
    """Somebody else's file that equals one of this submission, or a face like the one on its photo.

    kind: a Kind, or FACE; then `distance` is that of the faces, 0 for the same picture. college, contact:
    where to ask. submission_id, name, student_no: None and "" when the reader may not see the other one,
    because of its college or because it is not handed in (any more).
    """

    kind: str
    college: str
    contact: str = ""
    submission_id: int | None = None
    name: str = ""
    student_no: str = ""
    distance: float | None = None
    is_draft: bool = False


def twins_of(staff: Staff, submission: Submission) -> list[Twin]:
    """At most MOST twins, in one query. What `staff` may not open is told without saying whose it is."""
    found = union_all(_files_like(staff, submission), _faces_like(staff, submission))
    rows = db.session.execute(found.order_by("id", "kind").limit(MOST)).all()
    return [_twin(row) for row in rows]


def _files_like(staff: Staff, submission: Submission) -> Select[Any]:
    """The same bytes, or the same code: its picture differs from phone to phone, its payload does not."""
    alike = [_equals(upload) for upload in submission.uploads]
    return (
        _other_side(staff, type_coerce(Upload.kind, String), null())
        .select_from(Upload)
        .join(Submission, Submission.id == Upload.submission_id)
        .join(Student, Student.id == Submission.student_id)
        .join(College, College.id == Student.college_id)
        .where(Submission.student_id != submission.student_id, or_(false(), *alike))
    )


def _faces_like(staff: Staff, submission: Submission) -> Select[Any]:
    """Hits that `domain.faces` stored when one of both was handed in."""
    other = case((FaceMatch.first_id == submission.id, FaceMatch.second_id), else_=FaceMatch.first_id)
    return (
        _other_side(staff, literal(FACE), FaceMatch.distance)
        .select_from(FaceMatch)
        .join(Submission, Submission.id == other)
        .join(Student, Student.id == Submission.student_id)
        .join(College, College.id == Student.college_id)
        .where(or_(FaceMatch.first_id == submission.id, FaceMatch.second_id == submission.id))
    )


def _other_side(staff: Staff, kind: ColumnElement[Any], distance: Any) -> Select[Any]:
    return select(
        kind.label("kind"),
        Submission.id.label("id"),
        Student.name.label("name"),
        Student.student_no.label("student_no"),
        College.name.label("college"),
        College.contact.label("contact"),
        type_coerce(distance, Double).label("distance"),
        (Submission.state == State.DRAFT).label("is_draft"),
        visible_to(staff).label("is_visible"),
    )


def _twin(row: Any) -> Twin:
    where = {"kind": row.kind, "college": row.college, "contact": row.contact, "distance": row.distance}
    if row.is_draft or not row.is_visible:
        return Twin(**where, is_draft=bool(row.is_draft))
    return Twin(**where, submission_id=row.id, name=row.name, student_no=row.student_no)


def is_single() -> ColumnElement[bool]:
    """No other student handed in the same electronic photo as this Submission. For a WHERE clause."""
    mine, other, owner = aliased(Upload), aliased(Upload), aliased(Submission)
    same = (
        select(other.id)
        .join(mine, and_(mine.sha256 == other.sha256, mine.kind == other.kind))
        .join(owner, owner.id == other.submission_id)
        .where(
            mine.submission_id == Submission.id,
            mine.kind == Kind.ELECTRONIC,
            owner.student_id != Submission.student_id,
        )
    )
    return ~same.correlate(Submission).exists()


def _equals(upload: Upload) -> ColumnElement[bool]:
    if upload.kind is not Kind.CODE:
        return and_(Upload.kind == upload.kind, Upload.sha256 == upload.sha256)
    return Upload.code_digest == upload.code_digest if upload.code_digest else false()
