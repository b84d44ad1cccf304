"""One person under two names: kept with consent only, found on both sides, forgotten with the consent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select

from tests import handed_in, pictures
from tests.at_once import at_once
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import face_catch_up, faces, submissions, uploads
from webapp.domain.contact_sheet import sheet
from webapp.domain.face_catch_up import CaughtUp
from webapp.domain.queries.twins import FACE, Twin, twins_of
from webapp.domain.review_filter import WAITING, ReviewFilter
from webapp.domain.reviews import next_for
from webapp.extensions import db
from webapp.models import Campaign, College, FaceDescriptor, FaceMatch, Kind, Staff, Student, Submission

MakeStudent = Callable[..., Student]


def numbers_like(shift: int) -> bytes:
    """A face at 0.01 a step from the first one, without a picture."""
    face = np.full(128, 0.1)
    face[0] += 0.01 * shift
    return face.astype("<f2").tobytes()


@pytest.fixture
def with_face(make_student: MakeStudent) -> Callable[..., Submission]:
    """A function that makes a submission whose face stands so many steps from the first one."""

    def make(shift: int = 0, student: Student | None = None) -> Submission:
        submission = hand_in(student or make_student(), face_consent=True)
        for file in submission.uploads:
            file.sha256 = f"{file.kind}{submission.id}"
        face = FaceDescriptor(
            submission_id=submission.id, sha256=f"{submission.id}", numbers=numbers_like(shift)
        )
        db.session.add(face)
        db.session.commit()
        return submission

    return make


def kept() -> list[int]:
    return list(
        db.session.scalars(select(FaceDescriptor.submission_id).order_by(FaceDescriptor.submission_id))
    )


def matches() -> list[tuple[int, int, float]]:
    found = select(FaceMatch).order_by(FaceMatch.distance)
    return [(row.first_id, row.second_id, row.distance) for row in db.session.scalars(found)]


def test_a_face_is_kept_from_the_hand_in_until_the_consent_or_the_photo_goes(
    make_student: MakeStudent,
) -> None:
    student, silent = make_student(), make_student()
    draft = handed_in.fill(student, consent=True)
    assert kept() == []
    submission = submissions.submit(student, draft.version)
    submissions.submit(silent, handed_in.fill(silent, pictures.portrait("wang")).version)
    assert kept() == [submission.id]
    submissions.withdraw(student, submission.version)
    submissions.set_details(student, handed_in.branch().id, clock.today(), True)
    assert kept() == [submission.id]
    uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    assert kept() == [submission.id]
    submissions.set_details(student, handed_in.branch().id, clock.today(), False)
    assert kept() == []
    submissions.set_details(student, handed_in.branch().id, clock.today(), True)
    submissions.submit(student, submission.version)
    assert kept() == [submission.id]
    submissions.withdraw(student, submission.version)
    uploads.save_upload(student, Kind.ELECTRONIC, pictures.portrait("wang"))
    assert kept() == []


def test_the_other_photo_of_one_person_is_found_by_whoever_hands_in_later(
    make_student: MakeStudent, reviewer: Staff
) -> None:
    one, two = make_student(), make_student()
    first = submissions.submit(one, handed_in.fill(one, consent=True).version)
    again = pictures.portrait("lin", face_width=236)  # the same person, another picture
    second = submissions.submit(two, handed_in.fill(two, again, consent=True).version)
    ((first_id, second_id, distance),) = matches()
    assert (first_id, second_id) == (first.id, second.id)
    assert 0 < distance <= faces.ALIKE
    for mine, other in ((first, two), (second, one)):
        (twin,) = [found for found in twins_of(reviewer, mine) if found.kind == FACE]
        assert (twin.name, twin.distance) == (other.name, distance)


def test_only_close_faces_of_the_same_class_are_flagged(
    with_face: Callable[..., Submission], make_student: MakeStudent
) -> None:
    later = Campaign(class_year=2028, title="2028届", deadline_at=clock.now())
    db.session.add(later)
    db.session.commit()
    mine = with_face()
    with_face(1, make_student(campaign_id=later.id))
    with_face(29)  # 0.29 away
    near = [with_face(step) for step in (27, 3, 9, 6)]
    assert faces.search(mine) == faces.MOST
    assert [second for _, second, _ in matches()] == [near[1].id, near[3].id, near[2].id]
    faces.search(mine)  # a second time adds nothing
    assert len(matches()) == faces.MOST


def test_the_same_bytes_are_told_elsewhere(with_face: Callable[..., Submission]) -> None:
    one, two = with_face(), with_face()
    db.session.get_one(FaceDescriptor, two.id).sha256 = str(one.id)
    db.session.commit()
    assert faces.search(one) == 0


def test_a_hit_keeps_off_the_sheet_and_stands_under_doubt(
    with_face: Callable[..., Submission], reviewer: Staff
) -> None:
    same = {"paper": {"verdict": "same", "distance": 0.1, "reason": ""}}
    submissions_ = [with_face(), with_face(5)]
    for submission in submissions_:
        submission.comparison, submission.faces_agree = same, True
    db.session.commit()
    doubtful = ReviewFilter(in_doubt=True)
    assert next_for(reviewer, doubtful) is None
    assert len(sheet(reviewer, WAITING)) == 2
    faces.search(submissions_[0])
    assert sheet(reviewer, WAITING) == []
    assert next_for(reviewer, doubtful) is submissions_[0]


def test_a_face_of_another_college_is_told_without_the_person(
    with_face: Callable[..., Submission],
    make_student: MakeStudent,
    other_college: College,
    reviewer: Staff,
    admin: Staff,
) -> None:
    mine = with_face()
    other = with_face(10, make_student(college_id=other_college.id))
    faces.search(other)
    assert twins_of(reviewer, mine) == [Twin(FACE, other_college.name, other_college.contact, distance=0.1)]
    assert [twin.submission_id for twin in twins_of(admin, mine)] == [other.id]


def test_forgetting_a_face_forgets_its_hits(with_face: Callable[..., Submission]) -> None:
    one, two = with_face(), with_face(5)
    faces.search(one)
    assert len(matches()) == 1
    faces.forget(two)
    db.session.commit()
    assert (matches(), kept()) == ([], [one.id])


def test_two_who_hand_in_at_once_are_found(app: Flask, with_face: Callable[..., Submission]) -> None:
    one, two = with_face(), with_face(5)
    acts: list[Callable[[], int]] = [
        partial(lambda number: faces.search(db.session.get_one(Submission, number)), found.id)
        for found in (one, two)
    ]
    at_once(app, acts)
    assert [pair[:2] for pair in matches()] == [(one.id, two.id)]


def test_catching_up_describes_what_was_handed_in_before(
    campaign: Campaign, make_student: MakeStudent, with_face: Callable[..., Submission]
) -> None:
    person = make_student()
    submission = submissions.submit(person, handed_in.fill(person, consent=True).version)
    faces.forget(submission)
    db.session.commit()
    hand_in(make_student(), face_consent=False)
    assert face_catch_up.catch_up(campaign) == CaughtUp(1, 1, 0, 0)
    assert kept() == [submission.id]
    lost = hand_in(make_student(), face_consent=True)
    next(file for file in lost.uploads if file.kind is Kind.ELECTRONIC).sha256 = "0" * 64
    db.session.commit()
    assert face_catch_up.catch_up(campaign).unread == 1
