"""The same file or code from two students."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from tests.ready_made import hand_in, jpeg, upload
from webapp.domain.queries.twins import Twin, is_single, twins_of
from webapp.extensions import db
from webapp.models import College, Kind, Staff, State, Student, Submission

MakeStudent = Callable[..., Student]


def handed_in(student: Student, state: State = State.SUBMITTED) -> Submission:
    """A submission whose files nobody else has: neighbouring shades would give the same JPEG."""
    submission = hand_in(student, state)
    for kind, shade in zip(Kind, (60, 120, 180), strict=True):
        replace(submission, kind, jpeg(shade, width=40 + 8 * student.id))
    return submission


def replace(submission: Submission, kind: Kind, data: bytes, code_digest: str | None = None) -> None:
    """Another file of one kind."""
    old = next(found for found in submission.uploads if found.kind is kind)
    new = upload(kind, data)
    old.storage_key, old.sha256, old.code_digest = new.storage_key, new.sha256, code_digest
    db.session.commit()


def singles() -> list[int]:
    """The submissions whose photo nobody else handed in."""
    return list(db.session.scalars(select(Submission.id).where(is_single()).order_by(Submission.id)))


def test_the_same_photo_is_told_on_both_sides(make_student: MakeStudent, reviewer: Staff) -> None:
    one, two, third = (handed_in(make_student()) for _ in range(3))
    assert twins_of(reviewer, one) == []
    for submission in (one, two):
        replace(submission, Kind.ELECTRONIC, jpeg(99))
    student = two.student
    assert twins_of(reviewer, one) == [
        Twin(
            Kind.ELECTRONIC,
            student.college.name,
            student.college.contact,
            two.id,
            student.name,
            student.student_no,
        )
    ]
    assert [twin.submission_id for twin in twins_of(reviewer, two)] == [one.id]
    assert singles() == [third.id]


def test_the_same_code_in_another_picture_is_told(make_student: MakeStudent, reviewer: Staff) -> None:
    one, two = handed_in(make_student()), handed_in(make_student())
    replace(one, Kind.CODE, jpeg(1), "a" * 64)
    replace(two, Kind.CODE, jpeg(2), "a" * 64)
    assert [(twin.kind, twin.submission_id) for twin in twins_of(reviewer, one)] == [(Kind.CODE, two.id)]


def test_of_another_college_or_a_draft_only_that_there_is_one(
    make_student: MakeStudent, other_college: College, reviewer: Staff, admin: Staff
) -> None:
    mine = handed_in(make_student())
    other = handed_in(make_student(college_id=other_college.id))
    draft = handed_in(make_student(), State.DRAFT)
    for submission in (mine, other, draft):
        replace(submission, Kind.PAPER, jpeg(98))
    college = mine.student.college
    assert twins_of(reviewer, mine) == [
        Twin(Kind.PAPER, other_college.name, other_college.contact),
        Twin(Kind.PAPER, college.name, college.contact, is_draft=True),
    ]
    assert [twin.submission_id for twin in twins_of(admin, mine)] == [other.id, None]
