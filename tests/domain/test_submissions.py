"""Filling in, handing in, taking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests import handed_in, pictures
from tests.at_once import at_once
from webapp import clock, current, photocheck
from webapp.domain import claims, drafts, reviews, submissions, uploads
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError, StaleError
from webapp.domain.submissions import IncompleteError, NoteNeededError
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Kind, Staff, State, Student, Submission
from webapp.photocheck import Report, Status
from webapp.storage import new_key

CHECK_SEEMS_WRONG = "检查有误"


def session_student(student_id: int) -> Student:
    """The student in the session of this thread."""
    found = db.session.get(Student, student_id)
    assert found is not None
    return found


def close(campaign: Campaign) -> None:
    campaign.deadline_at = clock.now() - timedelta(seconds=1)
    db.session.commit()


# Details


def test_details_are_kept_and_recorded(student: Student) -> None:
    day = clock.today() - timedelta(days=4)
    submission = submissions.set_details(student, handed_in.branch().id, day, face_consent=True)
    assert (submission.shot_on, submission.face_consent) == (day, True)
    event = db.session.scalars(db.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.action, event.details) == ("details.save", {"face_consent": True})


@pytest.mark.parametrize("days", [1, -731])
def test_a_shot_on_a_day_that_cannot_be(student: Student, days: int) -> None:
    with pytest.raises(InvalidError):
        submissions.set_details(
            student, handed_in.branch().id, clock.today() + timedelta(days=days), face_consent=True
        )


def test_an_unknown_branch(student: Student) -> None:
    with pytest.raises(InvalidError):
        submissions.set_details(student, 999, clock.today(), face_consent=True)


def test_refusing_consent_forgets_the_comparison(student: Student) -> None:
    submission = handed_in.fill(student, consent=True)
    submission.comparison = {"paper": {"verdict": "same"}}
    db.session.commit()
    submissions.set_details(student, handed_in.branch().id, clock.today(), face_consent=False)
    assert submission.comparison == {}


# Handing in


def test_handing_in(student: Student) -> None:
    submission = handed_in.hand_in(student)
    assert submission.state is State.SUBMITTED
    assert submission.submitted_at is not None
    assert clock.now() - submission.submitted_at < timedelta(minutes=1)
    event = db.session.scalars(db.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert event.action == "submission.submit"
    assert event.details.keys() == {"electronic", "paper", "code"}


def test_nothing_begun_is_nothing_to_hand_in(student: Student) -> None:
    with pytest.raises(NotFoundError):
        submissions.submit(student, 1)


def test_everything_missing_is_named_at_once(student: Student) -> None:
    upload = uploads.save_upload(student, Kind.CODE, pictures.code("x"))
    with pytest.raises(IncompleteError) as caught:
        submissions.submit(student, upload.submission.version)
    assert caught.value.missing == ("电子照片", "纸质照片", "拍照的分社", "拍照日期", "是否同意人脸比对")


def test_failed_checks_need_a_note_and_go_with_it(student: Student) -> None:
    submission = handed_in.fill(student, pictures.portrait(crown=20.0))
    with pytest.raises(NoteNeededError):
        submissions.submit(student, submission.version, "  ")
    assert submission.state is State.DRAFT
    submissions.submit(student, submission.version, f" {CHECK_SEEMS_WRONG} ")
    assert (submission.state, submission.note) == (State.SUBMITTED, CHECK_SEEMS_WRONG)


def test_a_note_has_its_length(student: Student) -> None:
    submission = handed_in.fill(student)
    with pytest.raises(InvalidError, match="500"):
        submissions.submit(student, submission.version, "字" * 501)


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", pictures.print_of()])
def test_no_note_helps_a_file_that_is_no_proper_photo(student: Student, data: bytes) -> None:
    submission = handed_in.fill(student, data)
    with pytest.raises(InvalidError, match="不能提交"):
        submissions.submit(student, submission.version, CHECK_SEEMS_WRONG)
    assert submission.state is State.DRAFT


def test_files_are_checked_again_when_handed_in(student: Student, campaign: Campaign) -> None:
    submission = handed_in.fill(student)
    campaign.standard_overrides = {"crown_min": 90.0}
    db.session.commit()
    with pytest.raises(NoteNeededError):
        submissions.submit(student, submission.version)
    photo = uploads.upload_of(submission, Kind.ELECTRONIC)
    assert photo is not None
    assert Report.from_dict(photo.report).finding("crown_position").status is Status.FAIL


def test_a_code_that_somebody_else_sent_meanwhile(
    student: Student, make_student: Callable[..., Student]
) -> None:
    submission = handed_in.fill(student)
    uploads.save_upload(make_student(), Kind.CODE, pictures.code(f"code of {student.student_no}"))
    with pytest.raises(NoteNeededError):
        submissions.submit(student, submission.version)
    submissions.submit(student, submission.version, "这是我自己的采集码")


@pytest.mark.parametrize("harm", ["delete", "change"])
def test_a_lost_or_damaged_file_must_be_sent_again(student: Student, harm: str) -> None:
    submission = handed_in.fill(student)
    photo = uploads.upload_of(submission, Kind.ELECTRONIC)
    assert photo is not None
    if harm == "delete":
        current.storage().delete(photo.storage_key)
    else:
        photo.sha256 = "0" * 64
        db.session.commit()
    with pytest.raises(InvalidError, match="电子照片在保存时出了问题"):
        submissions.submit(student, submission.version)


def test_a_stale_page_hands_in_nothing(student: Student) -> None:
    submission = handed_in.fill(student)
    version = submission.version
    uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    with pytest.raises(StaleError):
        submissions.submit(student, version)


def test_after_the_deadline_nothing_is_handed_in(student: Student, campaign: Campaign) -> None:
    submission = handed_in.fill(student)
    close(campaign)
    with pytest.raises(ClosedError):
        submissions.submit(student, submission.version)


def test_handing_in_twice_at_once_counts_once(app: Flask, student: Student) -> None:
    submission = handed_in.fill(student)
    number, version = student.id, submission.version
    act: Callable[[], Submission] = lambda: submissions.submit(session_student(number), version)  # noqa: E731
    answers = at_once(app, [act, act, act])
    assert sum(isinstance(answer, Submission) for answer in answers) == 1
    assert db.session.scalars(db.select(Submission)).one().version == version + 1
    submitted = db.select(AuditEvent).where(AuditEvent.action == "submission.submit")
    assert len(db.session.scalars(submitted).all()) == 1


def test_beginning_twice_at_once_gives_one_submission(app: Flask, student: Student) -> None:
    number = student.id
    act = lambda: drafts.open_draft(session_student(number)).id  # noqa: E731
    assert len(set(at_once(app, [act] * 4))) == 1
    assert len(db.session.scalars(db.select(Submission)).all()) == 1


# Comparing faces


def test_with_consent_the_faces_are_compared(student: Student) -> None:
    key = new_key("admission")
    current.storage().put(key, pictures.portrait(seed=5))
    student.admission_key = key
    db.session.commit()
    submission = handed_in.fill(student, consent=True)
    submissions.submit(student, submission.version)
    assert submission.comparison.keys() == {"paper", "admission"}
    assert submission.comparison["paper"]["verdict"] == "same"


def test_without_consent_no_machine_compares(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("compared without consent")

    monkeypatch.setattr(photocheck, "compare_faces", fail)
    assert handed_in.hand_in(student).comparison == {}


def test_another_person_on_the_print_needs_a_note(student: Student) -> None:
    submission = handed_in.fill(student, consent=True)
    uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    with pytest.raises(NoteNeededError, match="不是同一个人"):
        submissions.submit(student, submission.version)
    submissions.submit(student, submission.version, "是我本人，换了发型")
    assert submission.comparison["paper"]["verdict"] == "different"


# Taking back


def test_withdrawing_a_first_submission_makes_it_a_draft(student: Student) -> None:
    submission = handed_in.hand_in(student)
    submissions.withdraw(student, submission.version)
    assert (submission.state, submission.submitted_at) == (State.DRAFT, None)
    assert submissions.submit(student, submission.version).state is State.SUBMITTED


def test_withdrawing_after_a_return_keeps_the_grace(
    student: Student, reviewer: Staff, campaign: Campaign
) -> None:
    submission = handed_in.send_back(student, reviewer)
    close(campaign)
    submissions.submit(student, submission.version)
    submissions.withdraw(student, submission.version)
    assert submission.state is State.RETURNED
    submissions.submit(student, submission.version)


def test_nobody_is_locked_out_by_withdrawing_too_late(student: Student, campaign: Campaign) -> None:
    submission = handed_in.hand_in(student)
    close(campaign)
    with pytest.raises(ClosedError, match="不能再提交"):
        submissions.withdraw(student, submission.version)


def test_a_claim_stops_the_withdrawal_until_it_ends(student: Student, reviewer: Staff) -> None:
    submission = handed_in.hand_in(student)
    assert claims.take(reviewer, submission)
    db.session.commit()
    with pytest.raises(ClosedError, match="正在审核"):
        submissions.withdraw(student, submission.version)
    submission.claimed_until = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert submissions.withdraw(student, submission.version).state is State.DRAFT


def test_what_is_decided_is_not_withdrawn(student: Student, reviewer: Staff) -> None:
    submission = handed_in.hand_in(student)
    reviews.approve(reviewer, submission, submission.version)
    with pytest.raises(StaleError):
        submissions.withdraw(student, submission.version)


def test_withdrawing_what_was_never_begun(student: Student) -> None:
    with pytest.raises(NotFoundError):
        submissions.withdraw(student, 1)


def test_withdrawing_and_deciding_at_once_end_in_one_of_both(
    app: Flask, student: Student, reviewer: Staff
) -> None:
    submission = handed_in.hand_in(student)
    number, staff, row, version = student.id, reviewer.id, submission.id, submission.version

    def approve() -> State:
        member = db.session.get(Staff, staff)
        assert member is not None
        return reviews.approve(member, reviews.find(member, row), version).state

    def withdraw() -> State:
        return submissions.withdraw(session_student(number), version).state

    answers = [answer for answer in at_once(app, [approve, withdraw]) if isinstance(answer, State)]
    assert len(answers) == 1
    found = db.session.get(Submission, row)
    assert found is not None
    assert found.state is answers[0]
