"""The paper photo itself, handed in at the college with the receipt."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, true, update
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain import audit, receipt, transitions
from webapp.domain.errors import InvalidError, NotFoundError, StaleError
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import Campaign, Staff, State, Student, Submission

NOT_FOUND = "没有找到这份材料，可能同学已经撤回，或者不归你的学院。"
GONE = "这张回执对应的材料已经不在了，请让同学打开页面，看现在的回执。"
OTHER_COLLEGE = "这是{college}的回执，不归你负责。请把这份转给那边的老师，这里没有登记。"
OLD = "这是 {class_year} 届的旧回执，那一届已经结束，没有登记。请让同学打开页面，看现在的回执。"
WITHDRAWN = "{name}撤回了材料，还没有重新提交，没有登记。请先放在一边，等同学提交后再扫一次。"


def find(staff: Staff | None, submission_id: int) -> Submission:
    """A submission that was handed in, of a college that `staff` sees. Raises NotFoundError.

    `staff` None: an operator, who sees all.
    """
    found = _with_student(
        submission_id, Submission.state != State.DRAFT, visible_to(staff) if staff else true()
    )
    if found is None:
        raise NotFoundError(NOT_FOUND)
    return found


def find_by_receipt(staff: Staff | None, typed: str) -> Submission:
    """The submission of a receipt, as typed or scanned.

    Raises InvalidError (no receipt of ours, an old class's, withdrawn), NotFoundError (another college's:
    only the college is named, since whoever holds the receipt holds the photo).
    """
    found = _with_student(receipt.submission_id_of(typed))
    if found is None:
        raise InvalidError(GONE)
    college = found.student.college
    if (
        staff
        and db.session.scalar(select(Student.id).where(Student.id == found.student_id, visible_to(staff)))
        is None
    ):
        raise NotFoundError(OTHER_COLLEGE, college=college.name)
    campaign = db.session.get_one(Campaign, found.campaign_id)
    if not campaign.is_active:
        raise InvalidError(OLD, class_year=campaign.class_year)
    if found.state is State.DRAFT:
        raise InvalidError(WITHDRAWN, name=found.student.name)
    return found


def mark_paper_received(staff: Staff | None, submission: Submission) -> Submission:
    """Note that the college has the paper photo; a second time changes nothing.

    Like a claim it leaves `version` alone: it changes nothing that is being decided on, so neither the
    student's nor a reviewer's open page goes stale. Raises NotFoundError, StaleError (just withdrawn).
    """
    find(staff, submission.id)
    changed = _change(submission, Submission.paper_received_at.is_(None), clock.now())
    if changed:
        audit.record(audit.actor_name(staff), "paper.receive", f"submission:{submission.id}")
    db.session.commit()
    if submission.paper_received_at is None:
        raise StaleError(transitions.LOST_RACE)
    return submission


def take_back(staff: Staff | None, submission: Submission) -> Submission:
    """Undo: the paper photo is not here after all; a second time changes nothing. Raises NotFoundError."""
    find(staff, submission.id)
    if _change(submission, Submission.paper_received_at.is_not(None), None):
        audit.record(audit.actor_name(staff), "paper.undo", f"submission:{submission.id}")
    db.session.commit()
    return submission


def _change(submission: Submission, condition: Any, received_at: Any) -> bool:
    """One conditional UPDATE; returns whether it changed anything."""
    statement = (
        update(Submission)
        .where(Submission.id == submission.id, Submission.state != State.DRAFT, condition)
        .values(paper_received_at=received_at)
        .execution_options(synchronize_session=False)
    )
    changed: int = db.session.execute(statement).rowcount  # type: ignore[attr-defined] # an UPDATE's result has it
    return changed == 1


def _with_student(submission_id: int, *conditions: Any) -> Submission | None:
    found: Submission | None = db.session.scalar(
        select(Submission)
        .join(Submission.student)
        .options(joinedload(Submission.student).joinedload(Student.college))
        .where(Submission.id == submission_id, *conditions)
    )
    return found
