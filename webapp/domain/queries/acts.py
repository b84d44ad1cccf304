"""Who did what, in words: names for the actors of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain import audit
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Staff, Student

RECENT = 20
COMMAND_LINE = "命令行"


@dataclass(frozen=True)
class Act:
    """One event of the record, with the name of who did it."""

    event: AuditEvent
    who: str


def roster_imports(campaign: Campaign) -> list[Act]:
    """The latest imports of a campaign's roster, newest first."""
    return _acts_on(campaign, "roster.import")


def photo_imports(campaign: Campaign) -> list[Act]:
    """The latest imports of admission photos that came to their end, newest first."""
    return _acts_on(campaign, "roster.photos_done")


def acts_of(events: list[AuditEvent]) -> list[Act]:
    """Events with the names of who did them, in at most two queries."""
    names = names_of(event.actor for event in events)
    return [Act(event, names.get(event.actor, event.actor)) for event in events]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """The name of each actor: of staff and students as they are called now; who is gone has none."""
    wanted = set(actors)
    staff = select(Staff.id, Staff.name).where(Staff.id.in_(_numbers(wanted, "staff:")))
    students = select(Student.id, Student.name).where(Student.id.in_(_numbers(wanted, "student:")))
    names = {audit.OPERATOR: COMMAND_LINE}
    names |= {f"staff:{number}": name for number, name in db.session.execute(staff)}
    names |= {f"student:{number}": name for number, name in db.session.execute(students)}
    return names


def _acts_on(campaign: Campaign, action: str) -> list[Act]:
    found = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.action == action, AuditEvent.target == f"campaign:{campaign.id}")
        .order_by(AuditEvent.id.desc())
        .limit(RECENT)
    )
    return acts_of(list(found))


def _numbers(actors: Iterable[str], prefix: str) -> list[int]:
    return [int(actor.removeprefix(prefix)) for actor in actors if actor.startswith(prefix)]
