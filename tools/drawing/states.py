"""What a page shows when something is done, waits, came back, is over, or cannot be reached."""

from __future__ import annotations

from tools.drawing import people, things
from tools.drawing.figure import Look
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    GREY,
    NO_LINE,
    PALE,
    WHITE,
    at,
    circle,
    path,
    rect,
    scene,
    sparks,
    tick_badge,
)

WIDTH, HEIGHT = 320, 200


def _stage(content: str) -> str:
    """The common ground: a soft disc behind, a floor below."""
    disc = circle(160, 104, 84, fill=PALE, line=NO_LINE)
    return scene(WIDTH, HEIGHT, disc + content)


def done() -> str:
    """Approved."""
    photo = at(things.small_portrait(96, Look(), "a"), 112, 34, turn=-4)
    ribbons = path(
        ("M70 60l10 12m-26 40h16m180-52-10 12m26 40h-16M84 158l-8 10m160-10 8 10"), line=FINE, colour=DEEP
    )
    return _stage(
        photo + tick_badge(214, 150, 30) + ribbons + sparks((96, 40), (232, 52), (250, 120), (66, 140))
    )


def waiting() -> str:
    """A teacher looks at the photo."""
    teacher = people.bust(108, 104, DEEP, "short", "glasses")
    desk = rect(30, 176, 260, 40, 8, fill=WHITE)
    photo = at(things.small_portrait(62, Look(hair="tied"), "a"), 172, 88, turn=6)
    clock = circle(262, 60, 25, fill=WHITE) + path("M262 44v16l11 7", line=FINE)
    return _stage(teacher + photo + desk + clock)


def returned() -> str:
    """The photo comes back with a note."""
    photo = at(things.small_portrait(90, Look(hair="tied"), "a"), 74, 44, turn=-4)
    note = path("M180 70h72v78l-16 16h-56z", "#fff4cf") + path("M252 148h-16v16", "#fff4cf", FINE)
    note += path("M194 92h44m-44 18h44m-44 18h26", line=5, colour=GREY)
    back = path("M206 50c-14-26-56-32-82-12m-1-17v18h18", colour=DEEP)
    pencil = at(
        path("M0 0l7-16 44-44 10 10-44 44z", BLUE) + path("M7-16l10 10m24-44 10 10", line=FINE), 214, 178
    )
    return _stage(photo + note + back + pencil)


def closed() -> str:
    """The deadline is over: a calendar with a lock."""
    sheet = rect(98, 40, 124, 122, 12, fill=WHITE) + path(
        ("M98 110V52a12 12 0 0 1 12-12h100a12 12 0 0 1 12 12v18H98z"), BLUE
    )
    rings = path("M128 30v20m64-20v20")
    days = path(
        "".join(f"M{x} {y}h.1" for y in (92, 114, 136) for x in (120, 146, 172, 198)), line=9, colour=GREY
    )
    badge = circle(222, 150, 32, fill=WHITE) + things.lock(222, 146, 1.1)
    return _stage(sheet + rings + days + badge)


def attended() -> str:
    """Photographed on campus already: nothing to make up."""
    stool = people.bust(104, 108, WHITE, "long")
    flash = path("M184 66l-9-10m34-2V40m25 26 9-10", line=FINE, colour=DEEP)
    tripod = path("M209 138v14m0 0-24 52m24-52 24 52m-24-52v50")
    return _stage(stool + tripod + things.camera(209, 108, 1.2) + flash + tick_badge(270, 146, 26))


def offline() -> str:
    """No connection: the plug is out. What was saved is safe."""
    phone = at(things.phone(84, 150, things.lines(8, 84, 48, 32)), 56, 30)
    face = path("M84 90l8 0m14 0 8 0m-24 22q9-8 18 0", line=FINE)
    cloud = path("M204 116c-22 2-34-28-8-36 2-28 46-32 54-6 26-4 34 38 4 42z", WHITE)
    cable = path("M140 148c14 22 44 20 48 0") + path("M228 120v14")
    plug = path("M180 148h16v-14h-16zm4-14v-8m8 8v-8", WHITE, FINE)
    socket = rect(216, 132, 24, 18, 5, fill=BLUE, line=FINE)
    return _stage(phone + face + cloud + cable + plug + socket)


def empty() -> str:
    """Nothing left to do: a clean desk."""
    tray = path("M94 118l16-40h100l16 40v44H94z", WHITE) + path("M94 118h36c4 18 56 18 60 0h36", BLUE)
    cup = path("M240 136h34v14c0 18-34 18-34 0z", WHITE) + path("M274 140c12-2 12 14-2 13", line=FINE)
    steam = path("M250 126c-5-8 5-10 0-18m12 18c-5-8 5-10 0-18", line=FINE)
    return _stage(tray + cup + steam + things.leaf(62, 168) + sparks((132, 50), (190, 46), (160, 62)))


STATES = {
    "state-done": done,
    "state-waiting": waiting,
    "state-returned": returned,
    "state-closed": closed,
    "state-attended": attended,
    "state-offline": offline,
    "state-empty": empty,
}
