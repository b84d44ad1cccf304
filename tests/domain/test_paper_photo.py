"""Handing in the paper photo at the college."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp.domain import paper_photo, receipt
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.queries import paper_desk
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Staff, State, Student, Submission


@pytest.fixture
def submission(student: Student) -> Submission:
    """One that was handed in."""
    return hand_in(student)


def actions() -> list[str]:
    """What the record says was done about it, in order."""
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_the_receipt_leads_to_the_submission_and_it_is_noted_once(
    submission: Submission, reviewer: Staff
) -> None:
    version = submission.version
    found = paper_photo.find_by_receipt(reviewer, receipt.receipt_number(submission))
    first = paper_photo.mark_paper_received(reviewer, found).paper_received_at
    assert first is not None
    assert paper_photo.mark_paper_received(reviewer, found).paper_received_at == first
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor) == ("paper.receive", f"staff:{reviewer.id}")
    assert submission.version == version, "no open page goes stale"


def test_undo_is_noted_once_too(submission: Submission, reviewer: Staff) -> None:
    paper_photo.mark_paper_received(reviewer, submission)
    for _ in range(2):
        assert paper_photo.take_back(reviewer, submission).paper_received_at is None
    assert actions() == ["paper.receive", "paper.undo"]


def test_an_operator_does_the_same(submission: Submission) -> None:
    found = paper_photo.find_by_receipt(None, receipt.receipt_number(submission).lower())
    assert paper_photo.mark_paper_received(None, found).paper_received_at
    assert paper_desk.received(found).who == "命令行"  # type: ignore[union-attr] # it was received


def test_another_colleges_reviewer_is_told_whose_it_is_and_no_more(
    submission: Submission, other_reviewer: Staff
) -> None:
    with pytest.raises(NotFoundError, match="这是外国语学院的回执") as refused:
        paper_photo.find_by_receipt(other_reviewer, receipt.receipt_number(submission))
    assert submission.student.name not in refused.value.message
    for act in (paper_photo.mark_paper_received, paper_photo.take_back):
        with pytest.raises(NotFoundError):
            act(other_reviewer, submission)
    assert submission.paper_received_at is None


def test_a_withdrawn_one_waits(submission: Submission, reviewer: Staff) -> None:
    submission.state = State.DRAFT
    db.session.commit()
    with pytest.raises(InvalidError, match="撤回了材料"):
        paper_photo.find_by_receipt(reviewer, receipt.receipt_number(submission))
    with pytest.raises(NotFoundError):
        paper_photo.mark_paper_received(reviewer, submission)


def test_an_old_class_is_said(submission: Submission, campaign: Campaign, reviewer: Staff) -> None:
    campaign.is_active = False
    db.session.commit()
    with pytest.raises(InvalidError, match="2027 届的旧回执"):
        paper_photo.find_by_receipt(reviewer, receipt.receipt_number(submission))


def test_a_wrong_number_says_so(submission: Submission, reviewer: Staff) -> None:
    with pytest.raises(InvalidError, match="回执编号不对"):
        paper_photo.find_by_receipt(reviewer, "000-000-001")
    gone = receipt.receipt_number(Submission(id=987654))
    with pytest.raises(InvalidError, match="已经不在了"):
        paper_photo.find_by_receipt(reviewer, gone)


def test_who_received_it_and_what_came_today(
    make_student: Callable[..., Student], reviewer: Staff, second_reviewer: Staff
) -> None:
    first, second = hand_in(make_student()), hand_in(make_student())
    paper_photo.mark_paper_received(reviewer, first)
    paper_photo.mark_paper_received(second_reviewer, second)
    assert paper_desk.received(first).who == reviewer.name  # type: ignore[union-attr] # it was received
    db.session.refresh(reviewer)
    with count_queries() as seen:
        today = paper_desk.today(reviewer)
    assert len(seen) <= 3
    assert (today.count, today.latest) == (1, (first,))
    paper_photo.take_back(reviewer, first)
    assert paper_desk.today(reviewer).latest == ()
    assert paper_desk.received(first) is None
