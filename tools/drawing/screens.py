"""Parts of a drawn phone screen: our own, with the words of the notice and nobody's logo.

A picture is 240 x 320. The phone runs out of it at the bottom, so that its words can be large.
"""

from __future__ import annotations

from tools.drawing import things
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    GREY,
    GROUND,
    NO_LINE,
    PALE,
    WHITE,
    Number,
    circle,
    path,
    rect,
    scene,
    text,
)

WIDTH, HEIGHT = 240, 320
LEFT, RIGHT = 40, 200  # the edges of the display
MIDDLE = (LEFT + RIGHT) / 2
TOP = 66  # below the title


def screen(title: str, content: str, over: str = "") -> str:
    """A phone that shows a titled page; `over` may reach out of the display (hands, numbers)."""
    body = rect(30, 12, 180, 340, 24, fill=WHITE) + path("M108 24h24", line=FINE)
    bar = path(f"M{LEFT - 8} 58h{RIGHT - LEFT + 16}", line=FINE) + text(MIDDLE, 50, title, 16)
    return scene(WIDTH, HEIGHT, body + bar + content + over)


def button(
    y: Number, words: str, pressed: bool = False, x: Number = LEFT, width: Number = RIGHT - LEFT
) -> str:
    """A button 36 high; the one to press is filled with the dark accent."""
    fill, colour = (DEEP, WHITE) if pressed else (GROUND, DEEP)
    box = rect(x, y, width, 36, 10, fill=fill, line=NO_LINE if not pressed else FINE)
    return box + text(x + width / 2, y + 24, words, 16, colour=colour)


def cell(y: Number, words: str, chosen: bool = False) -> str:
    """A row of a list, 42 high, with its arrow; a chosen one has a dark border."""
    box = rect(
        LEFT,
        y,
        RIGHT - LEFT,
        42,
        10,
        fill=PALE if chosen else WHITE,
        line=FINE,
        colour=DEEP if chosen else GREY,
    )
    return (
        box
        + text(LEFT + 12, y + 27, words, 16, anchor="start")
        + path(f"M{RIGHT - 17} {y + 14}l7 7-7 7", line=FINE)
    )


def field(y: Number, name: str, width: Number = 70) -> str:
    """A field of a record: its name, and a bar where the student's own data would stand."""
    return text(LEFT + 10, y + 5, name, 14, anchor="start") + things.lines(LEFT + 48, y, width)


def order(x: Number, y: Number, which: int) -> str:
    """In which order to press: a number on a round ground."""
    return circle(x, y, 13, fill=BLUE, line=FINE) + text(x, y + 6, str(which), 16)


def tap(x: Number, y: Number) -> str:
    """A finger that presses at (x, y)."""
    return things.pointing_hand(x, y, 0.8)


def hold(x: Number, y: Number) -> str:
    """A finger that stays at (x, y): two rings around its tip."""
    rings = circle(x, y, 14, line=FINE, colour=DEEP) + circle(x, y, 24, line=FINE, colour=DEEP)
    return circle(x, y, 24, fill="#ffffffaa", line=NO_LINE) + rings + things.pointing_hand(x, y, 0.8)
