"""Reading the two pictures that need not be the branch's own file: the paper photo and the collection code.

Phones send 12-50 million pixels as JPEG, HEIC, WebP or PNG, turned by an EXIF tag. `open_picture` reads any
of them within caps, upright and small; `reencode` writes what is kept, with nothing but pixels in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from PIL import Image, ImageFile, ImageOps
from pillow_heif import HeifImagePlugin  # noqa: F401  (the import registers the HEIF decoder with Pillow)

from .sniff import content_kind

MAX_BYTES: Final = 20 * 1024 * 1024
"""Longest file read at all: a 50-megapixel phone JPEG is about 15 MB."""

MAX_PIXELS: Final = 52_000_000
"""Largest JPEG decoded (a 50-megapixel phone): the decoder shrinks while it reads."""

MAX_PIXELS_WHOLE: Final = {"heic": 25_000_000, "png": 20_000_000, "webp": 13_000_000}
"""Largest picture of a kind that is decoded whole before it is shrunk: as much as fits into 200 MB. Phones
write HEIC of 24 megapixels; PNG and WebP are screenshots and what chat apps make."""

MAX_SIDE: Final = 1600
"""Longest side of what `open_picture` returns, unless told otherwise."""

_DECODERS: Final[dict[str, tuple[str, ...]]] = {
    "jpeg": ("JPEG",),
    "mpo": ("JPEG", "MPO"),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "heic": ("HEIF",),
}


class PictureError(Exception):
    """A picture that cannot be read.

    token: "empty", "too_large" (bytes), "not_a_picture" (not of an accepted kind), "too_many_pixels" or
    "damaged".
    """

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, as stored, of a picture of an accepted kind. Raises PictureError."""
    kind = _accepted_kind(data)
    if kind == "webp":
        return _webp_size(data)
    if kind == "png":  # Pillow would refuse to name the size of a bomb
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    with _decoder_errors(), Image.open(io.BytesIO(data), formats=_DECODERS[kind]) as opened:
        return opened.size


def open_picture(data: bytes, *, max_pixels: int = MAX_PIXELS, max_side: int = MAX_SIDE) -> Image.Image:
    """Decode a JPEG, PNG, WebP, HEIC or MPO (its first frame) to an upright RGB picture without metadata.

    The picture is shrunk so that no side is longer than `max_side` pixels; it is never enlarged, and
    transparency becomes white. Raises PictureError, and nothing else, on every other input.
    """
    kind = _accepted_kind(data)
    cap = min(max_pixels, MAX_PIXELS_WHOLE.get(kind, max_pixels))
    width, height = picture_size(data)
    if width * height > cap:
        raise PictureError("too_many_pixels")
    with _decoder_errors():
        return _decode(data, kind, max_side)


def reencode(picture: Image.Image, *, max_side: int = MAX_SIDE, quality: int = 85) -> bytes:
    """The picture as JPEG bytes with no metadata at all, no side longer than `max_side` pixels."""
    pixels = picture.convert("RGB")
    if max(pixels.size) > max_side:
        pixels.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    # Pillow copies a comment from `info` into the new file, so only the pixels go on.
    clean = Image.fromarray(np.asarray(pixels))
    stream = io.BytesIO()
    clean.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
    return stream.getvalue()


def _accepted_kind(data: bytes) -> str:
    if not data:
        raise PictureError("empty")
    if len(data) > MAX_BYTES:
        raise PictureError("too_large")
    kind = content_kind(data)
    if kind not in _DECODERS:
        raise PictureError("not_a_picture")
    return kind


def refuse_truncated() -> None:
    """Make Pillow refuse files that end too early: importing face_recognition lets them pass everywhere."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False


@contextmanager
def _decoder_errors() -> Iterator[None]:
    """Turn whatever a decoder raises on hostile bytes into a PictureError."""
    refuse_truncated()
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("too_many_pixels") from None
    except Exception:
        raise PictureError("damaged") from None


def _decode(data: bytes, kind: str, max_side: int) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=_DECODERS[kind]) as opened:
        opened.draft("RGB", (max_side, max_side))
        opened.load()
        upright = ImageOps.exif_transpose(_to_rgb(_shrink(opened, max_side)))
    upright.info = {}
    return upright


def _shrink(picture: Image.Image, max_side: int) -> Image.Image:
    """In place where it can be: a copy of a large picture is what memory runs out for."""
    if max(picture.size) > max_side:
        picture = picture if picture.mode not in ("P", "1") else picture.convert("RGBA")
        picture.thumbnail((max_side, max_side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return picture


def _to_rgb(picture: Image.Image) -> Image.Image:
    """RGB over white, keeping the EXIF that `exif_transpose` reads."""
    if picture.mode.startswith("I"):
        # 16-bit grey: Pillow's own conversion would clip it instead of scaling it.
        grey = np.clip(np.asarray(picture, dtype=np.float32) / 257.0, 0, 255).astype(np.uint8)
        rgb = Image.fromarray(grey).convert("RGB")
    elif picture.has_transparency_data:
        layer = picture.convert("RGBA")
        rgb = Image.new("RGB", layer.size, "white")
        rgb.paste(layer, mask=layer.getchannel("A"))
    else:
        rgb = picture.convert("RGB")
    rgb.info = dict(picture.info)
    rgb.getexif().update(picture.getexif())
    return rgb


def _webp_size(data: bytes) -> tuple[int, int]:
    """Canvas size of a WebP from its header (RFC 9649): Pillow would allocate the canvas just to open it."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
