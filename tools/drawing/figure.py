"""The figure: one student, head and shoulders, on a canvas of 240 x 320, half the pixels of the real photo.

It keeps the standard itself: crown at 38 (76 of 640), eye line at 126 (252), face 104 wide (208 of 480).
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.drawing.clothes import top_of
from tools.drawing.hand import (
    BOLD,
    FINE,
    HAIR,
    INK,
    NO_LINE,
    PALE,
    SKIN,
    SKIN_SHADE,
    WHITE,
    at,
    circle,
    ellipse,
    group,
    number,
    path,
    rect,
)

CROWN, EYE_LINE = 38, 126
FACE_LEFT, FACE_RIGHT = 68, 172

FACE = "M68 112c0 62 28 86 52 86s52-24 52-86c0-30-22-52-52-52s-52 22-52 52z"
_BACK_HAIR = {
    "long": "M62 96c-10 54-8 112 4 146h108c12-34 14-92 4-146z",
    "tied": "M146 150c40 2 58 44 44 96-4 10-26 8-28-2 6-30 0-54-24-66z",
    "covering": "M58 96c-12 54-10 112 2 146h120c12-34 14-92 2-146z",
}
_FRONT_HAIR = {
    "short": (
        "M64 122c-10-52 16-84 58-84s64 32 54 84c-5-7-7-15-8-25-22"
        " 0-42-8-54-22-8 12-24 20-40 22-3 10-5 18-10 25z"
    ),
    "cropped": "M65 120c-8-50 14-82 55-82s63 32 55 82c-4-8-6-16-8-26-14-22-80-22-94 0-2 10-4 18-8 26z",
    "long": "M63 124c-8-52 16-86 57-86s65 34 57 86c-6-28-22-46-51-56-24 8-52 24-63 56z",
    "tied": "M64 122c-8-52 18-84 58-84s62 32 54 84c-4-22-18-42-44-50-26 6-58 18-68 50z",
    "covering": (
        "M58 176c-14-82 4-138 62-138s76 56 62 138c-8 2-16 0-20-6"
        " 4-20 6-34 4-50-22 2-70 2-92 0-2 16 0 30 4 50-4 6-12 8-20 6z"
    ),
    "aside": (
        "M98 116c-2-8 0-14 2-20 26-2 48-12 58-26 8 6 12 16 14"
        " 28 10-24-4-60-50-60-46 0-66 38-60 86 2 20 8 34 14 42 4-12 4-22 22-50z"
    ),
}
_SHINE = {
    "short": "M84 66c8-9 17-13 28-14",
    "cropped": "M86 64c8-8 16-11 26-12",
    "long": "M84 70c6-9 13-14 22-17",
    "tied": "M84 68c7-9 15-14 25-16",
    "covering": "M82 70c6-9 13-14 24-17m-10 30-2 24m24-30v28m24-28 2 24",
    "aside": "M80 68c8-9 17-13 28-14",
}


@dataclass(frozen=True)
class Look:
    """What varies between the portraits."""

    hair: str = "short"
    eyes: str = "open"
    mouth: str = "closed"
    top: str = "shirt"
    glasses: str = ""
    turned: float = 0  # how far the features move to the right, as when the head turns (with hair "aside")
    tilt: float = 0  # degrees


def portrait(look: Look, over_head: str = "") -> str:
    """Head and shoulders; `over_head` is drawn on the head and tilts with it."""
    back = _BACK_HAIR.get(look.hair)
    head = _head(look) + over_head
    if look.tilt:
        head = f'<g transform="rotate({look.tilt:g} 120 204)">{head}</g>'
    return (path(back, HAIR) if back else "") + _neck() + top_of(look.top) + head


def _neck() -> str:
    neck = "M101 180v42l19 32 19-32v-42"
    shade = "M103 192c10 14 24 16 34 4v10c-8 12-26 12-34-2z"
    return path(neck, SKIN) + path(shade, SKIN_SHADE, NO_LINE)


def _head(look: Look) -> str:
    covered = look.hair == "covering"
    ears = "" if covered else _ears(look.turned)
    features = _brows() + _eyes(look.eyes) + _nose(look.turned) + _mouth(look.mouth)
    if look.glasses:
        features += _glasses(look.glasses)
    if look.turned:  # seen from the side, everything moves over and grows narrower
        features = group(features, f"translate({number(look.turned)} 0) scale(.86 1)")
    hair = path(_FRONT_HAIR[look.hair], HAIR) + path(_SHINE[look.hair], line=FINE, colour=PALE)
    return path(FACE, SKIN) + features + hair + ears


def _ears(turned: float) -> str:
    """Both ears; when the head turns, the far one hides."""
    left = path("M71 122c-12-8-16 6-12 16 3 10 9 14 13 10", SKIN) + path("M65 130c4 0 5 5 3 9", line=FINE)
    right = path("M169 122c12-8 16 6 12 16-3 10-9 14-13 10", SKIN) + path("M175 130c-4 0-5 5-3 9", line=FINE)
    return at(left, 22, 0) if turned else left + right


def _brows() -> str:
    return path("M86 108q11-7 23-2m22 0q12-5 23 2")


def _eyes(kind: str) -> str:
    if kind == "closed":
        return path(
            "M87 126q11 9 22 0m22 0q11 9 22 0m-64 6-3 4m10 0v5m10-7 2 4m22-4-2 4m10-2v5m11-9 3 4", line=FINE
        )
    lids = path("M86 122q12-10 24 0m20 0q12-10 24 0", line=FINE)
    balls = "".join(
        ellipse(x, EYE_LINE, 5.5, 6.5, fill=INK, line=NO_LINE)
        + circle(x + 2, EYE_LINE - 2, 2, fill=WHITE, line=NO_LINE)
        for x in (98, 142)
    )
    return lids + balls


def _nose(turned: float) -> str:
    return path(
        "M122 134c6 9 12 14 8 18q-5 3-11 0" if turned > 0 else "M119 138c-1 7-5 11-3 14q4 3 9 0", line=FINE
    )


def _mouth(kind: str) -> str:
    if kind == "open":
        return path("M101 168q19-5 38 0c0 12-8 20-19 20s-19-8-19-20z", "#8f2f38") + path(
            "M104 169q16-3 32 0l-3 5h-26z", WHITE, NO_LINE
        )
    return path("M106 173q14 8 28 0", line=FINE)


def _glasses(kind: str, y: float = EYE_LINE) -> str:
    """Glasses of a kind: 'clear', 'dark', 'glare' or 'low' (the frame runs across the eyes)."""
    top = y - 3 if kind == "low" else y - 13
    tint = {"dark": INK, "glare": PALE}.get(kind, "none")
    line = BOLD if kind == "dark" else FINE
    frame = "".join(rect(x, top, 38, 29, 13, fill=tint, line=line) for x in (79, 123))
    side = top + 12
    bridge = path(f"M117 {side:g}q3-4 6 0M79 {side:g}l-9-4m91 4 9-4", line=FINE)
    shine = ""
    if kind == "dark":
        shine = path("M88 132l10-12m34 12 10-12", line=FINE, colour=PALE)
    if kind == "glare":
        streaks = "M84 138l22-22h8l-26 25zM128 138l22-22h8l-26 25z"
        shine = path(streaks, WHITE, NO_LINE) + path("M98 139l14-14m30 14 14-14", line=FINE, colour=WHITE)
    return frame + bridge + shine
