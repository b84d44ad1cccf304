"""The figures over submissions: by day, time to a decision, failures, reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.counting import count_queries
from tests.ready_made import FAILED, hand_in
from webapp import clock
from webapp.domain.queries import figures
from webapp.domain.queries.figure_words import failure_words, reason_words
from webapp.domain.queries.figures import DayCount, Ranked, Waiting
from webapp.domain.queries.students import StudentFilter, search
from webapp.extensions import db
from webapp.models import Campaign, College, Kind, Staff, State, Student, Submission

MakeStudent = Callable[..., Student]
NOON = clock.start_of_day(date(2027, 1, 10)) + timedelta(hours=12)


def late_evening(days: int) -> datetime:
    """23:30 in China, so many days before: in UTC it is the same day, at 00:30 it would not be."""
    return clock.start_of_day(date(2027, 1, 10) - timedelta(days=days)) + timedelta(hours=23, minutes=30)


def just_after_midnight(days: int) -> datetime:
    return clock.start_of_day(date(2027, 1, 10) - timedelta(days=days)) + timedelta(minutes=30)


def failed(submission: Submission, codes: str) -> Submission:
    """The same with these failures of its electronic photo."""
    photo = next(upload for upload in submission.uploads if upload.kind is Kind.ELECTRONIC)
    photo.failed_codes = codes
    db.session.commit()
    return submission


def test_days_are_those_of_china(make_student: MakeStudent, admin: Staff, campaign: Campaign) -> None:
    hand_in(make_student(), submitted_at=just_after_midnight(1))
    hand_in(make_student(), submitted_at=late_evening(1))
    hand_in(make_student(), State.APPROVED, submitted_at=late_evening(2), decided_at=just_after_midnight(0))
    hand_in(make_student(), State.RETURNED, submitted_at=late_evening(40), decided_at=late_evening(2))
    with time_machine.travel(NOON, tick=False), count_queries() as seen:
        found = figures.by_day(admin, campaign, days=3)
    assert len(seen) <= 4
    assert found == [
        DayCount(date(2027, 1, 8), 1, 0),
        DayCount(date(2027, 1, 9), 2, 0),
        DayCount(date(2027, 1, 10), 0, 1),
    ]
    for one in found:
        submitted = search(admin, campaign, StudentFilter(submitted_on=one.day)).total
        approved = search(admin, campaign, StudentFilter(approved_on=one.day)).total
        assert (submitted, approved) == (one.submitted, one.approved), "the list has as many as the figure"


def test_the_median_and_nine_of_ten(make_student: MakeStudent, admin: Staff, campaign: Campaign) -> None:
    assert figures.waiting(admin, campaign) == Waiting(0, None, None, None)
    start = clock.now() - timedelta(days=9)
    for hours in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100):
        state = State.RETURNED if hours % 2 else State.APPROVED
        hand_in(make_student(), state, submitted_at=start, decided_at=start + timedelta(hours=hours))
    oldest = hand_in(make_student(), submitted_at=start)
    hand_in(make_student())
    hand_in(make_student(), State.DRAFT)
    found = figures.waiting(admin, campaign)
    assert (found.decided, found.since) == (10, oldest.submitted_at)
    assert found.median is not None and found.ninety is not None
    assert abs(found.median - timedelta(hours=5)) < timedelta(seconds=1)
    assert abs(found.ninety - timedelta(hours=9)) < timedelta(seconds=1)


def test_one_decision_is_the_median_of_itself(
    make_student: MakeStudent, admin: Staff, campaign: Campaign
) -> None:
    start = clock.now() - timedelta(days=1)
    hand_in(make_student(), State.APPROVED, submitted_at=start, decided_at=start + timedelta(hours=2))
    found = figures.waiting(admin, campaign)
    assert found.decided == 1
    assert found.median == found.ninety


def test_failures_are_counted_over_the_current_files(
    make_student: MakeStudent, admin: Staff, campaign: Campaign
) -> None:
    failed(hand_in(make_student()), "eye_line background_color")
    failed(hand_in(make_student(), State.DRAFT), "eye_line")
    failed(hand_in(make_student()), "eye_line_of_another_name")
    hand_in(make_student())
    found = figures.failures(admin, campaign)
    assert found[:2] == [Ranked("eye_line", 2), Ranked("background_color", 1)]
    for one in found:
        assert search(admin, campaign, StudentFilter(finding=one.code)).total == one.count
    assert figures.failures(admin, campaign, most=1) == [Ranked("eye_line", 2)]


def test_what_uploads_store_is_what_is_counted(
    make_student: MakeStudent, admin: Staff, campaign: Campaign
) -> None:
    hand_in(make_student(), report=FAILED)
    assert figures.failures(admin, campaign) == [Ranked("eye_line", 1)]


def test_reasons_of_returns(make_student: MakeStudent, admin: Staff, campaign: Campaign) -> None:
    hand_in(make_student(), State.RETURNED, return_reasons=["photo_background", "paper_unclear"])
    hand_in(make_student(), State.RETURNED, return_reasons=["paper_unclear"])
    hand_in(make_student(), State.APPROVED, return_reasons=[])
    found = figures.return_reasons(admin, campaign)
    assert found == [Ranked("paper_unclear", 2), Ranked("photo_background", 1)]
    for one in found:
        assert search(admin, campaign, StudentFilter(reason=one.code)).total == one.count


def test_a_reviewer_counts_their_own_colleges(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, other_college: College
) -> None:
    stranger = make_student(college_id=other_college.id)
    failed(hand_in(stranger, State.RETURNED, return_reasons=["paper_unclear"]), "eye_line")
    assert figures.failures(reviewer, campaign) == []
    assert figures.return_reasons(reviewer, campaign) == []
    assert figures.waiting(reviewer, campaign).decided == 0
    assert sum(day.submitted for day in figures.by_day(reviewer, campaign)) == 0
    assert figures.waiting(None, campaign).decided == 1, "an operator sees all"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (failure_words, "eye_line", "眼睛"),
        (reason_words, "paper_unclear", "纸质照片：纸质照片拍得不清楚"),
        (reason_words, "of_old", "of_old"),
    ],
)
def test_codes_have_words(app: Flask, words: Callable[[str], str], code: str, said: str) -> None:
    assert said in words(code)
