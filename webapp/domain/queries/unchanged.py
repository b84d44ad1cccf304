"""Figures that are not counted again while nothing happened: every act leaves a row in the audit log.

What is shown is exact all the same. A figure over 100,000 students takes a tenth of a second; an admin who
looks again would otherwise make the database count the same rows again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import func, select

from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Role, Staff

Figure = TypeVar("Figure")
Moment = tuple[int | None, int | None, int, date]
KEPT = "bupai.figures"
WINDOW = 100  # acts; more than are under way at once
MOST_KEPT = 200  # figures of one process; the one used longest ago goes first


def moment() -> Moment:
    """Names the state of the data: the latest acts, and the day in China. Read it before counting.

    Acts may be committed in another order than they are numbered: one that comes late moves the window.
    """
    latest = select(AuditEvent.id).order_by(AuditEvent.id.desc()).limit(WINDOW).subquery()
    newest, oldest, count = db.session.execute(
        select(func.max(latest.c.id), func.min(latest.c.id), func.count())
    ).one()
    return newest, oldest, count, clock.today()


def unless_changed(
    at: Moment, staff: Staff, campaign: Campaign, what: Hashable, count: Callable[[], Figure]
) -> Figure:
    """What `count` says, or what it said for the same `what`, class and colleges at the same `moment`."""
    kept: OrderedDict[Hashable, Any] = current_app.extensions.setdefault(KEPT, OrderedDict())
    colleges = None if staff.role is Role.ADMIN else tuple(sorted(college.id for college in staff.colleges))
    key = (what, campaign.id, colleges)
    made_at, figure = kept.get(key, (None, None))
    if made_at != at:
        figure = count()
    kept[key] = at, figure
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return figure  # type: ignore[no-any-return] # what `count` said
