"""Pages of a list that changes while it is read: each begins behind the last row that was seen.

Unlike a page by its number (paging.py), nothing is passed over or shown twice when rows in front of it go,
and the hundredth page costs the database what the first one costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.extensions import db

Row = TypeVar("Row")
AnySelect = Select[*tuple[Any, ...]]
PAGE_SIZE = 50
MOST_COUNTED = 1000  # rows: counting on would cost what the list is long, and nobody reads the figure
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
    """Where a page begins: behind the mark `after`, or, read backwards, in front of `before`."""

    after: Mark | int | None = None
    before: Mark | int | None = None


START = Place()


class AnyOrder(Protocol):
    """The order of a list, and the marks of its rows."""

    def sorted(self, backwards: bool) -> tuple[ColumnElement[Any], ...]:
        """What ORDER BY takes."""

    def beyond(self, mark: Any, backwards: bool) -> ColumnElement[bool]:
        """The rows on the far side of a mark."""

    def mark(self, row: Any) -> Any:
        """The place of a row that was read."""


@dataclass(frozen=True)
class KeyOrder:
    """By a unique key that names a person: the marks are the rows' numbers, which may stand in an address."""

    key: InstrumentedAttribute[str]
    number: InstrumentedAttribute[int]

    def sorted(self, backwards: bool) -> tuple[ColumnElement[Any], ...]:
        """What ORDER BY takes."""
        return (self.key.desc() if backwards else self.key.asc(),)

    def beyond(self, mark: int, backwards: bool) -> ColumnElement[bool]:
        """The rows on the far side of the row with this number; none when there is no such row."""
        place = select(self.key).where(self.number == mark).scalar_subquery()
        return self.key < place if backwards else self.key > place

    def mark(self, row: Any) -> int:
        """The place of a row that was read."""
        return int(getattr(row, self.number.key))


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

    total: of the whole list; unless is_exact, counting stopped behind MOST_COUNTED. previous, following:
    where the neighbouring pages end and begin, if any.
    """

    rows: Sequence[Row]
    total: int
    previous: Mark | int | None
    following: Mark | int | None
    is_exact: bool = True

    @property
    def total_words(self) -> str:
        """How long the list is: "12", or "超过 1000" when counting stopped."""
        return str(self.total) if self.is_exact else f"超过 {MOST_COUNTED}"

    def with_rows(self, rows: Sequence[Any]) -> KeysetPage[Any]:
        """The same page, its rows as others see them."""
        return replace(self, rows=rows)


def keyset_page(
    statement: AnySelect, order: AnyOrder, place: Place, size: int = PAGE_SIZE, total: int | None = None
) -> KeysetPage[Any]:
    """One page of an unordered SELECT that holds the columns of `order`, in two queries.

    total: of the whole list, where the caller knows it already; then it is not counted.
    """
    is_exact = total is not None
    if total is None:
        total = count_up_to_most(statement)
        is_exact = total <= MOST_COUNTED
    backwards = place.before is not None
    start = place.before or place.after
    limited = statement.order_by(*order.sorted(backwards)).limit(size + 1)
    found = list(db.session.execute(limited.where(order.beyond(start, backwards)) if start else limited))
    is_more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return KeysetPage((), total, None, None, is_exact)
    has_previous = is_more if backwards else place.after is not None
    has_following = True if backwards else is_more
    first, last = order.mark(rows[0]), order.mark(rows[-1])
    behind = last if has_following else None
    return KeysetPage(rows, total, first if has_previous else None, behind, is_exact)


def count_up_to_most(statement: AnySelect) -> int:
    """How many rows a SELECT finds; MOST_COUNTED + 1 stands for any more.

    Without its columns, so that the database leaves out the joins that are there for them alone.
    """
    bare = statement.with_only_columns(literal(1), maintain_column_froms=True)
    first = bare.limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(first)) or 0
