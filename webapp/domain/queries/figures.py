"""Figures over the submissions of a class: by day, time to a decision, failures, reasons of returns.

For an admin of all colleges, for a reviewer of their own. No report is read: see Upload.failed_codes.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Text, cast, func, select

from webapp import clock
from webapp.domain.queries.moments import day_in_china, seconds_between
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import Campaign, Role, Staff, State, Student, Submission, Upload

DAYS = 30  # of the chart, today included
MOST = 8  # lines of a ranking
NO_REASONS = "[]"
HALF, NINETY = 50, 90  # percent


@dataclass(frozen=True)
class DayCount:
    """One day in China: how many were handed in (the latest time each), and approved."""

    day: date
    submitted: int
    approved: int


@dataclass(frozen=True)
class Waiting:
    """How long decisions take, from the latest hand-in. Times are None while nothing was decided or waits.

    ninety: nine of ten decisions took no longer. since: when the one that waits for longest was handed in.
    """

    decided: int
    median: timedelta | None
    ninety: timedelta | None
    since: datetime | None


@dataclass(frozen=True)
class Figures:
    """All of them together."""

    days: list[DayCount]
    waiting: Waiting
    failures: list[Ranked]
    reasons: list[Ranked]


@dataclass(frozen=True)
class Ranked:
    """A code, and how many submissions it is found in."""

    code: str
    count: int


def all_figures(staff: Staff | None, campaign: Campaign) -> Figures:
    """Everything that the dashboard draws, in six queries."""
    return Figures(
        by_day(staff, campaign),
        waiting(staff, campaign),
        failures(staff, campaign),
        return_reasons(staff, campaign),
    )


def by_day(staff: Staff | None, campaign: Campaign, days: int = DAYS) -> list[DayCount]:
    """The last `days` days, today the last of them, each with its figures; two queries."""
    last = clock.today()
    first = last - timedelta(days=days - 1)
    since = clock.start_of_day(first)
    submitted = _by_day(staff, campaign, Submission.submitted_at, since, Submission.state != State.DRAFT)
    approved = _by_day(staff, campaign, Submission.decided_at, since, Submission.state == State.APPROVED)
    shown = (first + timedelta(days=number) for number in range(days))
    return [DayCount(day, submitted.get(day, 0), approved.get(day, 0)) for day in shown]


def waiting(staff: Staff | None, campaign: Campaign) -> Waiting:
    """How long decisions take and what waits now; two queries."""
    took = seconds_between(Submission.submitted_at, Submission.decided_at).label("took")
    place = func.row_number().over(order_by=took).label("place")
    timed = _of(staff, campaign, select(took, place, func.count().over().label("decided"))).where(
        Submission.state.in_((State.RETURNED, State.APPROVED)),
        Submission.decided_at >= Submission.submitted_at,
    )
    rows = timed.subquery()
    ends = [(rows.c.decided * percent + 99) // 100 for percent in (HALF, NINETY)]
    found = db.session.execute(
        select(rows.c.took, rows.c.decided).where(rows.c.place.in_(ends)).order_by(rows.c.place)
    ).all()
    times: list[timedelta | None] = [timedelta(seconds=float(row.took)) for row in found] or [None]
    oldest = _of(staff, campaign, select(func.min(Submission.submitted_at))).where(
        Submission.state == State.SUBMITTED
    )
    return Waiting(found[0].decided if found else 0, times[0], times[-1], db.session.scalar(oldest))


def failures(staff: Staff | None, campaign: Campaign, most: int = MOST) -> list[Ranked]:
    """What the checks of the current files failed for most often, in one query."""
    statement = _of(staff, campaign, select(Upload.failed_codes, func.count()).join(Upload.submission))
    rows = db.session.execute(statement.where(Upload.failed_codes != "").group_by(Upload.failed_codes))
    counts: Counter[str] = Counter()
    for codes, count in rows:
        counts.update(dict.fromkeys(codes.split(), count))
    return _ranked(counts, most)


def return_reasons(staff: Staff | None, campaign: Campaign, most: int = MOST) -> list[Ranked]:
    """Why submissions were returned that have not been approved since, in one query."""
    codes = cast(Submission.return_reasons, Text)
    statement = _of(staff, campaign, select(codes, func.count())).where(codes != NO_REASONS).group_by(codes)
    counts: Counter[str] = Counter()
    for stored, count in db.session.execute(statement):
        counts.update(dict.fromkeys(json.loads(stored), count))
    return _ranked(counts, most)


def _of(staff: Staff | None, campaign: Campaign, statement: Any) -> Any:
    """The same SELECT for one class, and for the colleges of a reviewer."""
    statement = statement.where(Submission.campaign_id == campaign.id)
    if staff is None or staff.role is Role.ADMIN:
        return statement
    return statement.join(Student, Student.id == Submission.student_id).where(visible_to(staff))


def _by_day(
    staff: Staff | None, campaign: Campaign, moment: Any, since: datetime, condition: Any
) -> dict[date, int]:
    day = day_in_china(moment)
    statement = (
        _of(staff, campaign, select(day, func.count())).where(moment >= since, condition).group_by(day)
    )
    return {_date(found): count for found, count in db.session.execute(statement)}


def _date(found: date | str) -> date:
    return date.fromisoformat(found) if isinstance(found, str) else found


def _ranked(counts: Counter[str], most: int) -> list[Ranked]:
    """The most frequent first; equal ones by code."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Ranked(code, count) for code, count in ranked[:most]]
