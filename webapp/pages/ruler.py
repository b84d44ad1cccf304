"""The ruler: where the bands and lines of a report lie on the photo. components/ruler.html draws it.

Coordinates are pixels of the photo scaled to 480 wide, as the standard counts them.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp import language
from webapp.language import marked, translated
from webapp.photocheck import Allowed, Finding, Region, Report, Status
from webapp.photocheck_wording import describe, whole_number

WIDTH = 480.0
STANDARD_HEIGHT = 640.0
TICK_EVERY = 50

LEVELS = {"crown_position": marked("头顶"), "eye_line": marked("眼睛")}  # heights, measured from the top edge
FACE_WIDTH = "face_width"
CENTERING = "centering"
SPOT_NAME_HALF, SPOT_NAME_HEIGHT, SPOT_NAME_RISE = 100.0, 32.0, 10.0  # the name over a place, in pixels
LABEL_GAP = 88.0  # least distance of two labels on the scale, in pixels of the photo


@dataclass(frozen=True)
class Level:
    """A height on the scale beside the photo: the measured line, and the band it must lie in.

    number: the height as it is written. label_y: where its label stands, moved so that two labels do not lie
    on each other.
    """

    code: str
    name: str
    status: str
    number: str
    y: float
    low: float
    high: float
    left: float
    right: float
    label_y: float


@dataclass(frozen=True)
class Span:
    """The face from cheek to cheek, and the narrowest and widest allowed; number: its width as written."""

    status: str
    number: str
    left: float
    right: float
    y: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        """x of the middle of the face."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Measured width."""
        return self.right - self.left


@dataclass(frozen=True)
class Middle:
    """The vertical line through the face, and the band around the photo's middle it must lie in."""

    status: str
    x: float
    low: float
    high: float


@dataclass(frozen=True)
class Spot:
    """A place that another finding is about; its name stands centred on label_x, with its foot on label_y."""

    code: str
    name: str
    status: str
    region: Region
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Ruler:
    """All that is drawn over one photo. ticks: heights at which the scale has a number."""

    height: float
    ticks: tuple[int, ...]
    levels: tuple[Level, ...]
    span: Span | None
    middle: Middle | None
    spots: tuple[Spot, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The findings that have a place on the drawing."""
        lines = {level.code for level in self.levels}
        if self.span:
            lines.add(FACE_WIDTH)
        if self.middle:
            lines.add(CENTERING)
        return frozenset(lines | {spot.code for spot in self.spots})


def ruler_of(report: Report) -> Ruler:
    """What to draw for a report; parts that were not measured are left out."""
    found = {finding.code: finding for finding in report.findings}
    height = _frame_height(found.get("dimensions"))
    levels = [
        _level(found[code], translated(name))
        for code, name in LEVELS.items()
        if _is_measured(found.get(code))
    ]
    return Ruler(
        height=height,
        ticks=tuple(range(TICK_EVERY, int(height), TICK_EVERY)),
        levels=_apart(levels, height),
        span=_span(found.get(FACE_WIDTH)),
        middle=_middle(found.get(CENTERING)),
        spots=_spots(report, height),
    )


def _frame_height(dimensions: Finding | None) -> float:
    """Height of the photo when it is scaled to 480 wide."""
    size = dimensions.measured if dimensions else None
    if isinstance(size, tuple) and size[0] > 0:
        return round(size[1] / size[0] * WIDTH, 1)
    return STANDARD_HEIGHT


def _is_measured(finding: Finding | None) -> bool:
    if finding is None or finding.status is Status.SKIPPED or finding.allowed is None:
        return False
    bounded = finding.allowed.low is not None and finding.allowed.high is not None
    return bounded and finding.region is not None and isinstance(finding.measured, int | float)


def _bounds(finding: Finding) -> tuple[float, float]:
    allowed = finding.allowed
    if allowed is None or allowed.low is None or allowed.high is None:
        raise ValueError(f"{finding.code} has no bounds")
    return allowed.low, allowed.high


def _number(finding: Finding) -> str:
    """What was measured, in whole pixels where these tell whether it is allowed."""
    low, high = _bounds(finding)
    measured = finding.measured if isinstance(finding.measured, int | float) else 0.0
    return whole_number(measured, Allowed(low, high))


def _level(finding: Finding, name: str) -> Level:
    low, high = _bounds(finding)
    place = finding.region or Region(0, 0, 0, 0)
    return Level(
        code=finding.code,
        name=name,
        status=finding.status.value,
        number=_number(finding),
        y=place.y,
        low=low,
        high=high,
        left=place.x,
        right=place.x + place.width,
        label_y=place.y,
    )


def _apart(levels: list[Level], height: float) -> tuple[Level, ...]:
    """The levels with their labels far enough from each other and from the edges to be read."""
    placed: list[Level] = []
    for level in sorted(levels, key=lambda item: item.y):
        least = placed[-1].label_y + LABEL_GAP if placed else LABEL_GAP / 2
        label_y = min(max(level.y, least), height - LABEL_GAP / 2)
        placed.append(Level(**{**vars(level), "label_y": label_y}))
    return tuple(placed)


def _span(finding: Finding | None) -> Span | None:
    if finding is None or not _is_measured(finding) or finding.region is None:
        return None
    place = finding.region
    ends = (place.x, place.x + place.width)
    return Span(finding.status.value, _number(finding), *ends, place.y, *_bounds(finding))


def _middle(finding: Finding | None) -> Middle | None:
    if finding is None or not _is_measured(finding) or finding.region is None:
        return None
    low, high = _bounds(finding)
    return Middle(finding.status.value, finding.region.x, WIDTH / 2 + low, WIDTH / 2 + high)


def _spots(report: Report, height: float) -> tuple[Spot, ...]:
    """Places of the other findings that did not pass, the largest first, so that each can be tapped.

    Their names stand below each other where places overlap.
    """
    drawn = {*LEVELS, FACE_WIDTH, CENTERING}
    placed: list[Spot] = []
    shown = [
        (finding, finding.region)
        for finding in report.findings
        if finding.region and finding.code not in drawn and finding.status in (Status.FAIL, Status.WARN)
    ]
    for finding, place in sorted(shown, key=lambda each: -each[1].width * each[1].height):
        middle = min(max(place.x + place.width / 2, SPOT_NAME_HALF), WIDTH - SPOT_NAME_HALF)
        foot = max(place.y - SPOT_NAME_RISE, SPOT_NAME_HEIGHT)
        while any(_overlap(spot, middle, foot) for spot in placed) and foot < height - SPOT_NAME_HEIGHT:
            foot += SPOT_NAME_HEIGHT
        name = describe(finding, language.now()).title
        placed.append(Spot(finding.code, name, finding.status.value, place, middle, foot))
    return tuple(placed)


def _overlap(spot: Spot, middle: float, foot: float) -> bool:
    return abs(spot.label_y - foot) < SPOT_NAME_HEIGHT and abs(spot.label_x - middle) < 2 * SPOT_NAME_HALF
