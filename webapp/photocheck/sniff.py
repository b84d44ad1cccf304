"""What kind of file some bytes are, by their content alone.

A name, an extension or a browser's media type is never asked: phones and chat apps get all three wrong.
"""

from __future__ import annotations

from typing import Final

_HEAD: Final = 512

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"8BPS", "psd"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"\x00\x00\x00\x0cJXL ", "jxl"),
    (b"\xff\x0a", "jxl"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "zip"),
    (b"\x1f\x8b", "zip"),
)

# Brands of the ISO base media file format (ISO/IEC 23008-12 for HEIF, AV1 Image File Format for AVIF).
_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})


def content_kind(data: bytes) -> str:
    """Name the kind of `data`, as a stable token.

    One of "jpeg", "mpo", "png", "webp", "heic", "avif", "gif", "tiff", "bmp", "psd", "ico", "jpeg2000",
    "jxl", "svg", "pdf", "zip", "video", "html", "text", "empty" and "unknown". It only looks at the
    beginning: whether the rest holds is for a decoder to say. Never raises.
    """
    head = data[:_HEAD]
    if not head:
        return "empty"
    if head.startswith(b"\xff\xd8\xff"):
        return "mpo" if _is_multi_picture(data) else "jpeg"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _container_kind(head) or _text_kind(head)


def _is_multi_picture(data: bytes) -> bool:
    """Whether a JPEG carries the CIPA multi-picture index (APP2 "MPF") among its first segments."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and 0xE0 <= data[at + 1] <= 0xEF:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xE2 and data[at + 4 : at + 8] == b"MPF\x00":
            return True
        at += 2 + max(length, 2)
    return False


def _container_kind(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and len(head) >= 26 and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if b"%PDF-" in head:
        return "pdf"
    if head[4:8] != b"ftyp":
        return ""
    brands = {head[at : at + 4] for at in range(8, min(len(head), 64), 4)}
    if brands & _AVIF_BRANDS:
        return "avif"
    return "heic" if brands & _HEIF_BRANDS else "video"


def _text_kind(head: bytes) -> str:
    lowered = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in lowered:
        return "svg"
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    try:
        # The head may end inside a character of up to four bytes.
        text = head.decode("utf-8-sig") if len(head) < _HEAD else head[:-4].decode("utf-8-sig", "ignore")
    except UnicodeDecodeError:
        return "unknown"
    printable = sum(character.isprintable() or character.isspace() for character in text)
    return "text" if text and printable == len(text) and "\x00" not in text else "unknown"
