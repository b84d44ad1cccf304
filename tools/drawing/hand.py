"""Colours, the two strokes and the marks that every drawing shares.

A drawing is text: each function here returns a piece of SVG. All pieces stand inside one group that sets ink,
round ends and the bold stroke, so that a piece writes down only what differs. Colours are attributes, never
CSS: a strict Content-Security-Policy on static files can then not take them away.
"""

from __future__ import annotations

from typing import TypedDict, Unpack

INK = "#17324a"
BLUE = "#64c5ff"  # the blue of the photo background, (100,197,255): the one accent
PALE = "#b9e3ff"
GROUND = "#e1f2ff"  # behind every scene, so that ink stays readable on a dark page
DEEP = "#0a5a94"
WHITE = "#fff"
GREY = "#c5d4e0"
SKIN = "#fbdcc4"
SKIN_SHADE = "#eebd9c"
HAIR = "#2c4257"
RED = "#c8281e"  # red and green are verdicts only, and always come with a cross or a tick
GREEN = "#147a40"

BOLD = 4.0
FINE = 2.5
NO_LINE = 0.0

FONT = "PingFang SC,Noto Sans SC,Noto Sans CJK SC,Microsoft YaHei,sans-serif"

Number = float | int


def number(value: Number) -> str:
    """A coordinate with at most one decimal and no trailing zero."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


class Paint(TypedDict, total=False):
    """How a shape is drawn, where it differs from the group around it."""

    fill: str  # none unless given
    line: float  # BOLD, FINE or NO_LINE
    colour: str  # of the line
    extra: str  # further attributes as they stand in the file


def _paint(paint: Paint) -> str:
    """The attributes in which a shape differs from the group around it."""
    line, colour = paint.get("line", BOLD), paint.get("colour", INK)
    parts = [f' fill="{paint["fill"]}"' if paint.get("fill") else ""]
    if line == NO_LINE:
        parts.append(' stroke="none"')
    else:
        parts.append(f' stroke="{colour}"' if colour != INK else "")
        parts.append(f' stroke-width="{number(line)}"' if line != BOLD else "")
    return "".join(parts) + (f" {paint['extra']}" if paint.get("extra") else "")


def path(d: str, fill: str = "", line: float = BOLD, colour: str = INK, extra: str = "") -> str:
    """A path; without `fill` it is a line only."""
    return f'<path d="{d}"{_paint(Paint(fill=fill, line=line, colour=colour, extra=extra))}/>'


def rect(x: Number, y: Number, w: Number, h: Number, r: Number = 0, **paint: Unpack[Paint]) -> str:
    """A rectangle with corners of radius `r`."""
    rounded = f' rx="{number(r)}"' if r else ""
    box = f'x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'
    return f"<rect {box}{rounded}{_paint(paint)}/>"


def circle(x: Number, y: Number, r: Number, **paint: Unpack[Paint]) -> str:
    """A circle around (x, y)."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}"{_paint(paint)}/>'


def ellipse(x: Number, y: Number, rx: Number, ry: Number, **paint: Unpack[Paint]) -> str:
    """An ellipse around (x, y)."""
    box = f'cx="{number(x)}" cy="{number(y)}" rx="{number(rx)}" ry="{number(ry)}"'
    return f"<ellipse {box}{_paint(paint)}/>"


class Lettering(TypedDict, total=False):
    """How words are set, where it differs from centred ink."""

    colour: str
    anchor: str  # start, middle or end


def text(x: Number, y: Number, words: str, size: Number = 16, **lettering: Unpack[Lettering]) -> str:
    """Words with their baseline at `y`, in the reader's own Chinese font; centred on `x` unless told."""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    anchor = lettering.get("anchor", "middle")
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text {place}{side} fill="{lettering.get("colour", INK)}" stroke="none">{words}</text>'


def group(content: str, transform: str = "", extra: str = "") -> str:
    """Pieces that move together."""
    moved = f' transform="{transform}"' if transform else ""
    return f"<g{moved}{f' {extra}' if extra else ''}>{content}</g>"


def at(content: str, x: Number, y: Number, scale: float = 1, turn: float = 0) -> str:
    """Pieces moved to (x, y), turned by degrees clockwise and scaled, in that order of reading."""
    steps = [f"translate({number(x)} {number(y)})"]
    steps += [f"rotate({number(turn)})"] if turn else []
    steps += [f"scale({scale:g})"] if scale != 1 else []
    return group(content, " ".join(steps))


def document(width: int, height: int, content: str) -> str:
    """A whole picture; what is in it is drawn in ink with the bold stroke unless a piece says otherwise."""
    hand = f'fill="none" stroke="{INK}" stroke-width="{number(BOLD)}"'
    if "<text" in content:
        hand += f' font-family="{FONT}" font-weight="600"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><g {hand} stroke-linecap="round" stroke-linejoin="round">{content}</g></svg>\n'
    )


def scene(width: int, height: int, content: str) -> str:
    """A picture on the light rounded ground."""
    window = f'<clipPath id="w"><rect width="{width}" height="{height}" rx="20"/></clipPath>'
    ground = rect(0, 0, width, height, 0, fill=GROUND, line=NO_LINE)
    return document(width, height, window + group(ground + content, extra='clip-path="url(#w)"'))


def cross_badge(x: Number, y: Number, r: Number = 22) -> str:
    """The sign 'not so': red, round, with a cross."""
    arm = r * 0.38
    d = f"m{number(x - arm)} {number(y - arm)} {number(2 * arm)} {number(2 * arm)}m0-{number(2 * arm)}"
    d += f"-{number(2 * arm)} {number(2 * arm)}"
    return circle(x, y, r, fill=RED, line=BOLD, colour=WHITE) + path(d, line=r * 0.2, colour=WHITE)


def tick_badge(x: Number, y: Number, r: Number = 22) -> str:
    """The sign 'good': green, round, with a tick."""
    d = f"m{number(x - r * 0.42)} {number(y + r * 0.02)} {number(r * 0.3)} {number(r * 0.32)} "
    d += f"{number(r * 0.52)}-{number(r * 0.62)}"
    return circle(x, y, r, fill=GREEN, line=BOLD, colour=WHITE) + path(d, line=r * 0.2, colour=WHITE)


def mark(d: str, tip: str = "") -> str:
    """A red dashed line on a white one, around or along what is wrong: seen without seeing red.

    `tip` is drawn without dashes, so that an arrow keeps its head.
    """
    dashed = path(d, line=BOLD, colour=RED, extra='stroke-dasharray="9 8"')
    return path(d + tip, line=8, colour=WHITE) + dashed + (path(tip, colour=RED) if tip else "")


def mark_round(x: Number, y: Number, rx: Number, ry: Number) -> str:
    """The same mark as an ellipse."""
    return ellipse(x, y, rx, ry, line=8, colour=WHITE) + ellipse(
        x, y, rx, ry, line=BOLD, colour=RED, extra='stroke-dasharray="9 8"'
    )


def sparks(*places: tuple[Number, Number]) -> str:
    """Small four-pointed stars that make a scene glad."""
    d = "".join(f"M{number(x)} {number(y - 7)}q1 6 7 7q-6 1-7 7q-1-6-7-7q6-1 7-7" for x, y in places)
    return path(d, WHITE, NO_LINE)
