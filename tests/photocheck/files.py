"""Files of every kind that students upload and strangers make, each built here from a drawn portrait."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

import webapp.photocheck.pictures  # noqa: F401  (registers the HEIF encoder too)
from webapp.demo.look import Shot
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import draw_portrait

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640"/>'
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF"
ZIP = b"PK\x03\x04" + bytes(26) + b"photo.jpg" + b"PK\x05\x06" + bytes(18)


@cache
def drawn() -> Image.Image:
    """A flawless portrait of 480 x 640 pixels."""
    return draw_portrait(PEOPLE["lin"], Shot())


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture in a format that Pillow writes; JPEG with 300 dpi and quality 85 unless told otherwise."""
    if kind == "JPEG":
        options = {"quality": 85, "dpi": (300, 300)} | options
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


@cache
def photo(**options: Any) -> bytes:
    """The portrait as a photographer delivers it."""
    return encoded(drawn(), **options)


def with_size(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame header claims another size than its data has."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def with_exif(**tags: Any) -> bytes:
    """The portrait with EXIF tags: `orientation`, and `dpi` in place of what JFIF would say."""
    exif = Image.Exif()
    if "orientation" in tags:
        exif[0x0112] = tags["orientation"]
    if "dpi" in tags:
        exif[0x011A] = exif[0x011B] = float(tags["dpi"])
        exif[0x0128] = 2
    return encoded(drawn(), exif=exif.tobytes(), dpi=(0, 0) if "dpi" in tags else (300, 300))


def with_noise_in_scan(data: bytes, count: int = 1400) -> bytes:
    """The middle of a JPEG's picture data overwritten with random bytes."""
    middle = len(data) // 2
    noise = np.random.default_rng(3).bytes(count)
    return data[:middle] + noise + data[middle + count :]


def png_bomb(side: int = 20_000) -> bytes:
    """A PNG of 400 million pixels in about 50 KB."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side // 8 + 1)) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def many_scans(count: int) -> bytes:
    """A progressive JPEG that repeats its last scan, which a decoder pays for each time."""
    data = encoded(drawn(), progressive=True)
    start = data.rindex(b"\xff\xda")
    return data[:start] + data[start:-2] * count + data[-2:]


def animated(kind: str) -> bytes:
    """Two frames."""
    frames = [
        drawn().resize((120, 160)),
        drawn().resize((120, 160)).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    ]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:])
