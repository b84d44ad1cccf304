"""People in scenes: the figure's small relatives, from head to waist, in the same strokes."""

from __future__ import annotations

from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    HAIR,
    INK,
    NO_LINE,
    PALE,
    SKIN,
    WHITE,
    Number,
    at,
    circle,
    path,
)

_HAIR = {
    "short": (
        "M-26-4c-4-24 8-40 28-40s30 16 25 38c-5-6-5-10-6-14-12 0-22-4-28-10-5 8-10 10-14 12-2 6-2 10-5 14z"
    ),
    "long": "M-25 6c-6-32 6-50 26-50s32 18 25 50c-2-18-8-28-22-36-6 12-18 18-29 36z",
    "tied": "M-26-2c-5-26 8-42 28-42s30 16 25 40c-4-12-12-20-24-24-14 4-24 12-29 26z",
}
_BEHIND = {
    "long": "M-26-10c-8 26-8 46-2 64h56c6-14 8-38-2-64z",
    "tied": "M16-6c26 6 28 40 18 62-8 2-12 0-16-4z",
}


def head(x: Number, y: Number, hair: str = "short", wears: str = "") -> str:
    """A head around (x, y), 52 wide; `wears` may be 'glasses'."""
    shine = path("M-15-27q5-7 12-9", line=FINE, colour=PALE)
    face = path("M-24-4c0 28 12 42 24 42s24-14 24-42c0-16-10-26-24-26s-24 10-24 26z", SKIN)
    eyes = circle(-9, 4, 2.8, fill=INK, line=NO_LINE) + circle(10, 4, 2.8, fill=INK, line=NO_LINE)
    smile = path("M-6 22q6 5 12 0M-14-5q5-3 9-1m9 0q5-2 9 1", line=FINE)
    lenses = circle(-9, 5, 8, line=FINE) + circle(10, 5, 8, line=FINE) if wears == "glasses" else ""
    return at(face + eyes + smile + lenses + path(_HAIR[hair], HAIR) + shine, x, y)


def bust(x: Number, y: Number, fill: str = WHITE, hair: str = "short", wears: str = "") -> str:
    """Head and shoulders; (x, y) is the middle of the head, the shoulders end 100 below."""
    neck = path("M-10 30v20l10 12 10-12v-20", SKIN)
    body = path("M-58 102c0-34 14-44 46-54l12 14 12-14c32 10 46 20 46 54v30h-116z", fill)
    figure = head(0, 0, hair, wears)
    behind = path(_BEHIND[hair], HAIR) if hair in _BEHIND else ""
    return at(behind + neck + body + figure, x, y)


def graduate(x: Number, y: Number) -> str:
    """A student in gown and cap; (x, y) is the middle of the head."""
    gown = path("M-62 112c0-44 18-54 50-64l12 16 12-16c32 10 50 20 50 64v30h-124z", DEEP)
    stole = path("M-14 48l-10 64m38-64 10 64", line=FINE, colour=WHITE)
    board = (
        path("M0-56l56 20-56 20-56-20z", DEEP)
        + path("M48-32v26", line=FINE)
        + circle(48, -2, 4, fill=BLUE, line=FINE)
    )
    band = path("M-26-26v14c14-8 38-8 52 0v-14", DEEP)
    neck = path("M-10 30v20l10 12 10-12v-20", SKIN)
    return at(path(_BEHIND["long"], HAIR) + neck + gown + stole + head(0, 0, "long") + band + board, x, y)
