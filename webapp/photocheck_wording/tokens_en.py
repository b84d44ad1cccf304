"""The words of `tokens.py` in English."""

from __future__ import annotations

from typing import Final

TOKENS: Final[dict[str, str]] = {
    "jpeg": "JPEG",
    "mpo": "MPO",
    "png": "PNG",
    "webp": "WebP",
    "heic": "HEIC",
    "avif": "AVIF",
    "gif": "GIF",
    "tiff": "TIFF",
    "bmp": "BMP",
    "psd": "PSD",
    "ico": "an icon",
    "jpeg2000": "JPEG 2000",
    "jxl": "JPEG XL",
    "svg": "an SVG drawing",
    "pdf": "a PDF document",
    "zip": "an archive",
    "video": "a video",
    "html": "a web page",
    "text": "text",
    "empty": "nothing",
    "unknown": "something unknown",
    "whole": "complete",
    "jpeg_truncated": "incomplete",
    "jpeg_damaged": "damaged",
    "jpeg_no_picture": "no photo",
    "jpeg_too_large": "too large",
    "jpeg_too_many_scans": "built oddly",
    "jpeg_hidden_file": "another file hidden in it",
    "jpeg_trailing_data": "data added",
    "rgb": "RGB colour",
    "grey": "greyscale",
    "cmyk": "CMYK",
    "light_blue": "light blue",
    "white": "white",
    "light_grey": "light grey",
}
