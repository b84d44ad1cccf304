"""Reading fields out of JSON objects that people edit by hand, with errors that say where to look."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from webapp.domain.notice.values import NoticeError

T = TypeVar("T")


class Entry:
    """One JSON object of a data file. Every getter raises `NoticeError` for a field it cannot use."""

    def __init__(self, raw: Any, file: str, name: str) -> None:
        if not isinstance(raw, dict):
            raise NoticeError(file, name, "-", "must be an object")
        self._raw = raw
        self._used: set[str] = set()
        self.file = file
        self.name = name

    def error(self, field: str, problem: str) -> NoticeError:
        """The error to raise for one of this entry's fields."""
        return NoticeError(self.file, self.name, field, problem)

    def finish(self) -> None:
        """To be called when all fields are read: a field that nobody asked for is most likely misspelt."""
        for field in self._raw:
            if field not in self._used:
                raise self.error(field, "unknown field")

    def _value(self, field: str) -> Any:
        self._used.add(field)
        if field not in self._raw:
            raise self.error(field, "missing")
        return self._raw[field]

    def maybe_empty(self, field: str) -> str:
        """A string, possibly empty, without blanks round it."""
        value = self._value(field)
        if not isinstance(value, str) or value != value.strip():
            raise self.error(field, f"must be text without blanks round it, is {value!r}")
        return value

    def text(self, field: str) -> str:
        """A string that says something."""
        value = self.maybe_empty(field)
        if not value:
            raise self.error(field, "must not be empty")
        return value

    def one_of(self, field: str, accepted: tuple[str, ...]) -> str:
        """One of the accepted words."""
        value = self.maybe_empty(field)
        if value not in accepted:
            raise self.error(field, f"must be one of {', '.join(map(repr, accepted))}, is {value!r}")
        return value

    def whole(self, field: str, low: int) -> int:
        """A whole number, at least `low`."""
        value = self._value(field)
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            raise self.error(field, f"must be a whole number of at least {low}, is {value!r}")
        return value

    def optional_whole(self, field: str, low: int) -> int | None:
        """A whole number, or None when the field is left out."""
        return self.whole(field, low) if field in self._raw else None

    def degrees(self, field: str, limit: float) -> float:
        """An angle between -limit and limit."""
        value = self._value(field)
        if isinstance(value, bool) or not isinstance(value, int | float) or not -limit <= value <= limit:
            raise self.error(field, f"must be a number between -{limit} and {limit}, is {value!r}")
        return float(value)

    def day(self, field: str) -> date:
        """A date, as YYYY-MM-DD."""
        return self._parsed(field, date.fromisoformat, "a date like 2000-12-31")

    def optional_day(self, field: str) -> date | None:
        """A date, or None for null; the field itself must be there."""
        return None if self._value(field) is None else self.day(field)

    def clock(self, field: str) -> time:
        """A time of day, as HH:MM."""
        return self._parsed(field, time.fromisoformat, "a time like 08:30")

    def moment(self, field: str) -> datetime:
        """A moment with its offset from UTC."""
        value = self._parsed(field, datetime.fromisoformat, "a moment like 2000-12-31T00:00:00+08:00")
        if value.tzinfo is None:
            raise self.error(field, "needs its offset from UTC")
        return value

    def _parsed(self, field: str, parse: Callable[[str], T], form: str) -> T:
        value = self.text(field)
        try:
            return parse(value)
        except ValueError:
            raise self.error(field, f"must be {form}, is {value!r}") from None

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of strings, possibly empty."""
        values = self._list(field)
        if not all(isinstance(value, str) and value for value in values):
            raise self.error(field, "must be a list of texts")
        return tuple(values)

    def inner(self, field: str) -> Entry:
        """A nested object."""
        return Entry(self._value(field), self.file, f"{self.name}.{field}")

    def each(self, field: str, read: Callable[[Entry], T]) -> tuple[T, ...]:
        """A list of nested objects, each read by `read`."""
        return tuple(
            read_whole(read, Entry(raw, self.file, f"{self.name}.{field}[{index}]"))
            for index, raw in enumerate(self._list(field))
        )

    def _list(self, field: str) -> list[Any]:
        value = self._value(field)
        if not isinstance(value, list):
            raise self.error(field, "must be a list")
        return value


def read_whole(read: Callable[[Entry], T], entry: Entry) -> T:
    """What `read` makes of the entry, after checking that it asked for every field."""
    value = read(entry)
    entry.finish()
    return value


def load_json(path: Path) -> Any:
    """The content of a JSON file in UTF-8. Raises `NoticeError` when it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NoticeError(path.name, "file", "-", f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise NoticeError(path.name, "file", "-", f"is not JSON in UTF-8: {error}") from error


def load_object(path: Path, read: Callable[[Entry], T]) -> T:
    """Read a file that holds one object."""
    return read_whole(read, Entry(load_json(path), path.name, path.stem))


def load_list(path: Path, read: Callable[[Entry], T]) -> tuple[T, ...]:
    """Read a file that holds a list of objects, counted from 0 in errors."""
    raw = load_json(path)
    if not isinstance(raw, list):
        raise NoticeError(path.name, "file", "-", "must hold a list")
    return tuple(
        read_whole(read, Entry(item, path.name, f"{path.stem}[{index}]")) for index, item in enumerate(raw)
    )
