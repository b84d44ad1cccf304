"""Which submission a reviewer gets next, and before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import claims, reviews
from webapp.domain.review_filter import WAITING, ReviewFilter
from webapp.models import College, Staff, State, Student, Submission

MakeStudent = Callable[..., Student]


@pytest.fixture
def three(make_student: MakeStudent) -> list[Submission]:
    """Handed in one after the other; the last two in the same moment."""
    oldest, same = clock.now() - timedelta(hours=3), clock.now() - timedelta(hours=2)
    return [hand_in(make_student(), submitted_at=moment) for moment in (oldest, same, same)]


def test_going_on_passes_over_what_was_left_and_starts_again(
    three: list[Submission], reviewer: Staff
) -> None:
    first, second, third = three
    assert reviews.next_for(reviewer) is first
    assert reviews.next_for(reviewer, after=first) is second
    assert reviews.next_for(reviewer, after=second) is third
    assert reviews.next_for(reviewer, after=third) is first


def test_going_back_ends_at_the_first(three: list[Submission], reviewer: Staff) -> None:
    first, second, third = three
    assert reviews.previous_for(reviewer, WAITING, third) is second
    assert reviews.previous_for(reviewer, WAITING, second) is first
    assert reviews.previous_for(reviewer, WAITING, first) is None


def test_what_others_hold_is_passed_over(
    three: list[Submission], reviewer: Staff, second_reviewer: Staff
) -> None:
    first, second, third = three
    reviews.claim(second_reviewer, second.id)
    assert reviews.upcoming(reviewer, WAITING, first) is third
    assert reviews.next_for(reviewer, after=first) is third
    assert reviews.previous_for(reviewer, WAITING, third) is first


def test_looking_ahead_takes_nothing(three: list[Submission], reviewer: Staff) -> None:
    assert reviews.upcoming(reviewer, WAITING, three[0]) is three[1]
    assert claims.holder(three[1]) is None


def test_alone_in_the_queue_nothing_is_ahead(student: Student, reviewer: Staff) -> None:
    assert reviews.upcoming(reviewer, WAITING, hand_in(student)) is None


def test_the_filter_and_the_colleges_hold_for_the_next_one(
    make_student: MakeStudent, other_college: College, reviewer: Staff
) -> None:
    here = hand_in(make_student(major="翻译"))
    hand_in(make_student(college_id=other_college.id, major="美术学"))
    hand_in(make_student(major="英语"), state=State.APPROVED)
    assert reviews.next_for(reviewer, ReviewFilter(major="美术")) is None
    assert reviews.next_for(reviewer, ReviewFilter(major="英语")) is None
    assert reviews.next_for(reviewer, ReviewFilter(major="翻")) is here
