"""Rows that the record names by their number, as people call them: "college:3" is 外国语学院."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from webapp.domain.queries.sessions import title
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, CampusSession, College

# Details that hold the numbers of other rows -> what kind of rows.
REFERENCES = {
    "campaign_id": "campaign",
    "college_id": "college",
    "colleges": "college",
    "session": "campus_session",
    "sessions": "campus_session",
}


def names_in(events: Iterable[AuditEvent]) -> dict[str, str]:
    """The name of each class, college and campus session that these events mention; who is gone has none."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for event in events:
        for kind, number in _mentioned(event):
            numbers[kind].add(number)
    names: dict[str, str] = {}
    if wanted := numbers["campaign"]:
        years = select(Campaign.id, Campaign.class_year).where(Campaign.id.in_(wanted))
        names |= {f"campaign:{number}": f"{year} 届" for number, year in db.session.execute(years)}
    if wanted := numbers["college"]:
        colleges = select(College.id, College.name).where(College.id.in_(wanted))
        names |= {f"college:{number}": name for number, name in db.session.execute(colleges)}
    if wanted := numbers["campus_session"]:
        sessions = select(CampusSession).where(CampusSession.id.in_(wanted))
        names |= {f"campus_session:{session.id}": title(session) for session in db.session.scalars(sessions)}
    return names


def _mentioned(event: AuditEvent) -> Iterator[tuple[str, int]]:
    kind, _, number = event.target.partition(":")
    if number.isdecimal():
        yield kind, int(number)
    for name, kind in REFERENCES.items():
        value = event.details.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, int):
                yield kind, one
