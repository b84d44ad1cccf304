"""The way in five pictures, and the three things that a student hands in."""

from __future__ import annotations

from tools.drawing import people, things
from tools.drawing.figure import Look
from tools.drawing.hand import (
    BLUE,
    DEEP,
    FINE,
    GREEN,
    NO_LINE,
    PALE,
    WHITE,
    at,
    circle,
    ellipse,
    path,
    rect,
    scene,
    sparks,
    text,
    tick_badge,
)


def get_code() -> str:
    """1: the collection code appears on the student's phone."""
    button = rect(8, 120, 72, 20, 10, fill=DEEP, line=NO_LINE)
    screen = at(things.code_card(88), 0, 20) + button + things.lines(20, 158, 48)
    phone = things.phone(108, 196, screen)
    stand = circle(196, 118, 92, fill=PALE, line=NO_LINE)
    student = people.bust(76, 140, WHITE, "long")
    badge = circle(278, 196, 27, fill=WHITE) + things.lock(278, 192, 0.9)
    return scene(320, 240, stand + student + at(phone, 150, 22) + badge + sparks((126, 50), (288, 60)))


def find_branch() -> str:
    """Between 1 and 2: look for the nearest branch, and call before going."""
    roads = path("M24 190l84-58 56 40 132-96M108 132L86 24m78 148 22 68", line=9, colour=WHITE)
    others = "".join(
        circle(x, y, 7, fill=WHITE, line=FINE) for x, y in ((60, 60), (60, 172), (262, 188), (136, 70))
    )
    branch = ellipse(196, 150, 26, 9, fill=PALE, line=NO_LINE) + things.pin(196, 150, 1.5)
    handset = "M-13-19l8-2 6 11-6 6c3 7 7 11 13 14l6-6 11 6-2 8c-2 5-7 6-12 5-16-4-27-15-30-30-1-5 1-10 6-12z"
    call = circle(256, 74, 30, fill=WHITE) + at(path(handset, BLUE), 254, 74, 0.95)
    return scene(320, 240, roads + others + branch + call)


def go_to_branch() -> str:
    """2: the branch of Xinhua takes the photo in front of the blue paper."""
    stand = path("M164 34h136M172 34v188m120-188v188", line=FINE)
    paper = rect(180, 34, 104, 152, 0, fill=BLUE)
    student = people.bust(232, 118, WHITE, "short")

    photographer = people.bust(60, 138, DEEP, "tied")
    camera = (
        rect(86, 124, 46, 34, 6, fill=WHITE)
        + rect(132, 132, 14, 18, 3, fill=BLUE)
        + path("M94 124l4-8h16l4 8", WHITE)
    )
    tripod = path("M109 158v14m0 0-22 66m22-66 22 66m-22-66v66")
    return scene(320, 240, stand + paper + student + photographer + tripod + camera + things.pin(126, 80))


def upload() -> str:
    """3: three things fly into the phone."""
    screen = (
        things.arrow_up(44, 60, 1.4)
        + rect(4, 112, 80, 12, 6, fill=WHITE, line=FINE)
        + rect(4, 112, 54, 12, 6, fill=BLUE, line=FINE)
    )
    phone = things.phone(108, 196, screen + things.lines(20, 144, 48))
    photo = at(things.small_portrait(66, Look(), "a"), 26, 28, turn=-8)
    paper = at(things.print_of(64), 34, 136, turn=7)
    code = at(things.code_card(74), 226, 76, turn=8)
    ways = path("M98 76l10 4m-10 90 10-6m122-42-10 3", line=FINE)
    disc = circle(160, 120, 96, fill=PALE, line=NO_LINE)
    return scene(
        320, 240, disc + photo + paper + code + ways + at(phone, 106, 22) + sparks((250, 44), (262, 196))
    )


def check() -> str:
    """4: the ruler on the photo, and what was found, at once."""
    photo = at(things.small_portrait(132, Look(), "a"), 62, 32)
    ruler = rect(22, 32, 26, 176, 5, fill=WHITE) + path(
        "M48 54h-9m9 22h-9m9 22h-13m13 22h-9m9 22h-13m13 22h-9m9 22h-9", line=FINE
    )
    lines = path("M50 54h152M50 101h152", line=FINE, colour=DEEP, extra='stroke-dasharray="7 6"')
    rows = "".join(
        circle(232, y, 11, fill=GREEN, line=NO_LINE)
        + path(f"M227 {y}l4 4 7-8", line=FINE, colour=WHITE)
        + things.lines(253, y, 34)
        for y in (92, 128, 164)
    )
    return scene(
        320,
        240,
        photo + ruler + lines + rect(208, 62, 96, 132, 12, fill=WHITE) + rows + sparks((232, 40), (288, 214)),
    )


def approved() -> str:
    """5: the teacher has approved; the degree is on its way."""
    booklet = rect(0, 0, 132, 100, 8, fill=WHITE) + rect(9, 9, 114, 82, 3, line=FINE)
    inside = (
        at(things.tiny_portrait(32), 20, 22)
        + things.lines(66, 30, 44, 36, 44, gap=14)
        + circle(100, 74, 9, fill=PALE, line=FINE)
    )
    certificate = at(booklet + inside, 162, 84, turn=5)
    disc = circle(168, 124, 98, fill=PALE, line=NO_LINE)
    return scene(
        320,
        240,
        disc
        + people.graduate(92, 132)
        + certificate
        + tick_badge(284, 92, 25)
        + sparks((36, 52), (176, 46), (254, 44), (186, 218)),
    )


def electronic_photo() -> str:
    """The file that the branch gave."""
    sheet = path("M38 18h60l26 26v98H38z", WHITE) + path("M98 18v26h26", PALE)
    tag = rect(24, 108, 62, 28, 6, fill=DEEP) + text(55, 128, "JPG", 18, colour=WHITE)
    return scene(160, 160, sheet + at(things.tiny_portrait(44), 59, 46) + tag)


def paper_photo() -> str:
    """Prints on paper."""
    prints = at(things.print_of(66), 28, 30, turn=-9) + at(things.print_of(66), 66, 40, turn=6)
    return scene(160, 160, prints)


def collection_code() -> str:
    """The collection code, kept private."""
    badge = circle(120, 122, 24, fill=WHITE) + things.lock(120, 118, 0.8)
    return scene(160, 160, at(things.code_card(98), 25, 25) + badge)


PICTURES = {
    "way-1-code": get_code,
    "way-find": find_branch,
    "way-2-branch": go_to_branch,
    "way-3-upload": upload,
    "way-4-check": check,
    "way-5-approved": approved,
    "thing-electronic": electronic_photo,
    "thing-paper": paper_photo,
    "thing-code": collection_code,
}
