"""One clock: aware UTC inside, Asia/Shanghai on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment as people in China read it."""
    return moment.astimezone(SHANGHAI)


def today() -> date:
    """The calendar day in China now."""
    return local(now()).date()


def start_of_day(day: date) -> datetime:
    """The first moment of a day in China, aware, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)
