"""What the school cannot take, however good the face: own photos, photos of prints, chat copies."""

from __future__ import annotations

from collections.abc import Callable

from tools.drawing.figure import Look, portrait
from tools.drawing.hand import (
    BLUE,
    FINE,
    GREY,
    HAIR,
    INK,
    NO_LINE,
    SKIN,
    WHITE,
    at,
    circle,
    cross_badge,
    group,
    mark,
    mark_round,
    path,
    rect,
    text,
)
from tools.drawing.mistakes import HEIGHT, WIDTH, bad, photo


def _phone(screen: str) -> str:
    """A phone held upright that shows `screen`, drawn on 240 x 320."""
    body = (
        rect(44, 14, 152, 270, 20, fill=INK)
        + '<clipPath id="s"><rect x="54" y="26" width="132" height="216" rx="8"/></clipPath>'
    )
    return body + group(screen, extra='clip-path="url(#s)"') + circle(120, 263, 12, fill=WHITE, line=NO_LINE)


def selfie() -> str:
    """A student in front of the phone's own camera."""
    room = rect(54, 26, 132, 216, 0, fill="#f3e7d8", line=NO_LINE) + path(
        "M54 70h132M96 26v44m60 0v60", line=FINE, colour=GREY
    )
    person = at(portrait(Look(hair="long", top="sweater")), 48, 62, 0.62)
    arm = path("M170 242c10-16 16-20 26-20v30h-26z", SKIN)
    corners = path("M66 52V38h14m80 0h14v14M66 216v14h14m80 0h14v-14", line=FINE, colour=WHITE)
    turn = path("M164 258a9 9 0 1 1-3 12m3-12v7h-7", line=FINE, colour=WHITE)
    hand = path("M44 176c-18-2-26 10-18 18-14 2-16 18-4 22-10 6-8 20 4 22-6 10 2 20 18 18", SKIN) + path(
        "M196 322v-54c-26-22-38-44-30-52 10-8 22 12 30 18 18 14 28 46 30 88z", SKIN
    )
    backdrop = rect(0, 0, WIDTH, HEIGHT, 0, fill="#d3ebfb", line=NO_LINE)
    return photo(_phone(room + person + arm + corners) + turn + hand, cross_badge(206, 34), backdrop)


def photo_of_photo() -> str:
    """A print on a table, tilted and with a gleam, seen through a viewfinder."""
    desk = rect(0, 0, WIDTH, HEIGHT, 0, fill="#e9dccb", line=NO_LINE) + path(
        "M-10 70q120 26 260-10M-10 180q100 20 260 4M-10 280q140-16 260 4", line=FINE, colour="#d3c1a9"
    )
    window = '<clipPath id="p"><rect x="26" y="32" width="188" height="236"/></clipPath>'
    inner = rect(26, 32, 188, 236, 0, fill=BLUE, line=NO_LINE) + at(portrait(Look()), 10, 14, 0.9)
    sheet = path("M34 300h176l16-10", line=FINE, colour="#b9a68c") + rect(14, 20, 212, 276, 4, fill=WHITE)
    printed = sheet + window + group(inner, extra='clip-path="url(#p)"') + rect(26, 32, 188, 236, line=FINE)
    shine = path("M150 32h40l-100 236h-40z", "#ffffff88", NO_LINE)
    tilted = at(printed + shine, 62, 44, 0.66, 9)
    return bad(tilted, mark("M22 60V24h36m124 0h36v36M22 260v36h36"), desk)


_MOSAIC = (
    "bbbhhhhbbb",
    "bbhhhhhhbb",
    "bhhhhhhhhb",
    "bhhssssshb",
    "bhsssssshb",
    "bsiissiisb",
    "bssssssssb",
    "bbssddssbb",
    "bbssiissbb",
    "bbbssssbbb",
    "bbwwddwwbb",
    "bwwwwwwwwb",
    "wwwwwwwwww",
)
_TILES = {"b": "", "h": HAIR, "s": SKIN, "i": "#6d5c57", "d": "#eebd9c", "w": "#eef3f7"}


def mosaic(size: int) -> str:
    """The portrait as coarse squares of `size`: what a chat leaves of a photo."""
    height = len(_MOSAIC) * size
    pieces = [rect(0, 0, 10 * size, height, 0, fill=BLUE, line=NO_LINE)]
    for tile, colour in _TILES.items():
        squares = (
            f"M{column * size} {row * size}h{size}v{size}h-{size}z"
            for row, line in enumerate(_MOSAIC)
            for column, found in enumerate(line)
            if found == tile and colour
        )
        pieces.append(path("".join(squares), colour, NO_LINE) if colour else "")
    return "".join(pieces) + rect(0, 0, 10 * size, height)


def wechat() -> str:
    """A chat copy: coarse squares, because 'original picture' was not ticked."""
    chat = rect(0, 0, WIDTH, HEIGHT, 0, fill="#eaf1f6", line=NO_LINE) + rect(
        0, 0, WIDTH, 40, 0, fill=WHITE, line=NO_LINE
    )
    bar = (
        path("M0 40h240", line=FINE)
        + path("M26 14l-8 7 8 7", line=FINE)
        + path("M84 21h72", line=6, colour=GREY)
    )
    sender = (
        rect(14, 56, 34, 34, 8, fill=BLUE)
        + circle(31, 69, 6, fill=SKIN, line=FINE)
        + path("M20 90c2-14 20-14 22 0", WHITE, FINE)
    )
    bubble = (
        path("M64 66l-10 8 10 8", WHITE)
        + rect(64, 54, 148, 190, 14, fill=WHITE)
        + path("M65 69v10", line=5, colour=WHITE)
    )
    original = rect(62, 262, 78, 34, 17, fill=WHITE, line=FINE) + circle(80, 279, 7, fill=WHITE, line=FINE)
    content = chat + bar + sender + bubble + at(mosaic(13), 73, 64) + original + text(114, 285, "原图", 17)
    return bad(content, mark_round(138, 150, 62, 78), "")


NOT_ACCEPTED: dict[str, Callable[[], str]] = {
    "bad-selfie": selfie,
    "bad-photo-of-photo": photo_of_photo,
    "bad-wechat": wechat,
}
