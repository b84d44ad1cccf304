"""Taking a submission, deciding on it, and what happens when two reviewers want the same one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from benchmarks.review_races import race
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import claims, reviews, submissions
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError, StaleError
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, State, Student, Submission

RACES = 20


@pytest.fixture
def submission(student: Student) -> Submission:
    """One that waits for a decision."""
    return hand_in(student)


def actions() -> list[str]:
    """What the record says, in order."""
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_claiming_holds_for_a_quarter_of_an_hour(
    submission: Submission, reviewer: Staff, second_reviewer: Staff
) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        reviews.claim(reviewer, submission.id)
        assert claims.holder(submission) is reviewer
        with pytest.raises(StaleError, match="reviewer 正在审核这份材料，保留到"):
            reviews.claim(second_reviewer, submission.id)
        time.shift(timedelta(minutes=15))
        assert claims.holder(submission) is None
        reviews.claim(second_reviewer, submission.id)
        assert claims.holder(submission) is second_reviewer


def test_an_own_claim_is_renewed_and_recorded_once(submission: Submission, reviewer: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        reviews.claim(reviewer, submission.id)
        time.shift(timedelta(minutes=10))
        reviews.claim(reviewer, submission.id)
        assert submission.claimed_until == clock.now() + timedelta(minutes=15)
    assert actions() == ["review.claim"]


def test_a_claim_leaves_the_students_page_good(
    submission: Submission, student: Student, reviewer: Staff
) -> None:
    version = submission.version
    reviews.claim(reviewer, submission.id)
    with pytest.raises(ClosedError, match="正在审核"):
        submissions.withdraw(student, version)
    reviews.release(reviewer, submission.id)
    submissions.withdraw(student, version)
    assert submission.state is State.DRAFT


def test_releasing_somebody_elses_claim_does_nothing(
    submission: Submission, reviewer: Staff, second_reviewer: Staff
) -> None:
    reviews.claim(reviewer, submission.id)
    reviews.release(second_reviewer, submission.id)
    assert claims.holder(submission) is reviewer
    assert actions() == ["review.claim"]
    reviews.release(reviewer, submission.id)
    assert claims.holder(submission) is None
    assert actions() == ["review.claim", "review.release"]


def test_approving_is_recorded_and_frees_the_claim(submission: Submission, reviewer: Staff) -> None:
    reviews.claim(reviewer, submission.id)
    reviews.approve(reviewer, submission, submission.version)
    assert submission.state is State.APPROVED
    assert submission.decided_by_id == reviewer.id
    assert submission.decided_at is not None
    assert submission.claimed_by_id is None
    assert actions() == ["review.claim", "review.approve"]


def test_returning_keeps_codes_in_order_and_words(submission: Submission, reviewer: Staff) -> None:
    reviews.return_(reviewer, submission, submission.version, ["code_wrong", "photo_eyes"], " 请重拍 ")
    assert submission.state is State.RETURNED
    assert submission.return_reasons == ["photo_eyes", "code_wrong"]
    assert submission.return_text == "请重拍"


@pytest.mark.parametrize(
    ("reasons", "text", "words"),
    [([], " \n", "退回要有原因"), (["photo_nonsense"], "", "不认识"), ([], "字" * 501, "500 字")],
)
def test_a_return_needs_a_reason_of_ours(
    submission: Submission, reviewer: Staff, reasons: list[str], text: str, words: str
) -> None:
    with pytest.raises(InvalidError, match=words):
        reviews.return_(reviewer, submission, submission.version, reasons, text)
    assert submission.state is State.SUBMITTED


def test_a_decision_during_anothers_claim_is_refused(
    submission: Submission, reviewer: Staff, second_reviewer: Staff
) -> None:
    reviews.claim(reviewer, submission.id)
    with pytest.raises(StaleError, match="reviewer 正在审核"):
        reviews.approve(second_reviewer, submission, submission.version)
    assert submission.state is State.SUBMITTED


def test_a_decision_on_an_expired_claim_counts_while_nobody_else_took_it(
    submission: Submission, reviewer: Staff
) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        reviews.claim(reviewer, submission.id)
        time.shift(timedelta(minutes=40))
        reviews.approve(reviewer, submission, submission.version)
    assert submission.state is State.APPROVED


def test_the_second_decision_is_told_who_was_first(
    submission: Submission, reviewer: Staff, second_reviewer: Staff
) -> None:
    version = submission.version
    reviews.approve(reviewer, submission, version)
    with pytest.raises(StaleError, match="reviewer 已经审核通过"):
        reviews.return_(second_reviewer, submission, version, ["photo_eyes"])
    assert submission.state is State.APPROVED


def test_a_photo_that_was_replaced_is_not_decided_on(
    submission: Submission, student: Student, reviewer: Staff
) -> None:
    seen = submission.version
    submissions.withdraw(student, seen)
    with pytest.raises(NotFoundError, match="撤回"):
        reviews.approve(reviewer, submission, seen)
    submission.state = State.SUBMITTED  # handed in again, with another photo
    db.session.commit()
    with pytest.raises(StaleError, match="不是最新"):
        reviews.approve(reviewer, submission, seen)
    assert submission.state is State.SUBMITTED


def test_two_reviewers_at_once_make_one_decision_and_the_other_is_told(
    app: Flask,
    make_student: Callable[..., Student],
    reviewer: Staff,
    second_reviewer: Staff,
) -> None:
    """A small `make bench-races`."""
    for number in range(RACES):
        submission = hand_in(make_student())
        found = race(app, submission, (reviewer, second_reviewer), bool(number % 2))
        assert found.is_fair, found


def test_two_reviewers_never_get_the_same_next_one(
    app: Flask, make_student: Callable[..., Student], reviewer: Staff, second_reviewer: Staff
) -> None:
    for _ in range(4):
        hand_in(make_student())
    taken: list[int] = []
    start = threading.Barrier(2)

    def take(staff_id: int) -> None:
        with app.app_context():
            staff = db.session.get_one(Staff, staff_id)
            start.wait()
            found = reviews.next_for(staff)
            assert found is not None
            taken.append(found.id)
            db.session.remove()

    _run([threading.Thread(target=take, args=(staff.id,)) for staff in (reviewer, second_reviewer)])
    assert len(set(taken)) == 2


def test_the_next_one_is_the_oldest_that_nobody_else_holds(
    make_student: Callable[..., Student], reviewer: Staff, second_reviewer: Staff
) -> None:
    ages = [3, 1, 2]
    found = [hand_in(make_student(), submitted_at=clock.now() - timedelta(hours=age)) for age in ages]
    reviews.claim(second_reviewer, found[0].id)
    assert reviews.next_for(reviewer) is found[2]
    reviews.approve(reviewer, found[2], found[2].version)
    assert reviews.next_for(reviewer) is found[1]
    reviews.approve(reviewer, found[1], found[1].version)
    assert reviews.next_for(reviewer) is None


def test_another_colleges_reviewer_finds_nothing(
    submission: Submission, other_reviewer: Staff, admin: Staff
) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: reviews.find(other_reviewer, submission.id),
        lambda: reviews.claim(other_reviewer, submission.id),
        lambda: reviews.release(other_reviewer, submission.id),
        lambda: reviews.approve(other_reviewer, submission, submission.version),
    )
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    assert reviews.next_for(other_reviewer) is None
    assert reviews.find(admin, submission.id) is submission


def test_a_draft_is_nobodys_business(student: Student, reviewer: Staff) -> None:
    draft = hand_in(student, State.DRAFT)
    with pytest.raises(NotFoundError):
        reviews.find(reviewer, draft.id)


def test_every_look_is_recorded(submission: Submission, reviewer: Staff) -> None:
    reviews.record_look(reviewer, submission, "paper")
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.actor, event.action) == (f"staff:{reviewer.id}", "review.look")
    assert (event.target, event.details) == (f"submission:{submission.id}", {"what": "paper"})


def _run(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
