"""What two students handed in alike: the same picture, or the same collection code."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import College, Kind, Staff, State, Student, Submission, Upload

MOST = 5  # of those shown beside a submission


@dataclass(frozen=True)
class Twin:
    """Somebody else's file that equals one of this submission.

    submission_id, name, student_no, college: None and "" when the reader may not see the other one.
    """

    kind: Kind
    submission_id: int | None = None
    name: str = ""
    student_no: str = ""
    college: str = ""


def twins_of(staff: Staff, submission: Submission) -> list[Twin]:
    """At most MOST twins, in one query. What `staff` may not open is told without saying whose it is."""
    alike = [term for upload in submission.uploads for term in _equals(upload)]
    if not alike:
        return []
    may_open = and_(visible_to(staff), Submission.state != State.DRAFT)
    found = db.session.execute(
        select(
            Upload.kind,
            Submission.id,
            Student.name,
            Student.student_no,
            College.name.label("college"),
            may_open.label("may_open"),
        )
        .join(Submission, Submission.id == Upload.submission_id)
        .join(Student, Student.id == Submission.student_id)
        .join(College, College.id == Student.college_id)
        .where(Submission.student_id != submission.student_id, or_(*alike))
        .order_by(Submission.id, Upload.kind)
        .limit(MOST)
    ).all()
    return [
        Twin(row.kind, row.id, row.name, row.student_no, row.college) if row.may_open else Twin(row.kind)
        for row in found
    ]


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


def _equals(upload: Upload) -> list[ColumnElement[bool]]:
    """Which uploads are like this one. A code's picture differs from phone to phone, its payload does not."""
    if upload.kind is not Kind.CODE:
        return [and_(Upload.kind == upload.kind, Upload.sha256 == upload.sha256)]
    return [Upload.code_digest == upload.code_digest] if upload.code_digest else []
