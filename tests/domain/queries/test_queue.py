"""The reviewer's queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.counting import count_queries
from tests.ready_made import FAILED, hand_in
from webapp import clock
from webapp.domain import reviews
from webapp.domain.queries.queue import Counts, counts_of, history_of, queue_of
from webapp.models import College, Staff, State, Student
from webapp.photocheck import Status


def test_the_oldest_stands_first_with_its_check_and_holder(
    make_student: Callable[..., Student], reviewer: Staff, second_reviewer: Staff
) -> None:
    young = hand_in(make_student(), report=FAILED, note="检查有误")
    old = hand_in(make_student(), submitted_at=clock.now() - timedelta(days=1))
    reviews.claim(second_reviewer, old.id)
    first, second = queue_of(reviewer).rows
    assert (first.id, first.holder, first.is_mine) == (old.id, "second-reviewer", False)
    assert (second.id, second.holder, second.held_until) == (young.id, "", None)
    assert (second.verdict, second.failed, second.has_note) == (Status.FAIL, 1, True)
    assert queue_of(second_reviewer).rows[0].is_mine


def test_only_what_waits_in_ones_colleges(
    make_student: Callable[..., Student], other_college: College, reviewer: Staff, admin: Staff
) -> None:
    hand_in(make_student())
    hand_in(make_student(), State.APPROVED)
    hand_in(make_student(), State.RETURNED)
    hand_in(make_student(), State.DRAFT)
    hand_in(make_student(college_id=other_college.id))
    assert queue_of(reviewer).total == 1
    assert queue_of(admin).total == 2
    assert counts_of(reviewer) == Counts(waiting=1, returned=1, approved=1)
    assert counts_of(admin).waiting == 2


def test_a_long_queue_has_pages_and_two_queries_each(
    make_student: Callable[..., Student], reviewer: Staff
) -> None:
    for _ in range(51):
        hand_in(make_student())
    assert len(reviewer.colleges) == 1
    with count_queries() as seen:
        page = queue_of(reviewer, 2)
    assert (len(page.rows), page.number, page.count, page.has_next, page.has_previous) == (
        1,
        2,
        2,
        False,
        True,
    )
    assert len(seen) == 2
    assert queue_of(reviewer, 99).number == 2


def test_the_history_names_staff_and_leaves_looks_out(student: Student, reviewer: Staff) -> None:
    submission = hand_in(student)
    reviews.record_look(reviewer, submission, "page")
    reviews.claim(reviewer, submission.id)
    reviews.approve(reviewer, submission, submission.version)
    history = [(event.action, name) for event, name in history_of(submission)]
    assert history == [("review.approve", "reviewer"), ("review.claim", "reviewer")]
