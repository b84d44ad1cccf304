"""What the two databases say differently about time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, cast, func

from webapp import clock
from webapp.extensions import db

DAY_SECONDS = 24 * 3600
AHEAD_OF_UTC = "+8 hours"  # SQLite knows no zones; China has had no summer time since 1991


def day_in_china(moment: Any) -> ColumnElement[Any]:
    """The calendar day of a moment in China, as a date or as ISO text."""
    if is_postgres():
        return cast(func.timezone(str(clock.SHANGHAI), moment), Date)
    return func.date(moment, AHEAD_OF_UTC)


def seconds_between(earlier: Any, later: Any) -> ColumnElement[Any]:
    """How many seconds passed between two moments."""
    if is_postgres():
        return func.extract("epoch", later - earlier)
    return (func.julianday(later) - func.julianday(earlier)) * DAY_SECONDS


def is_postgres() -> bool:
    """Whether the database is PostgreSQL, not SQLite."""
    return db.engine.dialect.name == "postgresql"
