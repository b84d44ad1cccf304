"""The reviewer's queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.counting import count_queries
from tests.ready_made import FAILED, hand_in
from webapp import clock
from webapp.domain import reviews
from webapp.domain.queries.keyset import PAGE_SIZE, Mark, Place
from webapp.domain.queries.queue import Counts, counts_of, history_of, queue_of
from webapp.domain.review_filter import ReviewFilter
from webapp.extensions import db
from webapp.models import Campaign, College, Staff, State, Student
from webapp.photocheck import Status

MakeStudent = Callable[..., Student]


def test_the_oldest_stands_first_with_its_check_and_holder(
    make_student: MakeStudent, reviewer: Staff, second_reviewer: Staff
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
    make_student: MakeStudent, other_college: College, reviewer: Staff, admin: Staff
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


def test_an_earlier_class_is_in_no_queue(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    waiting = hand_in(make_student())
    hand_in(make_student(), State.APPROVED)
    campaign.is_active = False
    db.session.add(Campaign(class_year=2040, title="2040届", deadline_at=clock.now(), is_active=True))
    db.session.commit()
    for state in (State.SUBMITTED, State.APPROVED):
        assert queue_of(reviewer, ReviewFilter(state=state)).total == 0
    assert queue_of(reviewer, ReviewFilter(late=True)).rows == ()
    assert counts_of(reviewer) == Counts(waiting=0, returned=0, approved=0)
    assert reviews.next_for(reviewer) is None
    assert reviews.find(reviewer, waiting.id) is waiting


def test_a_long_queue_is_read_page_by_page_in_two_queries_each(
    make_student: MakeStudent, reviewer: Staff
) -> None:
    same = clock.now() - timedelta(hours=3)
    made = [hand_in(make_student(), submitted_at=same).id for _ in range(PAGE_SIZE + 2)]
    assert len(reviewer.colleges) == 1
    first = queue_of(reviewer)
    assert ([row.id for row in first.rows], first.total, first.previous) == (
        made[:PAGE_SIZE],
        PAGE_SIZE + 2,
        None,
    )
    with count_queries() as seen:
        second = queue_of(reviewer, place=Place(after=first.following))
    assert len(seen) == 2
    assert ([row.id for row in second.rows], second.following) == (made[PAGE_SIZE:], None)
    back = queue_of(reviewer, place=Place(before=second.previous))
    assert ([row.id for row in back.rows], back.previous) == (made[:PAGE_SIZE], None)


def test_a_decision_on_the_first_page_passes_nobody_over(make_student: MakeStudent, reviewer: Staff) -> None:
    made = [hand_in(make_student()) for _ in range(PAGE_SIZE + 1)]
    first = queue_of(reviewer)
    reviews.approve(reviewer, made[0], made[0].version)
    rest = queue_of(reviewer, place=Place(after=first.following))
    assert [row.id for row in rest.rows] == [made[-1].id]


def test_what_is_decided_stands_latest_first(make_student: MakeStudent, reviewer: Staff) -> None:
    now = clock.now()
    early = hand_in(make_student(), State.APPROVED, decided_at=now - timedelta(hours=1))
    late = hand_in(make_student(), State.APPROVED, decided_at=now)
    page = queue_of(reviewer, ReviewFilter(state=State.APPROVED))
    assert [row.id for row in page.rows] == [late.id, early.id]
    after_first = Place(after=Mark(now, late.id))
    rest = queue_of(reviewer, ReviewFilter(state=State.APPROVED), after_first)
    assert [row.id for row in rest.rows] == [early.id]


@pytest.mark.parametrize(
    "wanted",
    [
        ReviewFilter(major="50%"),
        ReviewFilter(class_name="2302"),
        ReviewFilter(verdict=Status.FAIL),
        ReviewFilter(has_note=True),
        ReviewFilter(in_doubt=True),
        ReviewFilter(late=True),
    ],
    ids=lambda wanted: str(wanted)[:60],
)
def test_each_filter_finds_the_one_and_leaves_the_other(
    wanted: ReviewFilter, make_student: MakeStudent, reviewer: Staff
) -> None:
    hand_in(make_student(), comparison={"paper": {"verdict": "same"}})
    odd = hand_in(
        make_student(major="对外50%", class_name="翻译2302"),
        report=FAILED,
        note="检查有误",
        comparison={"paper": {"verdict": "same"}, "admission": {"verdict": "unsure"}},
        submitted_at=clock.now() + timedelta(days=11),
    )
    assert [row.id for row in queue_of(reviewer, wanted).rows] == [odd.id]
    assert queue_of(reviewer, wanted).total == 1


def test_the_college_filter_never_opens_another_college(
    make_student: MakeStudent, other_college: College, reviewer: Staff, admin: Staff
) -> None:
    hand_in(make_student())
    other = hand_in(make_student(college_id=other_college.id))
    wanted = ReviewFilter(college_id=other_college.id)
    assert queue_of(reviewer, wanted).total == 0
    assert [row.id for row in queue_of(admin, wanted).rows] == [other.id]


@pytest.mark.parametrize(
    "text", ["", "7", "-3", "x-1", "1-x", "1-2-3", "²-1", "9" * 39, f"{'9' * 30}-1", None]
)
def test_a_mark_that_is_none_of_ours_is_no_mark(text: str | None) -> None:
    assert Mark.read(text) is None


def test_a_mark_reads_what_it_writes() -> None:
    mark = Mark(clock.now(), 12)
    assert Mark.read(str(mark)) == mark


def test_the_history_names_staff_and_leaves_looks_out(student: Student, reviewer: Staff) -> None:
    submission = hand_in(student)
    reviews.record_look(reviewer, submission, "page")
    reviews.claim(reviewer, submission.id)
    reviews.approve(reviewer, submission, submission.version)
    history = [(event.action, name) for event, name in history_of(submission)]
    assert history == [("review.approve", "reviewer"), ("review.claim", "reviewer")]
