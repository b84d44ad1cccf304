"""The one deadline: open before it, closed at it, grace after a return, an extension for one student."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from webapp import clock
from webapp.domain import deadlines
from webapp.domain.deadlines import Why
from webapp.domain.errors import ClosedError
from webapp.extensions import db
from webapp.models import Campaign, DeadlineExtension, State, Student, Submission

# The notice: '2024年3月1日前', so the first moment of that day in China is too late.
END = datetime(2024, 2, 29, 16, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
LAST_MINUTE = END - timedelta(minutes=1)


@pytest.fixture
def notice_deadline(campaign: Campaign) -> None:
    campaign.deadline_at = END
    db.session.commit()


def submission(student: Student, state: State, decided_at: datetime | None = None) -> Submission:
    found = Submission(
        student_id=student.id,
        campaign_id=student.campaign_id,
        state=state,
        created_at=END - timedelta(days=9),
        decided_at=decided_at,
    )
    db.session.add(found)
    db.session.commit()
    return found


@pytest.mark.usefixtures("notice_deadline")
def test_open_until_the_last_moment_in_china(student: Student) -> None:
    assert clock.local(END).isoformat() == "2024-03-01T00:00:00+08:00"
    assert deadlines.window(student, None, END - MOMENT).is_open
    closed = deadlines.window(student, None, END)
    assert closed.why is Why.CLOSED
    assert student.college.contact in closed.words


@pytest.mark.usefixtures("notice_deadline")
@pytest.mark.parametrize(
    ("at", "days"),
    [
        (datetime(2024, 2, 20, 16, tzinfo=UTC), 8),  # midnight in China: 21 February begins
        (datetime(2024, 2, 28, 15, 59, tzinfo=UTC), 1),
        (datetime(2024, 2, 28, 16, 0, tzinfo=UTC), 0),  # 29 February begins: the last day
        (datetime(2024, 3, 5, tzinfo=UTC), 0),
    ],
)
def test_days_left_are_calendar_days_in_china(student: Student, at: datetime, days: int) -> None:
    assert deadlines.window(student, None, at).days_left(at) == days


@pytest.mark.usefixtures("notice_deadline")
def test_a_return_on_the_last_day_leaves_three_days(student: Student) -> None:
    returned = submission(student, State.RETURNED, decided_at=LAST_MINUTE)
    until = LAST_MINUTE + timedelta(days=3)
    assert deadlines.window(student, returned, until - MOMENT).is_open
    assert deadlines.window(student, returned, until).why is Why.CLOSED


@pytest.mark.usefixtures("notice_deadline")
def test_an_early_return_does_not_shorten_the_time(student: Student) -> None:
    returned = submission(student, State.RETURNED, decided_at=END - timedelta(days=8))
    assert deadlines.window(student, returned, END - MOMENT).until == END


@pytest.mark.usefixtures("notice_deadline")
def test_a_draft_has_no_grace(student: Student) -> None:
    draft = submission(student, State.DRAFT)
    assert deadlines.window(student, draft, END).why is Why.CLOSED


@pytest.mark.usefixtures("notice_deadline")
def test_handing_in_again_keeps_the_grace(student: Student) -> None:
    again = submission(student, State.SUBMITTED, decided_at=LAST_MINUTE)
    assert deadlines.window(student, again, END).until == LAST_MINUTE + timedelta(days=3)


@pytest.mark.usefixtures("notice_deadline")
def test_the_newest_extension_counts_for_that_student_alone(
    student: Student, make_student: Callable[..., Student]
) -> None:
    for days in (30, 5):
        db.session.add(
            DeadlineExtension(
                student_id=student.id,
                until=END + timedelta(days=days),
                reason="病假",
                granted_by="admin",
                granted_at=END,
            )
        )
    db.session.commit()
    assert deadlines.window(student, None, END + timedelta(days=5) - MOMENT).is_open
    assert not deadlines.window(student, None, END + timedelta(days=5)).is_open
    assert not deadlines.window(make_student(), None, END).is_open


@pytest.mark.parametrize(("state", "why"), [(State.SUBMITTED, Why.SUBMITTED), (State.APPROVED, Why.APPROVED)])
def test_handed_in_means_no_more_changes(student: Student, state: State, why: Why) -> None:
    assert deadlines.window(student, submission(student, state)).why is why


def test_who_was_photographed_on_campus_has_nothing_to_do(make_student: Callable[..., Student]) -> None:
    found = deadlines.window(make_student(attended=True), None)
    assert found.why is Why.ATTENDED
    assert "不需要补拍" in found.words


def test_an_old_campaign_is_over_whatever_its_deadline(student: Student, campaign: Campaign) -> None:
    campaign.is_active = False
    db.session.commit()
    with pytest.raises(ClosedError, match="已经结束"):
        deadlines.require_open(student, None)
