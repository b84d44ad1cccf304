"""Figures as SVG, drawn on the server: what stands where, in percent of the drawing.

The drawings have no viewBox: places are percentages and texts are pixels, so that a phone's drawing is
narrower and not smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask

from webapp.domain.queries.figures import DayCount

MOST_TICKS = 4  # lines across, besides the ground
LABELLED_DAYS = 4
NICE = (1, 2, 5)


@dataclass(frozen=True)
class Part:
    """One piece of a bar. x, width: percent of the bar; look: its class, and its pattern in the key."""

    name: str
    look: str
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Tick:
    """A line across, or a label below. at: percent; anchor: of its text."""

    at: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Line:
    """One line. points: (x, y) in percent, y from the top; segments: between neighbouring points."""

    name: str
    look: str
    points: tuple[tuple[float, float], ...]

    @property
    def segments(self) -> list[tuple[float, float, float, float]]:
        """Each step from a point to the next."""
        return [(*here, *there) for here, there in zip(self.points, self.points[1:], strict=False)]


@dataclass(frozen=True)
class LineChart:
    """Lines over days. across: from the ground up; below: the days that are named."""

    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    below: tuple[Tick, ...]


def register(app: Flask) -> None:
    """Make the bars known to every template."""
    app.add_template_global(progress_parts)


def progress_parts(missed: int, approved: int, submitted: int, returned: int) -> list[Part]:
    """The pieces of a bar of all who must make up; who has not handed in is the empty rest."""
    counts = (
        ("已通过", "approved", approved),
        ("待审核", "submitted", submitted),
        ("已退回", "returned", returned),
    )
    parts, x = [], 0.0
    for name, look, count in counts:
        width = percent(count, missed)
        parts.append(Part(name, look, count, round(x, 2), width))
        x += width
    return parts


def percent(count: int, whole: int) -> float:
    """A share in percent, two digits; 0 of nothing."""
    return round(100 * count / whole, 2) if whole else 0.0


def by_day(days: Sequence[DayCount]) -> LineChart:
    """Handed in and approved, a day a point. `days`: at least two, without a gap."""
    top = _top(max(max(day.submitted, day.approved) for day in days))
    width = len(days) - 1

    def points(counts: Sequence[int]) -> tuple[tuple[float, float], ...]:
        return tuple(
            (round(100 * place / width, 2), round(100 - percent(count, top), 2))
            for place, count in enumerate(counts)
        )

    return LineChart(
        lines=(
            Line("提交", "submitted", points([day.submitted for day in days])),
            Line("通过", "approved", points([day.approved for day in days])),
        ),
        across=tuple(Tick(100 - percent(value, top), str(value)) for value in _values(top)),
        below=tuple(_named_days([day.day for day in days])),
    )


def _step(most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … with which MOST_TICKS steps reach `most`."""
    scale = 1
    while True:
        for nice in NICE:
            if nice * scale * MOST_TICKS >= most:
                return nice * scale
        scale *= 10


def _top(most: int) -> int:
    """The top of the drawing: whole steps, at least one."""
    step = _step(max(most, 1))
    return -(-max(most, 1) // step) * step


def _values(top: int) -> range:
    return range(0, top + 1, _step(top))


def _named_days(days: Sequence[date]) -> list[Tick]:
    """A few days, the first and the last among them, evenly."""
    last = len(days) - 1
    places = sorted({round(last * number / (LABELLED_DAYS - 1)) for number in range(LABELLED_DAYS)})
    anchors = {0: "start", last: "end"}
    return [
        Tick(
            round(100 * place / last, 2),
            f"{days[place].month}/{days[place].day}",
            anchors.get(place, "middle"),
        )
        for place in places
    ]
