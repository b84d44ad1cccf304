"""Pictures as pages show them: small, upright, nothing in them but pixels."""

from __future__ import annotations

import base64

from webapp.photocheck.pictures import PictureError, open_picture, reencode

QUALITY = 75  # JPEG: to look at on a slow network, not to keep
LONGEST_SIDE = 960  # pixels: the standard's photo at full size, a phone's picture at reading size


def preview_of(data: bytes) -> bytes | None:
    """A JPEG of a picture's first frame, at most `LONGEST_SIDE` pixels; None when it cannot be shown."""
    try:
        return reencode(open_picture(data, max_side=LONGEST_SIDE), max_side=LONGEST_SIDE, quality=QUALITY)
    except PictureError:
        return None


def preview_url(data: bytes) -> str:
    """The preview as a data URL, for a page that stores nothing; "" when it cannot be shown."""
    picture = preview_of(data)
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}" if picture else ""
