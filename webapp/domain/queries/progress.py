"""Who is where, by college: the figures of the admin's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sqlalchemy import and_, case, func, select

from webapp.extensions import db
from webapp.models import Campaign, College, State, Student, Submission


@dataclass(frozen=True)
class Progress:
    """Students of one college (or of all). Whoever missed the campus session is in one of the last five.

    attended: photographed on campus. missed: must make up; nothing + draft + submitted + returned + approved.
    """

    college_id: int
    college: str
    attended: int
    missed: int
    nothing: int
    draft: int
    submitted: int
    returned: int
    approved: int


def by_college(campaign: Campaign) -> list[Progress]:
    """One line a college that has students, in one query."""
    missed = Student.attended.is_(False)

    def count(*conditions: object) -> object:
        return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)  # type: ignore[arg-type] # columns

    states = [count(missed, Submission.state == state) for state in _STATES]
    rows = db.session.execute(
        select(  # type: ignore[call-overload] # more columns than the library's overloads name
            College.id,
            College.name,
            count(Student.attended),
            count(missed),
            count(missed, Submission.id.is_(None)),
            *states,
        )
        .join(Student, Student.college_id == College.id)
        .outerjoin(
            Submission,
            and_(Submission.student_id == Student.id, Submission.campaign_id == Student.campaign_id),
        )
        .where(Student.campaign_id == campaign.id)
        .group_by(College.id, College.name)
        .order_by(College.name)
    ).all()
    return [Progress(*row) for row in rows]


def total(lines: Iterable[Progress]) -> Progress:
    """All colleges together; college_id 0."""
    lines = list(lines)
    names = [field.name for field in fields(Progress)][2:]
    return Progress(0, "", *(sum(getattr(line, name) for line in lines) for name in names))


_STATES = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)
