"""Pictures to upload, drawn by the demo's own hand. No photograph of a person stands in the repository."""

from __future__ import annotations

import io
from functools import cache

import segno
from PIL import Image

from webapp.demo.look import Shot
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import draw_portrait, portrait_jpeg

TABLE = (206, 196, 184)


@cache
def portrait(person: str = "lin", **shot: float | str | bool) -> bytes:
    """An electronic photo; keywords change the shot (`crown=20`, `eyes="closed"`)."""
    return portrait_jpeg(PEOPLE[person], Shot(**shot))  # type: ignore[arg-type] # each keyword has its field's type


@cache
def print_of(person: str = "lin", count: int = 1) -> bytes:
    """A picture of a print on a table, as a phone takes it; of several prints side by side with `count`."""
    sheet = Image.new("RGB", (1200, 900), TABLE)
    small = draw_portrait(PEOPLE[person], Shot()).resize((360, 480))
    for index in range(count):
        sheet.paste(small, (60 + 380 * index, 200))
    return _jpeg(sheet)


def table() -> bytes:
    """A picture of the table alone."""
    return _jpeg(Image.new("RGB", (800, 600), TABLE))


def code(payload: str) -> bytes:
    """A collection code as it is saved from CHSI."""
    stream = io.BytesIO()
    segno.make(payload, error="m").save(stream, kind="png", scale=5)
    return stream.getvalue()


def two_codes() -> bytes:
    """One picture with two different codes."""
    sheet = Image.new("RGB", (900, 450), "white")
    for index, payload in enumerate(("A" * 60, "B" * 60)):
        sheet.paste(
            Image.open(io.BytesIO(code(payload))).convert("RGB").resize((380, 380)), (30 + 440 * index, 30)
        )
    return _jpeg(sheet)


def _jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88)
    return stream.getvalue()
