"""What a chat shows beside a shared link: square, and legible as small as a thumbnail."""

from __future__ import annotations

from tools.drawing import things
from tools.drawing.figure import Look
from tools.drawing.hand import (
    DEEP,
    GROUND,
    NO_LINE,
    PALE,
    at,
    circle,
    document,
    rect,
    sparks,
    text,
    tick_badge,
)

SIZE = 480
NAME = "毕业照补拍"


def share() -> str:
    """The photo with its tick, and the product's name."""
    ground = rect(0, 0, SIZE, SIZE, fill=GROUND, line=NO_LINE)
    disc = circle(240, 190, 168, fill=PALE, line=NO_LINE)
    photo = at(things.small_portrait(204, Look(), "a"), 138, 50, turn=-3)
    name = text(240, 436, NAME, 76, colour=DEEP)
    return document(
        SIZE,
        SIZE,
        ground + disc + sparks((84, 120), (400, 96), (416, 230)) + photo + tick_badge(346, 306, 44) + name,
    )
