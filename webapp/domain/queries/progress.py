"""Who is where, by college: the figures of the admin's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, select

from webapp.extensions import db
from webapp.models import Campaign, College, CollegeCount


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


def by_college(campaign: Campaign, *narrower: ColumnElement[bool]) -> list[Progress]:
    """One line a college that has students, by name, in one query over figures that the database keeps."""
    rows = db.session.execute(
        select(College.name, CollegeCount)
        .join(CollegeCount, CollegeCount.college_id == College.id)
        .where(CollegeCount.campaign_id == campaign.id, *narrower)
        .order_by(College.name)
    ).all()
    lines = (_line(name, count) for name, count in rows)
    return [line for line in lines if line.attended or line.missed]


def total(lines: Iterable[Progress]) -> Progress:
    """All colleges together; college_id 0."""
    lines = list(lines)
    names = [field.name for field in fields(Progress)][2:]
    return Progress(0, "", *(sum(getattr(line, name) for line in lines) for name in names))


def _line(college: str, count: CollegeCount) -> Progress:
    missed = (count.not_begun, count.draft, count.submitted, count.returned, count.approved)
    return Progress(count.college_id, college, count.attended, sum(missed), *missed)
