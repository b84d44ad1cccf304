"""The frame of 480 x 640 with the bands of the standard (教毕指〔2017〕99号), drawn at half size."""

from __future__ import annotations

from tools.drawing.figure import Look, portrait
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    GROUND,
    INK,
    NO_LINE,
    PALE,
    WHITE,
    at,
    document,
    group,
    path,
    rect,
    text,
)

# Pixels of the photo of 480 x 640: where each quantity must lie.
PHOTO = (480, 640)
CROWN_BAND = (50, 110)
EYE_BAND = (200, 300)
FACE_WIDTH = (180, 300)
_BANDS = (CROWN_BAND, EYE_BAND)

_LEFT, _TOP = 50, 14


def photo_frame() -> str:
    """A good portrait under the bands: crown and eye line from the top edge, width of the face."""
    photo = at(_picture(), _LEFT, _TOP)
    return document(
        304, 382, rect(0, 0, 304, 382, 20, fill=GROUND, line=NO_LINE) + photo + _ruler() + _widths()
    )


def _picture() -> str:
    window = '<clipPath id="f"><rect width="240" height="320" rx="4"/></clipPath>'
    areas = "".join(f"M0 {top / 2:g}h240v{(bottom - top) / 2:g}H0z" for top, bottom in _BANDS)
    edges = "".join(f"M2 {top / 2:g}h236M2 {bottom / 2:g}h236" for top, bottom in _BANDS)
    behind = rect(0, 0, 240, 320, 0, fill=BLUE, line=NO_LINE) + path(areas, PALE, NO_LINE)
    in_front = path(edges + _cheeks(), line=FINE, colour=DEEP, extra='stroke-dasharray="7 6"')
    words = "".join(
        text(213, sum(band) / 4 + 6, word, 16) for band, word in zip(_BANDS, ("头顶", "眼睛"), strict=True)
    )
    inside = group(behind + portrait(Look()) + in_front, extra='clip-path="url(#f)"')
    return window + inside + words + rect(0, 0, 240, 320, 4)


def _cheeks() -> str:
    """Lines down from where the edges of the narrowest and of the widest face lie."""
    narrow, wide = (width / 4 for width in FACE_WIDTH)
    return "".join(f"M{x:g} 160v158" for x in (120 - wide, 120 - narrow, 120 + narrow, 120 + wide))


def _ruler() -> str:
    """Pixels from the top edge, beside the picture."""
    marks = (0, *CROWN_BAND, *EYE_BAND, PHOTO[1])
    ticks = "".join(f"M{_LEFT - 10} {_TOP + y / 2:g}h10" for y in marks)
    numbers = "".join(text(_LEFT - 13, _TOP + y / 2 + 5, str(y), 14, colour=INK, anchor="end") for y in marks)
    return path(ticks, line=FINE) + numbers


def _widths() -> str:
    """The narrowest and the widest face, below the picture."""
    middle, y = _LEFT + 120, _TOP + 320 + 14
    narrow, wide = (width / 4 for width in FACE_WIDTH)
    bar = rect(middle - wide, y - 6, 2 * wide, 12, 6, fill=BLUE, line=FINE) + rect(
        middle - narrow, y - 6, 2 * narrow, 12, 6, fill=WHITE, line=FINE
    )
    words = text(middle, y + 25, f"脸宽 {FACE_WIDTH[0]}–{FACE_WIDTH[1]} 像素", 14)
    return bar + words
