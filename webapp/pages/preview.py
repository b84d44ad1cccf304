"""Pictures as pages show them: small, upright, nothing in them but pixels."""

from __future__ import annotations

import base64

from PIL import Image

from webapp.photocheck.pictures import PictureError, open_picture, reencode
from webapp.photocheck.qr import MAX_CODE_SIDE, code_box

QUALITY = 75  # JPEG: to look at on a slow network, not to keep
CODE_QUALITY = 90  # a code is scanned off the screen: its edges stay sharp
LONGEST_SIDE = 960  # pixels: the standard's photo at full size, a phone's picture at reading size


def preview_of(data: bytes) -> bytes | None:
    """A JPEG of a picture's first frame, at most `LONGEST_SIDE` pixels; None when it cannot be shown."""
    try:
        return reencode(open_picture(data, max_side=LONGEST_SIDE), max_side=LONGEST_SIDE, quality=QUALITY)
    except PictureError:
        return None


def code_alone(data: bytes) -> bytes | None:
    """A JPEG of the QR code alone, out of a whole screenshot; the whole picture when none is found in it."""
    try:
        picture = open_picture(data, max_side=MAX_CODE_SIDE)
    except PictureError:
        return None
    box = code_box(picture)
    if box is None:
        return preview_of(data)
    left, top, right, bottom = box
    alone = Image.new("RGB", (right - left, bottom - top), "white")
    alone.paste(picture.convert("RGB"), (-left, -top))
    return reencode(alone, max_side=LONGEST_SIDE, quality=CODE_QUALITY)


def preview_url(data: bytes) -> str:
    """The preview as a data URL, for a page that stores nothing; "" when it cannot be shown."""
    picture = preview_of(data)
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}" if picture else ""
