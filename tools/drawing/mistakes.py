"""The photo guide: a good portrait, and each mistake of Attachment 2 on the same figure.

Each function without a docstring draws the mistake that it is named after.
"""

from __future__ import annotations

from collections.abc import Callable

from tools.drawing.figure import Look, portrait
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    NO_LINE,
    WHITE,
    at,
    circle,
    cross_badge,
    document,
    ellipse,
    group,
    mark,
    mark_round,
    path,
    rect,
    tick_badge,
)

WIDTH, HEIGHT = 240, 320
BACKDROP = rect(0, 0, WIDTH, HEIGHT, 0, fill=BLUE, line=NO_LINE)


def photo(content: str, badge: str = "", backdrop: str = BACKDROP) -> str:
    """A portrait photo with round corners; the badge stands in the lower right corner."""
    window = f'<clipPath id="f"><rect width="{WIDTH}" height="{HEIGHT}" rx="16"/></clipPath>'
    return document(WIDTH, HEIGHT, window + group(backdrop + content, extra='clip-path="url(#f)"') + badge)


def good(look: Look) -> str:
    """A photo as it should be."""
    return photo(portrait(look), tick_badge(206, 286))


def bad(content: str, marked: str = "", backdrop: str = BACKDROP) -> str:
    """A photo with a mistake; `marked` shows where to look."""
    return photo(content + marked, cross_badge(206, 286), backdrop)


def eyes_closed() -> str:
    return bad(portrait(Look(eyes="closed", hair="tied")), mark_round(120, 126, 54, 25))


def head_tilted() -> str:
    axis = path("M120 20v190", line=FINE, colour=WHITE)
    return bad(axis + portrait(Look(tilt=14)), mark("M120 20q24 0 48 8", "M157 16l13 12-16 8"))


def head_turned() -> str:
    arrow = mark("M82 232q44 28 88-2", "M154 228l17 0-1 17")
    return bad(portrait(Look(turned=34, hair="aside")), arrow)


def shoulders() -> str:
    return bad(portrait(Look(top="slanted")), mark("M28 228l188 30"))


def background_shadow() -> str:
    shape = "M94 122c-8-50 20-76 58-76 46 0 70 34 58 92-4 30-12 50-26 62v30c40 12 56 30 60 96h-130z"
    return bad(path(shape, "#3f9ad4", NO_LINE) + portrait(Look()), mark_round(208, 120, 20, 46))


def background_gradient() -> str:
    ramp = (
        '<linearGradient id="g" x2=".2" y2="1"><stop stop-color="#e9f7ff"/><stop offset=".45" '
        f'stop-color="{BLUE}"/><stop offset="1" stop-color="#12639f"/></linearGradient>'
    )
    backdrop = ramp + rect(0, 0, WIDTH, HEIGHT, 0, fill="url(#g)", line=NO_LINE)
    return bad(
        portrait(Look(hair="long", top="sweater")), mark("M28 40v168", "M15 196l13 14 13-14"), backdrop
    )


def background_object() -> str:
    leaves = "M206 176c-28-20-26-48-18-64 16 18 22 40 18 64zm0 0c-4-34 10-56 26-64 6 26-4 50-26 64z"
    pot = path("M206 176v40", line=FINE) + path(leaves, "#9fd8b4") + path("M186 210h42l-6 40h-30z", WHITE)
    bystander = at(portrait(Look(hair="cropped", top="jacket")), -54, 84, 0.62)
    return bad(
        pot + bystander + portrait(Look(hair="tied")),
        mark_round(206, 160, 32, 62) + mark_round(22, 164, 28, 58),
    )


def hat() -> str:
    crown = "M62 98c-4-44 22-66 58-66s62 22 58 66c-36-12-80-12-116 0z"
    brim = "M60 100c36-16 84-16 120 0 14 4 24 8 24 14-32-10-72-12-90-12s-38 2-54 6z"
    button = path("M120 32v-4", line=FINE) + path(
        "M120 34c-10 14-14 36-14 54m28 0c0-18-4-40-14-54", line=FINE
    )
    cap = path(crown, WHITE) + button + path(brim, DEEP)
    return bad(portrait(Look(), cap), mark_round(126, 66, 80, 52))


def hair_brows() -> str:
    return bad(portrait(Look(hair="covering")), mark_round(120, 110, 62, 26))


def hair_accessory() -> str:
    band = path("M64 92c8-38 32-50 56-50s48 12 56 50l-8 2c-10-28-28-36-48-36s-38 8-48 36z", WHITE)
    bow = path("M160 56c-4-20-22-22-26-14 0 10 12 16 26 14zm0 0c8-18 26-16 28-8-2 10-14 14-28 8z", "#ffd4dc")
    knot = circle(160, 55, 5, fill="#ffd4dc")
    return bad(portrait(Look(hair="long", top="sweater"), band + bow + knot), mark_round(162, 52, 42, 30))


def earrings_necklace() -> str:
    gold = "#ffe08a"
    drops = "".join(
        path(f"M{x} 152v8", line=FINE) + circle(x, 168, 7, fill=gold, line=FINE) for x in (63, 177)
    )
    beads = "".join(
        circle(x, y, 5, fill=gold, line=FINE)
        for x, y in ((99, 236), (104, 248), (112, 257), (128, 257), (136, 248), (141, 236))
    )
    chain = beads + circle(120, 264, 8, fill=gold, line=FINE)
    marks = mark_round(62, 162, 17, 22) + mark_round(178, 162, 17, 22) + mark_round(120, 252, 36, 28)
    return bad(portrait(Look(hair="tied", top="sweater"), drops) + chain, marks)


def sunglasses() -> str:
    return bad(portrait(Look(glasses="dark")), mark_round(120, 126, 58, 27))


def glare() -> str:
    star = path("M104 104v12m-6-6h12m38-6v12m-6-6h12", line=FINE, colour=WHITE)
    return bad(portrait(Look(glasses="glare", hair="tied")) + star, mark_round(120, 127, 58, 27))


def frame_over_eyes() -> str:
    return bad(portrait(Look(glasses="low")), mark_round(120, 132, 62, 34))


def mouth_open() -> str:
    return bad(portrait(Look(mouth="open", hair="long", top="sweater")), mark_round(120, 177, 34, 19))


def makeup() -> str:
    rose = "#e0607e"
    shadow = "M84 122q14-18 27-1-13-8-27 1zm45-1q13-17 27 1-14-9-27-1z"
    lashes = path("M86 121l-8-5m78 5 8-5M90 117l-6-6m66 6 6-6", line=FINE)
    lips = path("M104 172q8-7 16-3 8-4 16 3-16 16-32 0z", rose, FINE)
    cheeks = ellipse(86, 152, 12, 8, fill="#f59aa8", line=NO_LINE) + ellipse(
        154, 152, 12, 8, fill="#f59aa8", line=NO_LINE
    )
    face = cheeks + path(shadow, "#8d6bd1", NO_LINE) + lashes + lips
    return bad(portrait(Look(hair="long", top="sweater"), face), mark_round(120, 146, 60, 44))


def clothes_blue() -> str:
    return bad(portrait(Look(top="blue")), mark_round(96, 278, 74, 32))


def pattern() -> str:
    return bad(portrait(Look(top="busy", hair="tied")), mark_round(96, 280, 74, 30))


def fur_collar() -> str:
    return bad(portrait(Look(top="fur", hair="long")), mark_round(120, 232, 82, 42))


def camisole() -> str:
    return bad(
        portrait(Look(top="straps", hair="long")), mark_round(48, 258, 36, 32) + mark_round(184, 242, 36, 24)
    )


def too_small() -> str:
    figure = at(portrait(Look()), 60, 160, 0.5)
    arrows = mark("M120 24v116", "M107 130l13 14 13-14")
    return bad(figure, arrows)


def too_large() -> str:
    figure = at(portrait(Look(hair="tied")), -72, -74, 1.6)
    return bad(figure, mark("M20 20h26m-26 0v26M220 20h-26m26 0v26M20 300h26m-26 0v-26"))


def off_centre() -> str:
    figure = at(portrait(Look(top="jacket", hair="cropped")), -48, 0)
    middle = path("M120 14v292", line=FINE, colour=WHITE)
    return bad(middle + figure, mark("M100 22H40", "M52 9L38 22l14 13"))


MISTAKES: dict[str, Callable[[], str]] = {
    "bad-eyes-closed": eyes_closed,
    "bad-head-tilted": head_tilted,
    "bad-head-turned": head_turned,
    "bad-shoulders": shoulders,
    "bad-background-shadow": background_shadow,
    "bad-background-gradient": background_gradient,
    "bad-background-object": background_object,
    "bad-hat": hat,
    "bad-hair-brows": hair_brows,
    "bad-hair-accessory": hair_accessory,
    "bad-earrings-necklace": earrings_necklace,
    "bad-sunglasses": sunglasses,
    "bad-glare": glare,
    "bad-frame-over-eyes": frame_over_eyes,
    "bad-mouth-open": mouth_open,
    "bad-makeup": makeup,
    "bad-clothes-blue": clothes_blue,
    "bad-pattern": pattern,
    "bad-furcollar": fur_collar,
    "bad-camisole": camisole,
    "bad-too-small": too_small,
    "bad-too-large": too_large,
    "bad-off-centre": off_centre,
}
