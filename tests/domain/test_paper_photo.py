"""Handing in the paper photo at the college."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from webapp import clock
from webapp.domain import paper_photo, receipt
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, State, Student, Submission


@pytest.fixture
def submission(student: Student) -> Submission:
    """One that was handed in."""
    found = Submission(
        student_id=student.id,
        campaign_id=student.campaign_id,
        state=State.SUBMITTED,
        created_at=clock.now(),
        submitted_at=clock.now(),
    )
    db.session.add(found)
    db.session.commit()
    return found


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


def test_another_colleges_reviewer_does_not_find_it(submission: Submission, other_reviewer: Staff) -> None:
    with pytest.raises(NotFoundError):
        paper_photo.find_by_receipt(other_reviewer, receipt.receipt_number(submission))
    with pytest.raises(NotFoundError):
        paper_photo.mark_paper_received(other_reviewer, submission)
    assert submission.paper_received_at is None


def test_what_was_not_handed_in_has_no_receipt(submission: Submission, reviewer: Staff) -> None:
    submission.state = State.DRAFT
    db.session.commit()
    with pytest.raises(NotFoundError):
        paper_photo.mark_paper_received(reviewer, submission)


def test_a_wrong_number_says_so(reviewer: Staff) -> None:
    with pytest.raises(InvalidError, match="回执编号不对"):
        paper_photo.find_by_receipt(reviewer, "000-000-001")
