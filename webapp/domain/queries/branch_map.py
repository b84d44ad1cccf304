"""Where the branches lie, as dots on a small canvas.

No outline and no border is drawn: no official map can be had here, and dots alone already say which branch
is near. Cities keep their true place to each other: equirectangular, with longitude shortened by the cosine
of 35 degrees, the middle of the branches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.language import listed, translated
from webapp.models import Branch

WIDTH, HEIGHT = 360, 280  # of the canvas, in its own units
MARGIN_X, MARGIN_Y = 30, 20  # room for the labels of the outermost dots
LABEL_SIZE = 13  # of the letters; a Chinese character is as wide as it is high
FIRST_WIDE, NARROW = 0x2E80, 0.6  # the first Chinese character; how wide letters before it are, at most
DOT_RADIUS = 4
PIN = 9, 23  # half the width of the nearest branch's pin, and its height above the place
_SHORTENING = math.cos(math.radians(35))
_GAP = 3  # between a dot and its label
BASELINE = 0.35  # from the middle of a letter down to its baseline, in letter heights


class Kind(StrEnum):
    """What a dot stands for; each has a shape of its own, so that none is told by colour alone."""

    BRANCH = "branch"
    NEAREST = "nearest"
    HERE = "here"


@dataclass(frozen=True)
class Label:
    """Words beside a dot: where they start, end or are centred (SVG text-anchor), and their baseline."""

    words: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Dot:
    """One place on the canvas. `title` names it in full; `label` is None where there was no room for one."""

    x: float
    y: float
    kind: Kind
    title: str
    label: Label | None


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_inside(self) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


@dataclass(frozen=True)
class _Place:
    x: float
    y: float
    kind: Kind
    words: str
    title: str


def dots(
    branches: Sequence[Branch],
    nearest: Branch | None = None,
    here: tuple[float, float] | None = None,
    say: Callable[[str], str] = str,
) -> list[Dot]:
    """One dot for each city that has a branch, then the reader's own place if it is on the canvas.

    branches: those to show; contacts in the same place share a dot. nearest: drawn last and always labelled
    first. here: (latitude, longitude) in degrees, or None when nobody said; it is not stored anywhere.
    say: gives a stored name in the language of the page.
    """
    if not branches:
        return []
    project = _Projection(branches)
    places = _places(branches, nearest, project, say)
    if here is not None:
        x, y = project(*here)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            places.append(_Place(x, y, Kind.HERE, translated("我"), translated("我的位置")))
    labels = _labels(places)
    return [Dot(place.x, place.y, place.kind, place.title, labels.get(place)) for place in places]


class _Projection:
    """Degrees to the canvas, so that all branches fit and stand in the middle."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        eastings = [branch.longitude * _SHORTENING for branch in branches]
        latitudes = [branch.latitude for branch in branches]
        self._middle = (max(eastings) + min(eastings)) / 2, (max(latitudes) + min(latitudes)) / 2
        self._scale = min(
            (WIDTH - 2 * MARGIN_X) / max(max(eastings) - min(eastings), 1),
            (HEIGHT - 2 * MARGIN_Y) / max(max(latitudes) - min(latitudes), 1),
        )

    def __call__(self, latitude: float, longitude: float) -> tuple[float, float]:
        """(x, y) on the canvas, to a tenth: north is up."""
        x = WIDTH / 2 + (longitude * _SHORTENING - self._middle[0]) * self._scale
        y = HEIGHT / 2 - (latitude - self._middle[1]) * self._scale
        return round(x, 1), round(y, 1)


def _places(
    branches: Sequence[Branch], nearest: Branch | None, project: _Projection, say: Callable[[str], str]
) -> list[_Place]:
    """The distinct places in printed order, the nearest at the end so that it is drawn above the others."""
    found: dict[tuple[float, float], list[Branch]] = {}
    for branch in branches:
        found.setdefault(project(branch.latitude, branch.longitude), []).append(branch)
    places = []
    for (x, y), here in found.items():
        kind = Kind.NEAREST if nearest in here else Kind.BRANCH
        city = say(here[0].city)
        names = listed(dict.fromkeys(say(branch.name) for branch in here))
        title = translated("{names}（{city}）", names=names, city=city)
        places.append(_Place(x, y, kind, city.removesuffix("市"), title))
    return sorted(places, key=lambda place: place.kind == Kind.NEAREST)


def _labels(places: Sequence[_Place]) -> dict[_Place, Label]:
    """A label for each place that has room for one: never over a dot, another label or the edge.

    The nearest and the reader come first; then those with the closest neighbours, for they have least choice.
    """
    taken = [_around(place) for place in places]
    labels: dict[_Place, Label] = {}
    for place in sorted(places, key=lambda place: (place.kind == Kind.BRANCH, _room(place, places))):
        own = _around(place)
        for label, box in _choices(place):
            if box.is_inside() and not any(box.meets(other) for other in taken if other != own):
                labels[place] = label
                taken.append(box)
                break
    return labels


def _room(place: _Place, places: Sequence[_Place]) -> float:
    """The distance to the closest other place."""
    return min(
        (math.dist((place.x, place.y), (other.x, other.y)) for other in places if other != place), default=0
    )


def _around(place: _Place) -> _Box:
    """What a dot covers: a square, or for the nearest the pin that stands on it."""
    half, height = PIN if place.kind == Kind.NEAREST else (DOT_RADIUS, DOT_RADIUS)
    return _Box(place.x - half, place.y - height, place.x + half, place.y + DOT_RADIUS)


def _choices(place: _Place) -> Iterator[tuple[Label, _Box]]:
    """Where a label may stand, best first: right, left, below, above, then the corners."""
    width = LABEL_SIZE * sum(1 if ord(letter) >= FIRST_WIDE else NARROW for letter in place.words)
    off = DOT_RADIUS + _GAP
    high, low = -off - LABEL_SIZE / 2, off + LABEL_SIZE / 2
    aside = DOT_RADIUS
    for dx, dy, anchor in (
        (off, 0.0, "start"),
        (-off, 0.0, "end"),
        (0.0, low, "middle"),
        (0.0, high, "middle"),
        (aside, low - 2, "start"),
        (aside, high + 2, "start"),
        (-aside, low - 2, "end"),
        (-aside, high + 2, "end"),
    ):
        x, middle = place.x + dx, place.y + dy
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = _Box(left, middle - LABEL_SIZE / 2, left + width, middle + LABEL_SIZE / 2)
        yield Label(place.words, round(x, 1), round(middle + BASELINE * LABEL_SIZE, 1), anchor), box
