"""Reading the collection code (图像采集码) from the picture a student saved or took.

The code is a QR code whose payload CHSI encrypts: it is opaque here, only whether it reads, and what its
bytes are, matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from .pictures import PictureError, open_picture

MAX_CODE_SIDE: Final = 2400
"""Longest side read: a code that fills a tenth of a phone picture still has 8 pixels a module."""

_FEW_PIXELS: Final = 700
_QUIET_ZONE: Final = 0.12  # of the code's side: four modules of a middling code
_QR_ONLY: Final = zxingcpp.barcode_formats_from_str("QRCode")


@dataclass(frozen=True)
class CodeReading:
    """What a picture of a code holds.

    payload: the code's bytes, None when there is not exactly one code.
    text: the payload as text, for showing to a reviewer; "" when it is not text.
    problem: "" when read, else "no_code", "many_codes" (two or more different ones), or a `PictureError`
    token when the picture itself cannot be read.
    """

    payload: bytes | None = None
    text: str = ""
    problem: str = ""


def read_code(data: bytes) -> CodeReading:
    """Find the one QR code in a picture of any accepted kind. Never raises.

    The same code twice (a poster with two prints) is one code; two different codes are "many_codes",
    because nobody can tell which of them is the student's.
    """
    try:
        picture = open_picture(data, max_side=MAX_CODE_SIDE)
    except PictureError as error:
        return CodeReading(problem=error.token)
    for attempt in _attempts(picture.convert("L")):
        found = _codes(attempt)
        if len(found) > 1:
            return CodeReading(problem="many_codes")
        if found:
            payload, text = found.popitem()
            return CodeReading(payload, text)
    return CodeReading(problem="no_code")


def code_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Where the code lies, with room for its quiet zone: left, top, right, bottom in pixels of the picture.

    The room may reach beyond the edge. None when no code is found in the picture as it is.
    """
    barcodes: list[Any] = zxingcpp.read_barcodes(picture.convert("L"), formats=_QR_ONLY)
    for barcode in barcodes:
        place = barcode.position
        corners = place.top_left, place.top_right, place.bottom_right, place.bottom_left
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        room = round(_QUIET_ZONE * max(max(across) - min(across), max(down) - min(down)))
        return min(across) - room, min(down) - room, max(across) + room, max(down) + room
    return None


def _attempts(grey: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, then the usual rescues: quiet zone, blur, contrast, other sizes."""
    yield grey
    yield ImageOps.expand(grey, border=max(16, max(grey.size) // 20), fill=255)
    yield grey.filter(ImageFilter.GaussianBlur(2))
    yield ImageOps.autocontrast(grey, cutoff=2)
    if max(grey.size) < _FEW_PIXELS:
        larger = grey.resize((grey.width * 3, grey.height * 3), Image.Resampling.BICUBIC)
        yield ImageOps.expand(larger, border=48, fill=255)
    else:
        yield grey.resize((grey.width // 2, grey.height // 2), Image.Resampling.BOX)


def _codes(grey: Image.Image) -> dict[bytes, str]:
    """Payload and text of every different QR code in a grey picture."""
    barcodes: list[Any] = zxingcpp.read_barcodes(grey, formats=_QR_ONLY)
    return {bytes(barcode.bytes): barcode.text for barcode in barcodes if barcode.valid}
