"""The icon of bupai: the figure in its simplest form, with the tick of a photo that passed."""

from __future__ import annotations

from tools.drawing.hand import (
    BLUE,
    FINE,
    GREEN,
    HAIR,
    NO_LINE,
    SKIN,
    WHITE,
    circle,
    document,
    group,
    path,
    rect,
)

SIZE = 64


def icon() -> str:
    """Square, so that no browser has to pad it; legible at 16 px."""
    window = f'<clipPath id="i"><rect width="{SIZE}" height="{SIZE}" rx="14"/></clipPath>'
    ground = rect(0, 0, SIZE, SIZE, fill=BLUE, line=NO_LINE)
    body = path("M9 68c0-17 9-21 23-21s23 4 23 21z", WHITE, FINE)
    face = path("M19 26c0-16 26-16 26 0 0 25-26 25-26 0z", SKIN, FINE)
    hair = path("M18 29c-4-26 32-28 29 0-2-3-3-5-3-7-8 0-12-2-15-4-3 4-6 5-8 5-1 2-2 4-3 6z", HAIR, FINE)
    figure = group(ground + body + face + hair, extra='clip-path="url(#i)"')
    tick = path("M42 48l5 5 9-10", line=4, colour=WHITE)
    badge = circle(49, 48, 13, fill=GREEN, line=3, colour=WHITE)
    return document(SIZE, SIZE, window + figure + badge + tick)
