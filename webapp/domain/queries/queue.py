"""The queue of a reviewer: what waits in their colleges, narrowed by a filter, and who looks at what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from webapp import clock
from webapp.domain.queries.keyset import START, AnySelect, KeysetPage, Order, Place, keyset_page
from webapp.domain.review_filter import RUNNING, WAITING, ReviewFilter, visible_to
from webapp.extensions import db
from webapp.models import AuditEvent, College, CollegeCount, Kind, Staff, State, Student, Submission, Upload
from webapp.photocheck import Status


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue. `holder`: name of who looks at it until `held_until`, "" for nobody.

    verdict: of the electronic photo's check; failed: how many of its checks failed.
    """

    id: int
    student_no: str
    name: str
    college: str
    major: str
    state: State
    submitted_at: datetime | None
    verdict: Status
    failed: int
    has_note: bool
    holder: str
    held_until: datetime | None
    is_mine: bool


@dataclass(frozen=True)
class Counts:
    """How many submissions of a reviewer's colleges stand where, of the class that runs."""

    waiting: int
    returned: int
    approved: int


def queue_of(staff: Staff, wanted: ReviewFilter = WAITING, place: Place = START) -> KeysetPage[QueueRow]:
    """One page of what is looked for, in two queries."""
    found = keyset_page(_rows(staff, wanted), order_of(wanted), place, total=_known_total(staff, wanted))
    now = clock.now()
    return found.with_rows(tuple(_row(staff, row, now) for row in found.rows))


def _known_total(staff: Staff, wanted: ReviewFilter) -> int | None:
    """How many the filter finds, when it asks for a state alone: the database keeps that figure."""
    if wanted != ReviewFilter(state=wanted.state):
        return None
    counts = counts_of(staff)
    return {State.RETURNED: counts.returned, State.APPROVED: counts.approved}.get(
        wanted.state, counts.waiting
    )


def order_of(wanted: ReviewFilter) -> Order:
    """What waits stands in the order of the queue, what is decided the latest first."""
    if wanted.state is State.SUBMITTED:
        return Order(Submission.submitted_at, Submission.id)
    return Order(Submission.decided_at, Submission.id, latest_first=True)


def counts_of(staff: Staff) -> Counts:
    """The figures above the queue, in one query."""
    columns = (CollegeCount.submitted, CollegeCount.returned, CollegeCount.approved)
    sums = [func.coalesce(func.sum(column), 0) for column in columns]
    mine = (CollegeCount.campaign_id == RUNNING, visible_to(staff, CollegeCount.college_id))
    found: tuple[int, int, int] = tuple(db.session.execute(select(*sums).where(*mine)).one())
    return Counts(*found)


def history_of(submission: Submission) -> list[tuple[AuditEvent, str]]:
    """What happened to a submission, newest first, each with the name of the staff who did it ("": student).

    Looks are left out: they are for the audit log, not for the review.
    """
    target = f"submission:{submission.id}"
    events = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.target == target, AuditEvent.action != "review.look")
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    ).all()
    names = _staff_names({event.actor for event in events})
    return [(event, names.get(event.actor, "")) for event in events]


def _rows(staff: Staff, wanted: ReviewFilter) -> AnySelect:
    return (
        select(
            Submission.id,
            Submission.state,
            Submission.submitted_at,
            Submission.decided_at,
            Submission.note,
            Submission.claimed_by_id,
            Submission.claimed_until,
            Student.student_no,
            Student.name,
            Student.major,
            College.name.label("college"),
            Staff.name.label("holder"),
            Upload.verdict,
            Upload.failed_codes,
        )
        .join(Student, Student.id == Submission.student_id)
        .join(College, College.id == Student.college_id)
        .outerjoin(Staff, Staff.id == Submission.claimed_by_id)
        .outerjoin(Upload, and_(Upload.submission_id == Submission.id, Upload.kind == Kind.ELECTRONIC))
        .where(*wanted.conditions(), visible_to(staff))
    )


def _row(staff: Staff, row: Any, now: datetime) -> QueueRow:
    held = row.claimed_until is not None and row.claimed_until > now
    return QueueRow(
        id=row.id,
        student_no=row.student_no,
        name=row.name,
        college=row.college,
        major=row.major,
        state=row.state,
        submitted_at=row.submitted_at,
        verdict=Status(row.verdict) if row.verdict else Status.PASS,
        failed=len((row.failed_codes or "").split()),
        has_note=bool(row.note),
        holder=row.holder if held else "",
        held_until=row.claimed_until if held else None,
        is_mine=held and row.claimed_by_id == staff.id,
    )


def _staff_names(actors: set[str]) -> dict[str, str]:
    """Names of those actors that are staff, by how they stand in the record."""
    numbers = [int(actor.partition(":")[2]) for actor in actors if actor.startswith("staff:")]
    if not numbers:
        return {}
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(numbers))).all()
    return {f"staff:{number}": name for number, name in rows}
