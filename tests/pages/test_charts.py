"""Where the pieces of a figure stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from webapp.domain.queries.figures import DayCount
from webapp.pages import charts


def days(*counts: tuple[int, int]) -> list[DayCount]:
    first = date(2027, 1, 1)
    return [DayCount(first + timedelta(days=n), *pair) for n, pair in enumerate(counts)]


def test_the_pieces_of_a_bar_stand_one_behind_the_other() -> None:
    parts = charts.progress_parts(missed=8, approved=2, submitted=1, returned=1)
    assert [(part.x, part.width) for part in parts] == [(0.0, 25.0), (25.0, 12.5), (37.5, 12.5)]
    assert [part.width for part in charts.progress_parts(0, 0, 0, 0)] == [0.0, 0.0, 0.0]


def test_the_top_of_the_drawing_is_a_whole_step() -> None:
    chart = charts.by_day(days((0, 0), (7, 3)))
    assert [tick.label for tick in chart.across] == ["0", "2", "4", "6", "8"]
    submitted, approved = chart.lines
    assert submitted.points == ((0.0, 100.0), (100.0, 12.5))
    assert submitted.segments == [(0.0, 100.0, 100.0, 12.5)]
    assert approved.points[1] == (100.0, 62.5)


@pytest.mark.parametrize(
    ("most", "labels"), [(0, ["0", "1"]), (3, ["0", "1", "2", "3"]), (999, 5), (20_001, 6)]
)
def test_few_lines_across_whatever_the_figures(most: int, labels: list[str] | int) -> None:
    shown = [tick.label for tick in charts.by_day(days((most, 0), (0, 0))).across]
    assert shown == labels if isinstance(labels, list) else len(shown) <= labels
    assert int(shown[-1]) >= most


def test_the_first_and_the_last_day_are_named() -> None:
    below = charts.by_day(days(*[(1, 1)] * 30)).below
    assert [(tick.label, tick.anchor) for tick in (below[0], below[-1])] == [
        ("1/1", "start"),
        ("1/30", "end"),
    ]
    assert len(below) == charts.LABELLED_DAYS
