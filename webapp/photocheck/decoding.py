"""From bytes to pixels, and everything that can be said about the file before anybody looks at the picture.

The bytes come from strangers: their kind is read from their content, sizes are capped before a decoder
sees them, and only four decoders may. Any bytes get an answer within 300 ms and 200 MB.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import numpy as np
import simplejpeg
from PIL import Image

from .jpeg import JpegHeader, read_header
from .models import Pixels
from .pictures import PictureError, open_picture, picture_size, refuse_truncated
from .report import FILE_CODES, Allowed, Finding, Fixer, Status, rounded
from .sniff import content_kind
from .standard import Standard

# Measured: `benchmarks/photo_hostile.py` prints what the worst files within these caps cost.
_MAX_JPEG_PIXELS: Final = 26_000_000  # a whole 24-megapixel JPEG takes about 150 ms, read at a quarter
_MAX_JPEG_BYTES: Final = 7_000_000  # noise costs 20 ms a megabyte; 35 times what the standard takes
_MAX_SCAN_PIXELS: Final = 45_000_000  # a progressive file is paid for scan by scan
_MAX_OTHER_PIXELS: Final = 1_200_000  # other kinds are decoded whole, HEIC at 10 megapixels a second
_MAX_OTHER_BYTES: Final = 1_000_000
_ENOUGH: Final = 960  # twice the frame's width: a picture with larger sides is read smaller

# Not damage: the data of the picture is whole, an encoder was only careless with a header.
_HARMLESS: Final = ("Invalid SOS parameters", "Unknown Adobe color transform", "thumbnail image size")
# No transfer mends these: the photographer exports the photo anew.
_EXPORT_ANEW: Final = ("jpeg_too_large", "jpeg_too_many_scans")
_LEAST_MEANINGFUL_TAIL: Final = 64
_RGB_COMPONENTS: Final = 3
_EXIF_TURNS: Final = {2: 0.0, 3: 180.0, 4: 180.0, 5: 90.0, 6: 90.0, 7: 270.0, 8: 270.0}


@dataclass(frozen=True)
class Decoded:
    """What the bytes hold.

    rgb: uint8 (H, W, 3) as stored, before any EXIF turn; None when nothing could be decoded.
    findings: one for each of `FILE_CODES`, in their order.
    """

    rgb: Pixels | None
    findings: tuple[Finding, ...]


def decode_photo(data: bytes, standard: Standard) -> Decoded:
    """Decode any bytes and judge them as a file. Never raises.

    What is no JPEG is still decoded when it is a PNG, WebP or HEIC, so that the student hears at once what
    else is wrong with the picture.
    """
    kind = content_kind(data)
    if kind in ("jpeg", "mpo"):
        return _decode_jpeg(data, kind, standard)
    return _decode_other(data, kind, standard)


def _decode_jpeg(data: bytes, kind: str, standard: Standard) -> Decoded:
    header = read_header(data)
    pixels, damage = _jpeg_pixels(data, header)
    findings = (
        _file_type(kind),
        _integrity(data, header, damage),
        _dimensions((header.width, header.height), standard),
        _file_size(data, standard),
        _color_mode(header),
        _resolution(header.density, standard),
        _compression_quality(header.quality, standard),
        _orientation(header.orientation),
    )
    return Decoded(pixels, findings)


def _decode_other(data: bytes, kind: str, standard: Standard) -> Decoded:
    """Another kind of file: `file_type` fails, and what it has not is skipped, all when it is no picture."""
    pixels: Pixels | None = None
    size: tuple[int, int] | None = None
    try:
        size = picture_size(data)
        if size[0] * size[1] <= _MAX_OTHER_PIXELS and len(data) <= _MAX_OTHER_BYTES:
            pixels = np.asarray(open_picture(data, max_side=2 * _ENOUGH))
    except PictureError:
        pass
    skipped = {code: Finding(code, Status.SKIPPED) for code in FILE_CODES}
    skipped["file_type"] = _file_type(kind)
    if size is not None:
        skipped["file_size"] = _file_size(data, standard)
        skipped["dimensions"] = _dimensions(size, standard)
    return Decoded(pixels, tuple(skipped.values()))


def _jpeg_pixels(data: bytes, header: JpegHeader) -> tuple[Pixels | None, str]:
    """The pixels, and "" or a token for what is wrong with the data they came from."""
    refusal = _refusal(data, header)
    if refusal:
        return None, refusal
    if header.precision != 8 or header.components != _RGB_COMPONENTS:
        return _rare_pixels(data, header)
    enough = {"min_width": min(header.width, _ENOUGH), "min_height": min(header.height, _ENOUGH)}
    try:
        return simplejpeg.decode_jpeg(data, **enough), ""
    except ValueError as error:
        damage = _damage(str(error))
    try:
        return simplejpeg.decode_jpeg(data, **enough, strict=False), damage
    except ValueError:
        return _rare_pixels(data, header)


def _refusal(data: bytes, header: JpegHeader) -> str:
    """Why no decoder may see these bytes, as a token; "" when one may."""
    area = header.width * header.height
    if not area or not header.scans:
        return "jpeg_no_picture"
    if len(data) > _MAX_JPEG_BYTES or area > _MAX_JPEG_PIXELS:
        return "jpeg_too_large"
    return "jpeg_too_many_scans" if area * header.scans > _MAX_SCAN_PIXELS else ""


def _damage(message: str) -> str:
    """Translate what libjpeg says into a token; "" for what harms nobody."""
    if any(text in message for text in _HARMLESS):
        return ""
    return "jpeg_truncated" if "Premature end of JPEG file" in message else "jpeg_damaged"


def _rare_pixels(data: bytes, header: JpegHeader) -> tuple[Pixels | None, str]:
    """Grey, CMYK and odd subsampling by Pillow, which converts them; it notices truncation only."""
    if header.width * header.height > _MAX_OTHER_PIXELS:
        return None, "jpeg_too_large"
    refuse_truncated()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            return np.asarray(picture.convert("RGB")), ""
    except Exception as error:  # A decoder that meets hostile bytes raises whatever it likes.
        return None, "jpeg_truncated" if "truncated" in str(error) else "jpeg_damaged"


def _file_type(kind: str) -> Finding:
    status = Status.PASS if kind == "jpeg" else Status.FAIL
    fixer = Fixer.PHOTOGRAPHER if kind in ("jpeg", "mpo", "png", "webp", "tiff", "bmp") else Fixer.STUDENT
    return Finding("file_type", status, kind, Allowed(values=("jpeg",)), fixer=fixer, detail=f"kind_{kind}")


def _integrity(data: bytes, header: JpegHeader, damage: str) -> Finding:
    """The data decodes whole, and nothing else is hidden behind it.

    Another file behind the picture (zip, pdf, html) fails: the college would archive and pass on something
    that is not a photo. Unknown bytes, which some phones append, only warn.
    """
    allowed = Allowed(values=("whole",))
    if damage:
        fixer = Fixer.PHOTOGRAPHER if damage in _EXPORT_ANEW else Fixer.STUDENT
        return Finding("integrity", Status.FAIL, damage, allowed, fixer=fixer, detail=damage)
    tail = b"" if header.end is None else data[header.end :].strip(b"\x00\xff\r\n \t")
    if len(tail) < _LEAST_MEANINGFUL_TAIL and content_kind(tail) in ("empty", "unknown", "text"):
        return Finding("integrity", Status.PASS, "whole", allowed, fixer=Fixer.STUDENT)
    hidden = content_kind(tail) != "unknown" or b"PK\x05\x06" in tail[-65_600:]
    status, detail = (Status.FAIL, "jpeg_hidden_file") if hidden else (Status.WARN, "jpeg_trailing_data")
    return Finding("integrity", status, detail, allowed, fixer=Fixer.STUDENT, detail=detail)


def _dimensions(size: tuple[int, int], standard: Standard) -> Finding:
    wanted = (standard.width, standard.height)
    allowed = Allowed(values=(f"{wanted[0]}x{wanted[1]}",))
    if not size[0] or not size[1]:
        return Finding("dimensions", Status.SKIPPED, None, allowed, "px")
    detail = "lying" if size == wanted[::-1] else ""
    status = Status.PASS if size == wanted else Status.FAIL
    return Finding("dimensions", status, (float(size[0]), float(size[1])), allowed, "px", detail=detail)


def _file_size(data: bytes, standard: Standard) -> Finding:
    """Judged in the file's favour: schools mean 1,000 bytes or 1,024 by KB, and do not say which."""
    low, high, most = standard.file_kb_low, standard.file_kb_high, standard.file_kb_max
    kilobytes = len(data) / 1024
    if kilobytes < low:
        kilobytes = min(len(data) / 1000, low)
    status, detail = Status.PASS, ""
    if kilobytes > most:
        status, detail = Status.FAIL, "above_most"
    elif kilobytes > high:
        status, detail = Status.WARN, "above_usual"
    elif kilobytes < low:
        status, detail = Status.WARN, "below_usual"
    allowed = Allowed(low, high)
    return Finding("file_size", status, rounded(kilobytes, 1, allowed), allowed, "KB", detail=detail)


def _color_mode(header: JpegHeader) -> Finding:
    names = {1: "grey", 3: "rgb", 4: "cmyk"}
    name = names.get(header.components, f"{header.components} channels")
    if header.precision != 8:
        name = f"{header.precision}-bit {name}"
    allowed = Allowed(values=("rgb",))
    if not header.components:
        return Finding("color_mode", Status.SKIPPED, None, allowed)
    return Finding("color_mode", Status.PASS if name == "rgb" else Status.FAIL, name, allowed)


def _resolution(density: tuple[float, float] | None, standard: Standard) -> Finding:
    allowed = Allowed(standard.dpi, standard.dpi)
    if density is None:
        return Finding("resolution", Status.WARN, None, allowed, "dpi", detail="unstated")
    farthest = max(density, key=lambda value: abs(value - standard.dpi))
    status = Status.PASS if abs(farthest - standard.dpi) <= 1 else Status.WARN
    return Finding("resolution", status, rounded(farthest, 1, allowed), allowed, "dpi")


def _compression_quality(quality: int | None, standard: Standard) -> Finding:
    allowed = Allowed(standard.quality_min)
    if quality is None:
        return Finding("compression_quality", Status.SKIPPED, None, allowed)
    status = Status.PASS if quality >= standard.quality_min else Status.FAIL
    return Finding("compression_quality", status, float(quality), allowed)


def _orientation(tag: int) -> Finding:
    """A turn by EXIF only warns: some programs will show the photo lying, and some will not.

    measured: degrees clockwise that the tag asks for.
    """
    allowed = Allowed(0, 0)
    if tag not in _EXIF_TURNS:
        return Finding("orientation", Status.PASS, 0.0, allowed, "deg")
    return Finding("orientation", Status.WARN, _EXIF_TURNS[tag], allowed, "deg", detail="exif_turn")
