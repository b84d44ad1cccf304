"""What can be wrong with a roster, said in the file's own terms, and what was worth a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from webapp.domain.errors import InvalidError

ROWS_NAMED = 5  # of many rows with the same remark, so many are named


class RosterFileError(InvalidError):
    """The file as a whole cannot be used; the message says what to do with it."""


class RefusedError(ValueError):
    """A cell holds what cannot be right; the message is Chinese and never repeats an ID number."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `row` counts as the spreadsheet program shows it; `column` is the file's header."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"第 {self.row} 行"
        return f"{place}「{self.column}」：{self.message}" if self.column else f"{place}：{self.message}"


@dataclass
class Remarks:
    """What was changed or left out while reading; the same remark on many rows becomes one line."""

    about_file: list[str] = field(default_factory=list)
    _rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, row: int, text: str) -> None:
        """A remark on one row."""
        self._rows.setdefault(text, []).append(row)

    def lines(self) -> tuple[str, ...]:
        """Every remark, those on the file first."""
        return (*self.about_file, *(f"{_places(rows)}：{text}" for text, rows in self._rows.items()))


def _places(rows: Sequence[int]) -> str:
    shown = "、".join(str(row) for row in rows[:ROWS_NAMED])
    return f"第 {shown} 行" if len(rows) <= ROWS_NAMED else f"第 {shown} 行等 {len(rows)} 行"
