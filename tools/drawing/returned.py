"""Why something came back that no clause of Attachment 2 draws: light, colour, a print, a code, a day."""

from __future__ import annotations

from collections.abc import Callable

from tools.drawing import people, things
from tools.drawing.figure import Look, portrait
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    GREY,
    GROUND,
    NO_LINE,
    RED,
    WHITE,
    at,
    circle,
    group,
    mark,
    mark_round,
    path,
    rect,
)
from tools.drawing.mistakes import HEIGHT, WIDTH, bad

_PLAIN = rect(0, 0, WIDTH, HEIGHT, 0, fill=GROUND, line=NO_LINE)


def background_color() -> str:
    """A grey backdrop; the blue that is asked for lies beside it as a sample."""
    backdrop = rect(0, 0, WIDTH, HEIGHT, 0, fill="#b9bec4", line=NO_LINE)
    sample = rect(16, 16, 52, 52, 10, fill=BLUE) + path("M76 42h26m-10-9 10 9-10 9", line=FINE, colour=DEEP)
    return bad(portrait(Look(hair="tied")) + sample, mark_round(204, 78, 26, 46), backdrop)


def light() -> str:
    """Half of the face in the shade, a gleam on the other."""
    shade = path("M0 0h118c-10 60-8 250 0 320H0z", "#0b1c2b88", NO_LINE)
    gleam = path("M134 84q18-4 24 10-10 6-24-10z", "#ffffffcc", NO_LINE)
    return bad(portrait(Look()) + shade + gleam, mark_round(96, 130, 34, 58))


def retouched() -> str:
    """A face that a filter has worked on."""
    filtered = portrait(Look(hair="long", top="sweater"))
    stars = "".join(
        path(f"M{x} {y - 11}q2 9 11 11-9 2-11 11-2-9-11-11 9-2 11-11", WHITE, FINE)
        for x, y in ((36, 96), (206, 84), (202, 196))
    )
    wand = path("M22 300l64-78 10 8-64 78z", DEEP, FINE) + path("M86 222l10 8", line=5, colour=WHITE)
    return bad(filtered + wand + stars, mark_round(120, 138, 62, 66))


def other_person() -> str:
    """Two photos that show two people."""
    return _two(people.bust(50, 50, WHITE, "tied"), people.bust(50, 50, DEEP, "short", "glasses"))


def paper_different() -> str:
    """The same person, but not the same photo: another pullover, another day."""
    return _two(people.bust(50, 50, WHITE, "long"), people.bust(50, 50, "#f2a7b5", "long", "glasses"))


def paper_unclear() -> str:
    """A print half outside the picture, with a lamp's gleam on it."""
    desk = rect(0, 0, WIDTH, HEIGHT, 0, fill="#e9dccb", line=NO_LINE)
    sheet = rect(0, 0, 150, 204, 4, fill=WHITE) + _framed(
        people.bust(67, 72, WHITE, "tied"), 134, 184, "a", 8
    )
    gleam = path("M96 14h34l-66 176H30z", "#ffffffaa", NO_LINE)
    return bad(at(sheet + gleam, 118, 26, turn=24), mark_round(196, 84, 30, 46), desk)


def code_unreadable() -> str:
    """A code that a screenshot has cut off."""
    screen = at(things.phone(150, 250, things.lines(6, 14, 60, 40)), 22, 26)
    code = at(things.code_card(128), 92, 104)
    window = '<clipPath id="s"><rect x="24" y="28" width="146" height="246" rx="16"/></clipPath>'
    inside = group(code, extra='clip-path="url(#s)"')
    return bad(window + screen + inside, mark("M172 92v152"), _PLAIN)


def details() -> str:
    """A day and a place, each with a question."""
    sheet = rect(28, 40, 132, 116, 12, fill=WHITE) + path(
        "M28 74V52a12 12 0 0 1 12-12h108a12 12 0 0 1 12 12v22z", BLUE
    )
    days = path(
        "".join(f"M{x} {y}h.1" for y in (96, 116, 136) for x in (52, 80, 108, 136)), line=9, colour=GREY
    )
    rings = path("M62 30v20m64-20v20")
    where = at(things.pin(0, 0, 1.7), 92, 290)
    return bad(sheet + days + rings + where, _question(160, 120) + _question(148, 218), _PLAIN)


def _question(x: float, y: float) -> str:
    hook = path(f"M{x - 9} {y - 7}a9 9 0 1 1 12 9q-3 2-3 6m0 9v.1", line=5, colour=RED)
    return circle(x, y, 26, fill=WHITE, line=FINE) + hook


def _two(left: str, right: str) -> str:
    """Two photos, and the sign that they are not the same."""
    first, second = _framed(left, 100, 134, "a"), _framed(right, 100, 134, "b")
    unequal = path("M108 152h24m-24 14h24m-2-24-20 34", line=5, colour=RED)
    sign = circle(120, 159, 28, fill=WHITE, line=FINE) + unequal
    return bad(at(first, 16, 34, turn=-4) + at(second, 118, 148, turn=4), sign, _PLAIN)


def _framed(content: str, width: int, height: int, key: str, inset: int = 0) -> str:
    """A photo on the blue ground; `key` names its window in the document."""
    window = f'<clipPath id="{key}"><rect width="{width}" height="{height}" rx="6"/></clipPath>'
    inside = rect(0, 0, width, height, 0, fill=BLUE, line=NO_LINE) + content
    photo = window + group(inside, extra=f'clip-path="url(#{key})"') + rect(0, 0, width, height, 6)
    return at(photo, inset, inset)


RETURNED: dict[str, Callable[[], str]] = {
    "return-background-color": background_color,
    "return-light": light,
    "return-retouched": retouched,
    "return-other-person": other_person,
    "return-paper-unclear": paper_unclear,
    "return-paper-different": paper_different,
    "return-code-unreadable": code_unreadable,
    "return-details": details,
}
