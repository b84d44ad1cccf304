"""A student's way on one screen: where they stand, on which days, and what is next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine

from webapp import clock
from webapp.domain import chsi
from webapp.domain.queries.student_home import home_of
from webapp.domain.queries.timeline import Milestone, Standing, Step, Timeline, timeline_of
from webapp.extensions import db
from webapp.models import Kind, NoticeDocument, State, Student, Submission, Upload
from webapp.photocheck import Finding, Report, Status

DONE, NOW, LATER, PROBLEM = Standing.DONE, Standing.NOW, Standing.LATER, Standing.PROBLEM
WAY = list(Milestone)
TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def first_of_december() -> object:
    """A Tuesday at noon in China; the campaign's deadline lies ten days ahead."""
    with time_machine.travel(clock.start_of_day(TODAY) + timedelta(hours=12), tick=False) as traveller:
        yield traveller


def report(status: Status = Status.PASS, code: str = "single_face") -> dict[str, object]:
    return Report((Finding(code, status),), "test").to_dict()


@pytest.fixture
def begin(student: Student) -> Callable[..., Submission]:
    """A function that makes a submission with files of the given kinds; keywords set columns."""

    def make(*kinds: Kind, status: Status = Status.PASS, **values: object) -> Submission:
        found = Submission(
            student_id=student.id, campaign_id=student.campaign_id, created_at=clock.now(), **values
        )
        for kind in kinds:
            found.uploads.append(
                Upload(
                    kind=kind,
                    storage_key=f"{kind}/1",
                    sha256="0" * 64,
                    size=1,
                    uploaded_at=clock.now(),
                    report=report(status),
                )
            )
        db.session.add(found)
        db.session.commit()
        return found

    return make


def timeline(student: Student) -> Timeline:
    return timeline_of(home_of(student))


def standings(student: Student) -> list[Standing]:
    return [step.standing for step in timeline(student).steps]


def step(student: Student, milestone: Milestone) -> Step:
    return next(step for step in timeline(student).steps if step.milestone is milestone)


def next_of(student: Student) -> Milestone | None:
    found = timeline(student).next
    return found.milestone if found else None


def test_the_way_begins_with_the_code(student: Student) -> None:
    assert [step.milestone for step in timeline(student).steps] == WAY
    assert standings(student) == [NOW] + [LATER] * 9
    assert next_of(student) is Milestone.CODE


def test_what_is_done_out_of_order_is_done(student: Student, begin: Callable[..., Submission]) -> None:
    begin(Kind.ELECTRONIC)
    assert standings(student)[:4] == [NOW, DONE, LATER, LATER]
    assert step(student, Milestone.SHOT).day is None


def test_a_failed_check_is_a_problem_until_it_is_handed_in_with_a_note(
    student: Student, begin: Callable[..., Submission]
) -> None:
    submission = begin(*Kind, status=Status.FAIL, shot_on=TODAY)
    assert standings(student)[:5] == [PROBLEM, DONE, DONE, PROBLEM, LATER]
    submission.state, submission.submitted_at = State.SUBMITTED, clock.now()
    db.session.commit()
    assert standings(student)[:8] == [DONE, DONE, DONE, DONE, DONE, NOW, LATER, NOW]
    assert next_of(student) is Milestone.PAPER


def test_what_is_complete_waits_to_be_handed_in(student: Student, begin: Callable[..., Submission]) -> None:
    begin(*Kind, shot_on=TODAY)
    assert standings(student)[:6] == [DONE, DONE, DONE, DONE, NOW, LATER]
    assert step(student, Milestone.UPLOADED).day == TODAY
    assert next_of(student) is Milestone.SUBMITTED


def test_a_return_is_a_problem_and_handing_in_comes_again(
    student: Student, begin: Callable[..., Submission]
) -> None:
    begin(*Kind, shot_on=TODAY, state=State.RETURNED, submitted_at=clock.now(), decided_at=clock.now())
    assert standings(student)[4:7] == [NOW, PROBLEM, LATER]
    assert step(student, Milestone.SUBMITTED).day is None
    assert step(student, Milestone.REVIEW).day == TODAY
    assert next_of(student) is Milestone.SUBMITTED


def test_a_file_that_the_reviewer_objected_to_comes_first(
    student: Student, begin: Callable[..., Submission]
) -> None:
    begin(
        *Kind,
        shot_on=TODAY,
        state=State.RETURNED,
        decided_at=clock.now(),
        return_reasons=["code_wrong"],
    )
    assert standings(student)[0] is PROBLEM
    assert next_of(student) is Milestone.CODE


def test_after_the_approval_paper_and_chsi_are_left(
    student: Student, begin: Callable[..., Submission], first_of_december: time_machine.Traveller
) -> None:
    submission = begin(*Kind, shot_on=TODAY, state=State.APPROVED, decided_at=clock.now())
    assert standings(student) == [DONE] * 7 + [NOW, LATER, LATER]
    submission.paper_received_at = clock.now()
    db.session.commit()
    assert step(student, Milestone.PAPER) == Step(Milestone.PAPER, DONE, TODAY)
    assert next_of(student) is None
    expected = step(student, Milestone.ON_CHSI)
    assert (expected.earliest, expected.latest) == (date(2026, 12, 15), date(2027, 1, 10))
    first_of_december.shift(timedelta(days=14))
    assert standings(student)[8:] == [NOW, NOW]
    assert next_of(student) is Milestone.SEEN_ON_CHSI
    first_of_december.shift(timedelta(days=27))
    assert standings(student)[8:] == [PROBLEM, NOW]
    chsi.mark_chsi_checked(student)
    assert standings(student) == [DONE] * 10
    assert step(student, Milestone.SEEN_ON_CHSI).day == date(2027, 1, 11)
    assert next_of(student) is None


def test_days_are_those_of_china(
    student: Student, begin: Callable[..., Submission], first_of_december: time_machine.Traveller
) -> None:
    first_of_december.shift(timedelta(hours=13))  # 01:00 in China, 17:00 UTC of the day before
    begin(Kind.CODE)
    assert step(student, Milestone.CODE).day == TODAY + timedelta(days=1)


def test_nothing_is_next_when_the_deadline_has_passed(
    student: Student, first_of_december: time_machine.Traveller
) -> None:
    first_of_december.shift(timedelta(days=400))
    assert next_of(student) is None


def test_who_was_photographed_on_campus_looks_on_chsi_from_the_notices_day_on(
    student: Student, first_of_december: time_machine.Traveller
) -> None:
    student.attended = True
    said = {"check_on_chsi": {"after": "2027-01-10"}}
    db.session.add(NoticeDocument(campaign_id=student.campaign_id, name="campaign", body=said))
    db.session.commit()
    found = timeline(student)
    assert [step.milestone for step in found.steps] == WAY[8:]
    assert found.steps[0].earliest == date(2027, 1, 10)
    assert found.next is None
    first_of_december.shift(timedelta(days=40))
    assert next_of(student) is Milestone.SEEN_ON_CHSI
