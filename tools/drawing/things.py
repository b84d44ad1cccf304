"""Things that scenes are made of: phone, code, prints, camera, hands; placed with `hand.at`."""

from __future__ import annotations

from tools.drawing.figure import Look, portrait
from tools.drawing.hand import (
    BLUE,
    BOLD,
    DEEP,
    FINE,
    GREY,
    INK,
    NO_LINE,
    PALE,
    SKIN,
    WHITE,
    Number,
    at,
    circle,
    group,
    number,
    path,
    rect,
)

_MODULES = (
    "       #  #  ",
    "      # ##   ",
    "       #  #  ",
    "      ##   # ",
    "#  ## # ## # ",
    " ## # ## #  #",
    "# #  #  ## ##",
    "    #  # #  #",
    "     ##  ## #",
    "     # #   # ",
    "      # ## ##",
    "     ##   #  ",
    "      # ## # ",
)


def code(size: Number, colour: str = INK) -> str:
    """Something like a QR code, from the upper left corner; not one that decodes."""
    cell = size / len(_MODULES)
    dots = "".join(
        f"M{number(column * cell)} {number((row + 0.5) * cell)}h{number(cell)}"
        for row, line in enumerate(_MODULES)
        for column, found in enumerate(line)
        if found == "#"
    )
    corners = "".join(
        rect(x + cell / 2, y + cell / 2, 3 * cell, 3 * cell, cell / 3, fill=WHITE, line=cell, colour=colour)
        + rect(x + 1.4 * cell, y + 1.4 * cell, 1.2 * cell, 1.2 * cell, fill=colour, line=NO_LINE)
        for x, y in ((0, 0), (9 * cell, 0), (0, 9 * cell))
    )
    return path(dots, line=cell, colour=colour, extra='stroke-linecap="butt"') + corners


def code_card(size: Number) -> str:
    """The code on a white card with a margin, `size` wide."""
    margin = size * 0.12
    return rect(0, 0, size, size, size * 0.1, fill=WHITE) + at(code(size - 2 * margin), margin, margin)


def small_portrait(width: Number, look: Look, key: str) -> str:
    """The portrait photo `width` wide; `key` names its window in the document."""
    scale = width / 240
    window = f'<clipPath id="{key}"><rect width="240" height="320" rx="{number(8 / scale)}"/></clipPath>'
    inside = rect(0, 0, 240, 320, 0, fill=BLUE, line=NO_LINE) + portrait(look)
    picture = window + group(inside, extra=f'clip-path="url(#{key})"')
    return at(picture, 0, 0, round(scale, 3)) + rect(0, 0, width, width * 4 / 3, 8)


def tiny_portrait(width: Number) -> str:
    """A portrait too small for a face, drawn on 48 x 64: backdrop, head and shoulders."""
    scale = round(width / 48, 3)
    fine, bold = round(FINE / scale, 1), round(BOLD / scale, 1)
    body = path("M5 64c0-14 8-17 19-17s19 3 19 17z", WHITE, fine)
    face = path("M15 23c0 20 18 20 18 0z", SKIN, fine) + path(
        "M15 24a9 10 0 1 1 18 0c-6 0-12-1-18 0z", INK, fine
    )
    frame = rect(0, 0, 48, 64, 4, line=bold)
    return at(rect(0, 0, 48, 64, 4, fill=BLUE, line=NO_LINE) + body + face + frame, 0, 0, scale)


def print_of(width: Number) -> str:
    """A paper print: a white border around the portrait."""
    border = width * 0.1
    return rect(0, 0, width, width * 1.34, 4, fill=WHITE) + at(
        tiny_portrait(width - 2 * border), border, border
    )


def phone(width: Number, height: Number, screen: str = "") -> str:
    """A phone from its upper left corner; `screen` is drawn from the corner of the display."""
    body = rect(0, 0, width, height, 18, fill=WHITE) + path(f"M{number(width / 2 - 10)} 10h20", line=FINE)
    return body + at(screen, 10, 22)


def lines(x: Number, y: Number, *widths: Number, gap: Number = 12) -> str:
    """Grey bars that stand for text."""
    d = "".join(f"M{number(x)} {number(y + row * gap)}h{number(width)}" for row, width in enumerate(widths))
    return path(d, line=5, colour=GREY)


def arrow_up(x: Number, y: Number, size: float = 1) -> str:
    """An arrow up on a round dark blue ground, around (x, y)."""
    arrow = path("M0 10v-20m-9 9 9-9 9 9", line=3, colour=WHITE)
    return at(circle(0, 0, 22, fill=DEEP, line=NO_LINE) + arrow, x, y, size)


def pin(x: Number, y: Number, size: float = 1) -> str:
    """The map pin; its point is at (x, y)."""
    drop = path("M0 0c-14-18-21-28-21-39a21 21 0 0 1 42 0c0 11-7 21-21 39z", BLUE)
    return at(drop + circle(0, -39, 8, fill=WHITE), x, y, size)


def lock(x: Number, y: Number, size: float = 1) -> str:
    """A padlock around (x, y)."""
    body = path("M-9-2v-9a9 9 0 0 1 18 0v9") + rect(-15, -3, 30, 24, 6, fill=BLUE) + path("M0 6v5")
    return at(body, x, y, size)


def camera(x: Number, y: Number, size: float = 1) -> str:
    """A camera around (x, y)."""
    body = path("M-16-17l5-9h22l5 9", WHITE) + rect(-34, -17, 68, 44, 8, fill=WHITE)
    lens = circle(0, 5, 15, fill=BLUE) + circle(0, 5, 6, fill=WHITE, line=FINE) + path("M22-7h4", line=FINE)
    return at(body + lens, x, y, size)


def pointing_hand(x: Number, y: Number, size: float = 1) -> str:
    """A hand whose finger tip is at (x, y)."""
    hand = (
        "M-8 6c0-10 16-10 16 0v26c2-8 15-7 15 2 3-7 14-5 14 3"
        " 3-6 13-4 13 4v22c0 20-12 31-29 31-14 0-21-5-29-17l-18-27"
        "c-6-9 4-17 12-10l6 7z"
    )
    return at(path(hand, SKIN) + path("M8 30v14m15-10v11m14-8v9", line=FINE), x, y, size)


def leaf(x: Number, y: Number, size: float = 1) -> str:
    """A potted plant whose foot is at (x, y)."""
    plant = path("M0-26v-22", line=FINE) + path(
        "M0-44c-22-6-22-26-18-36 14 6 20 20 18 36zm0 6c-4-24 8-40 22-44 6 18-4 38-22 44z", PALE
    )
    return at(plant + path("M-15-28h30l-5 28h-20z", WHITE), x, y, size)
