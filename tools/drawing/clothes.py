"""What the figure wears, from the collar down; on the same canvas of 240 x 320 as the figure."""

from __future__ import annotations

from tools.drawing.hand import BLUE, DEEP, FINE, GREY, INK, NO_LINE, PALE, SKIN, WHITE, path

BODY = "M12 326c0-60 28-74 84-96l24 24 24-24c56 22 84 36 84 96v60h-216z"
_COLLAR = "M100 220l-17 16 19 28 18-12zm40 0 17 16-19 28-18-12z"


def top_of(kind: str) -> str:
    """The clothes of a kind: see the functions of this module."""
    return _TOPS[kind]()


def _shirt(fill: str = WHITE) -> str:
    seams = path("M120 256v92M58 292v30m124-30v30", line=FINE)
    return path(BODY, fill) + seams + path(_COLLAR, fill)


def _blue_shirt() -> str:
    """The colour of the background itself: the body seems to vanish."""
    return _shirt(BLUE)


def _jacket() -> str:
    """A white shirt under a dark jacket: formal, and clearly not the background."""
    lapels = "M96 230c-56 22-84 36-84 96h108V300L84 238zM144 230c56 22 84 36 84 96H120V300l36-62z"
    return path(BODY, WHITE) + path(_COLLAR, WHITE) + path(lapels, HAIR_BLUE)


def _round_neck() -> str:
    """A plain pale sweater with a round neck."""
    band = "M98 226c6 26 38 26 44 0l10 6c-8 36-56 36-64 0z"
    return (
        path("M12 326c0-60 28-74 82-96 6 26 46 26 52 0 54 22 82 36 82 96v20H12z", "#f4efe6")
        + path("M96 224c6 34 42 34 48 0l-5-6v4l-19 22-19-22v-4z", SKIN, NO_LINE)
        + path(band, WHITE)
        + path("M58 292v30m124-30v30", line=FINE)
    )


def _busy() -> str:
    """Checks and stripes that flicker; drawn inside the outline of the body."""
    stripes = "".join(f"M{x} 226v98" for x in range(24, 232, 24))
    bands = "".join(f"M10 {y}h220" for y in range(244, 322, 22))
    inside = f'<clipPath id="b"><path d="{BODY}"/></clipPath><g clip-path="url(#b)">'
    lines = path(stripes, line=9, colour=PALE) + path(bands, line=FINE, colour=DEEP)
    dots = path(
        "".join(f"M{x} {y}h.1" for y in range(255, 322, 22) for x in range(36, 220, 24)), line=7, colour=INK
    )
    return path(BODY, WHITE) + inside + lines + dots + "</g>" + path(BODY) + path(_COLLAR, WHITE)


def _fur() -> str:
    """A bulky down coat with a collar of fur."""
    coat = "M2 326c-6-64 22-92 76-96h84c54 4 82 32 76 96v20H2z"
    quilt = path(
        "M8 276q34 18 76-2m148 2q-34 18-76-2M4 306q44 16 92 0m140 0q-44 16-92 0M120 268v56", line=FINE
    )
    fur = (
        "M74 208c-14-2-20 12-12 20-12 4-12 18-2 22-6 10 4 20 14"
        " 16 0 12 16 16 22 8 8 8 20 2 24-4 4 6 16 12 24 4 6 8 22 4"
        " 22-8 10 4 20-6 14-16 10-4 10-18-2-22 8-8 2-22-12-20-6-8-18-6-20 2-4 22-48 22-52 0-2-8-14-10-20-2z"
    )
    hairs = path(
        "M76 226l8 6m-14 14 10 0m2 16 6-8m20 14 2-10m56-32-8 6m14 14h-10m-2 16-6-8m-20 14-2-10", line=FINE
    )
    return path(coat, GREY) + quilt + path(fur, "#f2e6d8") + hairs


def _straps() -> str:
    """A camisole: bare shoulders, two thin straps."""
    skin = "M14 326c0-56 26-72 84-96h44c58 24 84 40 84 96z"
    bones = path("M76 258q18 2 30 10m58-10q-18 2-30 10", line=FINE)
    cami = "M62 326l8-42c18 8 34 2 50 12 16-10 32-4 50-12l8 42z"
    return (
        path(skin, SKIN)
        + path("M101 222c4 14 34 14 38 0v14h-38z", SKIN, NO_LINE)
        + bones
        + path("M72 286l10-48m86 48-10-48")
        + path(cami, WHITE)
    )


def _slanted() -> str:
    """The shirt on shoulders that do not hang level."""
    return f'<g transform="rotate(9 120 240)">{_shirt()}</g>'


HAIR_BLUE = "#2f4f6d"
_TOPS = {
    "shirt": _shirt,
    "blue": _blue_shirt,
    "jacket": _jacket,
    "sweater": _round_neck,
    "busy": _busy,
    "fur": _fur,
    "straps": _straps,
    "slanted": _slanted,
}
