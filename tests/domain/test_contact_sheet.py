"""Approving many at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ready_made import FAILED, hand_in
from webapp.domain import contact_sheet, reviews
from webapp.domain.contact_sheet import Outcome
from webapp.domain.review_filter import WAITING, ReviewFilter
from webapp.extensions import db
from webapp.models import AuditEvent, College, Kind, Staff, State, Student, Submission

MakeStudent = Callable[..., Student]
SAME = {"paper": {"verdict": "same", "distance": 0.1, "reason": ""}}


@pytest.fixture
def green(make_student: MakeStudent) -> Callable[..., Submission]:
    """A function that makes a submission without any doubt; keywords override."""

    def make(**values: object) -> Submission:
        student = values.pop("student", None) or make_student()
        assert isinstance(student, Student)
        found = hand_in(student, **{"comparison": SAME, "face_consent": True, **values})  # type: ignore[arg-type] # passed through
        for file in found.uploads:
            file.sha256 = f"{file.kind}{found.id}"
        db.session.commit()
        return found

    return make


def on_sheet(staff: Staff, wanted: ReviewFilter = WAITING) -> list[int]:
    return [found.id for found in contact_sheet.sheet(staff, wanted)]


def test_only_what_leaves_no_doubt_is_on_the_sheet(
    green: Callable[..., Submission], reviewer: Staff, second_reviewer: Staff
) -> None:
    good = green()
    green(report=FAILED)
    green(note="检查有误")
    green(comparison={})
    green(comparison={"paper": {"verdict": "unsure"}})
    green(comparison={**SAME, "admission": {"verdict": "different"}})
    green(state=State.APPROVED)
    twins = [green(), green()]
    for twin in twins:
        next(file for file in twin.uploads if file.kind is Kind.ELECTRONIC).sha256 = "same"
    without_code = green()
    without_code.uploads.remove(next(f for f in without_code.uploads if f.kind is Kind.CODE))
    db.session.commit()
    reviews.claim(second_reviewer, green().id)
    also = green(comparison={**SAME, "admission": {"verdict": "same"}})
    assert on_sheet(reviewer) == [good.id, also.id]


def test_the_sheet_keeps_to_colleges_and_filter(
    green: Callable[..., Submission],
    make_student: MakeStudent,
    other_college: College,
    reviewer: Staff,
    admin: Staff,
) -> None:
    mine = green()
    other = green(student=make_student(college_id=other_college.id))
    assert on_sheet(reviewer) == [mine.id]
    assert on_sheet(admin, ReviewFilter(college_id=other_college.id)) == [other.id]


def test_each_photo_is_a_decision_of_its_own(
    green: Callable[..., Submission],
    make_student: MakeStudent,
    other_college: College,
    reviewer: Staff,
    second_reviewer: Staff,
) -> None:
    good, changed, decided = green(), green(), green()
    foreign = green(student=make_student(college_id=other_college.id))
    picked = [(found.id, found.version) for found in (changed, decided, foreign, good)]
    picked[0] = (changed.id, changed.version - 1)
    reviews.return_(second_reviewer, decided, decided.version, ["photo_eyes"])
    outcome = contact_sheet.approve_all(reviewer, picked)
    assert outcome.approved == 1
    assert len(outcome.refused) == 3
    assert any("second-reviewer 已经退回" in words for words in outcome.refused)
    states = [found.state for found in (good, changed, decided, foreign)]
    assert states == [State.APPROVED, State.SUBMITTED, State.RETURNED, State.SUBMITTED]


def test_sent_twice_it_decides_once(green: Callable[..., Submission], reviewer: Staff) -> None:
    picked = [(found.id, found.version) for found in (green(), green())]
    assert contact_sheet.approve_all(reviewer, picked) == Outcome(2, ())
    again = contact_sheet.approve_all(reviewer, picked)
    assert again == Outcome(0, ("reviewer 已经审核通过了这份材料，不用再处理。",))
    assert db.session.query(AuditEvent).filter_by(action="review.approve").count() == 2
