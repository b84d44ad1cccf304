"""Pages of a list that changes while it is read: each begins behind the last row that was seen.

Unlike a page by its number (paging.py), nothing is passed over or shown twice when rows in front of it go,
and the hundredth page costs the database what the first one costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.extensions import db

Row = TypeVar("Row")
AnySelect = Select[*tuple[Any, ...]]
PAGE_SIZE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 40  # characters of a mark


@dataclass(frozen=True)
class Mark:
    """One row's place in the order: its moment and its number."""

    at: datetime
    number: int

    def __str__(self) -> str:
        """As it stands in an address: microseconds since 1970, and the number."""
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.number}"

    @classmethod
    def read(cls, text: str | None) -> Mark | None:
        """What `str` wrote; None for anything else."""
        moment, _, number = (text or "")[:_LONGEST].partition("-")
        if not (moment.isascii() and moment.isdecimal() and number.isascii() and number.isdecimal()):
            return None
        try:
            return cls(_EPOCH + int(moment) * _MICROSECOND, min(int(number), 2**31 - 1))
        except OverflowError:
            return None


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind `after`, or, read backwards, in front of `before`."""

    after: Mark | None = None
    before: Mark | None = None


START = Place()


@dataclass(frozen=True)
class Order:
    """The order of a list, by a moment and then by number. Rows without the moment are not in it."""

    moment: InstrumentedAttribute[Any]
    number: InstrumentedAttribute[int]
    latest_first: bool = False

    def sorted(self, backwards: bool) -> tuple[ColumnElement[Any], ...]:
        """What ORDER BY takes."""
        columns = (self.moment, self.number)
        return tuple(c.desc() if self.latest_first is not backwards else c.asc() for c in columns)

    def beyond(self, mark: Mark, backwards: bool) -> ColumnElement[bool]:
        """The rows on the far side of a mark. The first term alone lets an index do the work."""
        if self.latest_first is not backwards:
            tie = and_(self.moment == mark.at, self.number < mark.number)
            return and_(self.moment <= mark.at, or_(self.moment < mark.at, tie))
        tie = and_(self.moment == mark.at, self.number > mark.number)
        return and_(self.moment >= mark.at, or_(self.moment > mark.at, tie))

    def mark(self, row: Any) -> Mark:
        """The place of a row that was read."""
        return Mark(getattr(row, self.moment.key), getattr(row, self.number.key))


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """Rows of one page.

    total: of the whole list. previous, following: where the neighbouring pages end and begin, if any.
    """

    rows: Sequence[Row]
    total: int
    previous: Mark | None
    following: Mark | None

    def with_rows(self, rows: Sequence[Any]) -> KeysetPage[Any]:
        """The same page, its rows as others see them."""
        return replace(self, rows=rows)


def keyset_page(statement: AnySelect, order: Order, place: Place, size: int = PAGE_SIZE) -> KeysetPage[Any]:
    """One page of an unordered SELECT that holds both columns of `order`, in two queries."""
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    backwards = place.before is not None
    start = place.before or place.after
    limited = statement.order_by(*order.sorted(backwards)).limit(size + 1)
    found = list(db.session.execute(limited.where(order.beyond(start, backwards)) if start else limited))
    is_more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return KeysetPage((), total, None, None)
    has_previous = is_more if backwards else place.after is not None
    has_following = True if backwards else is_more
    first, last = order.mark(rows[0]), order.mark(rows[-1])
    return KeysetPage(rows, total, first if has_previous else None, last if has_following else None)
