"""What the headers of a JPEG file say: ISO/IEC 10918-1 markers, JFIF and EXIF, read without decoding.

Everything here works on hostile bytes: a walk that loses its way stops and returns what it has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SOI, _EOI, _SOS, _DQT, _APP0, _APP1 = 0xD8, 0xD9, 0xDA, 0xDB, 0xE0, 0xE1
# Start-of-frame markers; C4, C8 and CC are tables and a reserved one.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Inside entropy-coded data FF00 is a stuffed byte and FFD0-FFD7 are restart markers; FFFF is fill.
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MAX_SEGMENTS: Final = 4096

_EXIF_ORIENTATION: Final = 0x0112
_EXIF_X_RESOLUTION, _EXIF_Y_RESOLUTION, _EXIF_RESOLUTION_UNIT = 0x011A, 0x011B, 0x0128
_CM_PER_INCH: Final = 2.54

Table = tuple[int, ...]


@dataclass
class JpegHeader:
    """The headers of one JPEG picture.

    width, height: pixels as stored; 0 when no frame header was found.
    precision: bits a sample. components: 1 grey, 3 colour, 4 CMYK.
    scans: how many scans the file holds (1 when sequential, about 10 when progressive).
    tables: the quantization tables in use, 64 values each in zigzag order, luminance first.
    density: dots per inch, across and down, by JFIF or else by EXIF; None when neither says.
    orientation: the EXIF orientation tag, 1 when absent.
    end: offset just behind the end-of-image marker, None when there is none.
    """

    width: int = 0
    height: int = 0
    precision: int = 0
    components: int = 0
    scans: int = 0
    tables: dict[int, Table] = field(default_factory=dict)
    table_of_component: tuple[int, ...] = ()
    density: tuple[float, float] | None = None
    orientation: int = 1
    end: int | None = None

    @property
    def quality(self) -> int | None:
        """The quality (1-100) of the IJG tables nearest to this file's; None without tables."""
        used = [self.tables[index] for index in self.table_of_component[:2] if index in self.tables]
        return nearest_quality(used or list(self.tables.values())[:2])


def read_header(data: bytes) -> JpegHeader:
    """Walk the markers of `data`, which should begin with a start-of-image marker. Never raises."""
    header = JpegHeader()
    exif_density: tuple[float, float] | None = None
    at = 2
    for _ in range(_MAX_SEGMENTS):
        found = _NEXT_MARKER.search(data, at)
        if found is None:
            break
        marker, start = data[found.end() - 1], found.end()
        if marker == _EOI:
            header.end = start
            break
        length = int.from_bytes(data[start : start + 2], "big")
        body = data[start + 2 : start + length]
        if marker == _SOS:
            header.scans += 1
        elif marker in _FRAMES and not header.width:
            _read_frame(header, body)
        elif marker == _DQT:
            _read_tables(header, body)
        elif marker == _APP0 and body.startswith(b"JFIF\x00"):
            header.density = header.density or _jfif_density(body)
        elif marker == _APP1 and body.startswith(b"Exif\x00\x00"):
            header.orientation, exif_density = _read_exif(body)
        at = start + max(length, 2)
    header.density = header.density or exif_density
    return header


def _read_frame(header: JpegHeader, body: bytes) -> None:
    if len(body) < 6:
        return
    header.precision = body[0]
    header.height = int.from_bytes(body[1:3], "big")
    header.width = int.from_bytes(body[3:5], "big")
    header.components = body[5]
    header.table_of_component = tuple(body[8 : 6 + 3 * header.components : 3])


def _read_tables(header: JpegHeader, body: bytes) -> None:
    """Tables of one DQT segment; a table defined twice keeps its first values, as the frame came first."""
    at = 0
    while at < len(body):
        wide, index = body[at] >> 4, body[at] & 15
        size = 128 if wide else 64
        raw = body[at + 1 : at + 1 + size]
        if len(raw) < size:
            return
        values = np.frombuffer(raw, dtype=">u2" if wide else np.uint8)
        header.tables.setdefault(index, tuple(int(value) for value in values))
        at += 1 + size


def _jfif_density(body: bytes) -> tuple[float, float] | None:
    if len(body) < 12 or body[7] not in (1, 2):  # unit 0 is an aspect ratio only
        return None
    scale = 1.0 if body[7] == 1 else _CM_PER_INCH
    across, down = int.from_bytes(body[8:10], "big"), int.from_bytes(body[10:12], "big")
    return (across * scale, down * scale)


def _read_exif(body: bytes) -> tuple[int, tuple[float, float] | None]:
    """Orientation, and dots per inch, of an EXIF block; (1, None) when it is damaged or silent."""
    exif = Image.Exif()
    try:
        exif.load(body)
        orientation = int(exif.get(_EXIF_ORIENTATION, 1))
        scale = _CM_PER_INCH if exif.get(_EXIF_RESOLUTION_UNIT, 2) == 3 else 1.0
        across, down = (float(exif[tag]) * scale for tag in (_EXIF_X_RESOLUTION, _EXIF_Y_RESOLUTION))
    except KeyError:
        return orientation, None
    except Exception:  # Pillow's reader raises many kinds on hostile bytes; all mean: no EXIF.
        return 1, None
    return orientation, (across, down) if across > 0 and down > 0 else None


# Annex K of ISO/IEC 10918-1, in zigzag order: what every encoder built on the IJG library scales.
_LUMINANCE: Final = (
    *(16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37),
    *(29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87),
    *(95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99),
)
_CHROMINANCE: Final = (17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66) + (99,) * 50


@cache
def _ijg_tables() -> NDArray[np.float64]:
    """Logarithms of the IJG tables: quality (100) x kind (2) x value (64)."""
    qualities = np.arange(1, 101)
    scales = np.where(qualities < 50, 5000 // qualities, 200 - 2 * qualities)
    base = np.array([_LUMINANCE, _CHROMINANCE])
    scaled = (base[None] * scales[:, None, None] + 50) // 100
    logarithms: NDArray[np.float64] = np.log(np.clip(scaled, 1, 255))
    return logarithms


def nearest_quality(tables: Sequence[Table]) -> int | None:
    """The IJG quality whose tables lie nearest to these (luminance, then chrominance) on a log scale.

    Exact for files of the IJG library and its kin; for other tables (Photoshop, cameras) the quality
    that quantizes about as coarsely. None without tables.
    """
    if not tables:
        return None
    own = np.log(np.maximum(np.array(tables, dtype=np.float64), 1.0))
    distance = np.abs(_ijg_tables()[:, : len(tables)] - own).sum(axis=(1, 2))
    return int(np.argmin(distance)) + 1
