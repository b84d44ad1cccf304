"""What the desk for paper photos shows: who received this one, and what came in today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain import audit
from webapp.domain.queries.acts import names_of
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, Student, Submission

RECENT = 5


@dataclass(frozen=True)
class Received:
    """When the paper photo came, and who noted it ("" when the record does not say)."""

    at: datetime
    who: str


@dataclass(frozen=True)
class Today:
    """What one member of staff noted today: how many times, and the latest ones that still hold."""

    count: int
    latest: tuple[Submission, ...]


def received(submission: Submission) -> Received | None:
    """When and by whom, in at most three queries; None while it has not come."""
    if submission.paper_received_at is None:
        return None
    actor = db.session.scalar(
        select(AuditEvent.actor)
        .where(AuditEvent.target == f"submission:{submission.id}", AuditEvent.action == "paper.receive")
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(1)
    )
    return Received(submission.paper_received_at, names_of([actor]).get(actor, "") if actor else "")


def today(staff: Staff) -> Today:
    """What `staff` received since midnight in China, in at most three queries."""
    mine = (
        AuditEvent.actor == audit.actor_name(staff),
        AuditEvent.action == "paper.receive",
        AuditEvent.at >= clock.start_of_day(clock.today()),
    )
    count = db.session.scalar(select(func.count(func.distinct(AuditEvent.target))).where(*mine)) or 0
    targets = db.session.scalars(
        select(AuditEvent.target).where(*mine).order_by(AuditEvent.id.desc()).limit(RECENT)
    )
    numbers = [int(target.partition(":")[2]) for target in dict.fromkeys(targets)]
    found = db.session.scalars(
        select(Submission)
        .options(joinedload(Submission.student).joinedload(Student.college))
        .where(Submission.id.in_(numbers), Submission.paper_received_at.is_not(None))
    )
    by_id = {submission.id: submission for submission in found}
    return Today(count, tuple(by_id[number] for number in numbers if number in by_id))
