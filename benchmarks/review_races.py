"""Two reviewers decide on one submission at the same moment, a thousand times, on PostgreSQL.

    .venv/bin/python -m benchmarks.review_races

Each race must leave one decision (the row, its audit event, its undo), and tell the loser once, in words, who
was faster and what they decided (issue 5). Exits with 1 when one race does not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from benchmarks.goals import Goal
from tests.at_once import at_once
from tests.databases import postgres_copies
from tests.people import PASSWORD_HASH
from tests.services.postgres import running_postgres
from webapp import clock, create_app
from webapp.config import Settings
from webapp.domain import reviews
from webapp.domain.errors import StaleError
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Campaign,
    College,
    Decision,
    IdType,
    Role,
    Staff,
    State,
    Student,
    Submission,
)

RACES = 1000
ACTIONS = {State.APPROVED: "review.approve", State.RETURNED: "review.return"}


@dataclass(frozen=True)
class Race:
    """What one race left. decided: by whom (0 or 1) it says it was decided; told: what the others read."""

    decided: tuple[int, ...]
    told: tuple[str, ...]
    expected: str
    acts: Counter[str]
    decisions: int

    @property
    def is_fair(self) -> bool:
        """One decision, and one clear message to whoever came too late."""
        one_act = sum(self.acts.values()) == 1 == self.decisions
        return len(self.decided) == 1 and self.told == (self.expected,) and one_act


def race(app: Flask, submission: Submission, staff: tuple[Staff, Staff], other_way: bool) -> Race:
    """One approves while the other returns what both have open; other_way swaps them."""
    number, version = submission.id, submission.version
    approves, returns = reversed(staff) if other_way else staff
    ids = (approves.id, returns.id)

    def approve() -> State:
        who = db.session.get_one(Staff, ids[0])
        return reviews.approve(who, reviews.find(who, number), version).state

    def send_back() -> State:
        who = db.session.get_one(Staff, ids[1])
        found = reviews.find(who, number)
        return reviews.return_(who, found, version, ["photo_eyes"]).state

    acts: list[Callable[[], State]] = [approve, send_back]
    outcomes = at_once(app, acts)
    found = db.session.get_one(Submission, number)
    faster = found.decided_by.name if found.decided_by else ""
    recorded = db.session.scalars(
        select(AuditEvent.action).where(
            AuditEvent.target == f"submission:{number}", AuditEvent.action.in_(ACTIONS.values())
        )
    )
    return Race(
        decided=tuple(place for place, outcome in enumerate(outcomes) if outcome is found.state),
        told=tuple(outcome.message for outcome in outcomes if isinstance(outcome, StaleError)),
        expected=reviews.DECIDED[found.state].format(name=faster) if found.state in reviews.DECIDED else "",
        acts=Counter(recorded),
        decisions=db.session.scalar(
            select(func.count()).where(
                Decision.submission_id == number, Decision.staff_id == found.decided_by_id
            )
        )
        or 0,
    )


def main() -> int:
    """Run them all; 0 when every race was fair."""
    with tempfile.TemporaryDirectory(prefix="bupai-races-") as name, running_postgres(Path(name)) as server:
        folder = Path(name)
        app = create_app(
            Settings(
                environment="test",
                secret_key="r" * 32,
                database_url=postgres_copies(server, folder)(),
                instance_dir=name,
                insecure_cookies=True,
            )
        )
        with app.app_context():
            staff, submissions = _fill()
            begun = time.perf_counter()
            races = [
                race(app, submission, staff, bool(place % 2)) for place, submission in enumerate(submissions)
            ]
            took = time.perf_counter() - begun
            db.session.remove()
            db.engine.dispose()
    return _report(races, took)


def _report(races: list[Race], took: float) -> int:
    unfair = [found for found in races if not found.is_fair]
    firsts = Counter(found.decided for found in races)
    print(f"races: {len(races)} in {took:.1f} s; approval first {firsts[0,]}, return first {firsts[1,]}")
    for found in unfair[:5]:
        print(f"unfair: {found}")
    goal = Goal("races without one decision and one clear message", len(unfair), at_most=0)
    print(goal.line())
    return 0 if goal.reached else 1


def _fill() -> tuple[tuple[Staff, Staff], list[Submission]]:
    """Two reviewers of one college, and what waits for them."""
    college = College(name="外国语学院")
    staff = [
        Staff(
            username=f"reviewer{number}",
            name=f"老师{number}",
            role=Role.REVIEWER,
            password_hash=PASSWORD_HASH,
            colleges=[college],
        )
        for number in range(2)
    ]
    campaign = Campaign(class_year=2027, title="2027届", deadline_at=clock.now(), is_active=True)
    db.session.add_all([college, campaign, *staff])
    db.session.flush()
    submissions = []
    for number in range(RACES):
        student = Student(
            campaign_id=campaign.id,
            college_id=college.id,
            student_no=f"2023{number:06d}",
            name=f"学生{number}",
            id_type=IdType.PASSPORT,
            id_number=f"E{number:08d}",
            gender="女",
            major="翻译",
            class_name="翻译2301",
            level="本科",
        )
        db.session.add(student)
        db.session.flush()
        submissions.append(
            Submission(
                student_id=student.id,
                campaign_id=campaign.id,
                state=State.SUBMITTED,
                created_at=clock.now(),
                submitted_at=clock.now(),
            )
        )
    db.session.add_all(submissions)
    db.session.commit()
    return (staff[0], staff[1]), submissions


if __name__ == "__main__":
    sys.exit(main())
