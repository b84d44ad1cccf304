"""Draw a report on its photo, for people who tune or explain the checks: `flask photo check --annotate`.

Only codes and numbers are drawn, no sentences: the engine knows no language.
"""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .analysis import to_frame
from .decoding import decode_photo
from .report import Finding, Region, Report, Status
from .standard import STANDARD

_WIDTH, _HEIGHT = 480, 640
_LIST_WIDTH: Final = 420
_ROW: Final = 21
_COLORS: Final[dict[Status, tuple[int, int, int]]] = {
    Status.PASS: (26, 127, 55),
    Status.WARN: (191, 135, 0),
    Status.FAIL: (207, 34, 46),
    Status.SKIPPED: (110, 118, 129),
}
_SIGNS: Final = {Status.PASS: "ok", Status.WARN: "!", Status.FAIL: "X", Status.SKIPPED: "-"}
_BAND: Final = (26, 127, 55, 56)
_LEVELS: Final = ("crown_position", "eye_line")
"""Findings whose allowed interval is a band across the photo, measured from its top edge."""


def annotate(data: bytes, report: Report) -> bytes:
    """PNG of the photo with the allowed bands, the measured places and the list of findings beside it.

    Never raises: what cannot be decoded is drawn as an empty frame with its findings.
    """
    sheet = Image.new("RGB", (_WIDTH + _LIST_WIDTH, _HEIGHT), "white")
    sheet.paste(_photo(data), (0, 0))
    layer = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for code in _LEVELS:
        _draw_band(draw, report, code)
    draw.line((_WIDTH / 2, 0, _WIDTH / 2, _HEIGHT), fill=(255, 255, 255, 120))
    for finding in report.findings:
        if finding.region is not None:
            _draw_region(draw, finding, finding.region)
    _draw_list(draw, report)
    stream = io.BytesIO()
    Image.alpha_composite(sheet.convert("RGBA"), layer).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


def _photo(data: bytes) -> Image.Image:
    rgb = decode_photo(data, STANDARD).rgb
    try:
        picture = Image.fromarray(to_frame(rgb)) if rgb is not None else None
    except ValueError:
        picture = None
    if picture is None:
        return Image.fromarray(np.full((_HEIGHT, _WIDTH, 3), 235, np.uint8))
    return picture.crop((0, 0, _WIDTH, _HEIGHT))


def _draw_band(draw: ImageDraw.ImageDraw, report: Report, code: str) -> None:
    allowed = next((finding.allowed for finding in report.findings if finding.code == code), None)
    if allowed is not None and allowed.low is not None and allowed.high is not None:
        draw.rectangle((0, allowed.low, _WIDTH, allowed.high), fill=_BAND)


def _draw_region(draw: ImageDraw.ImageDraw, finding: Finding, region: Region) -> None:
    """A line for what has no height or width, a box for the rest; boxes of passed findings are left out."""
    is_line = not region.width or not region.height
    if finding.status in (Status.PASS, Status.SKIPPED) and not is_line:
        return
    color = _COLORS[finding.status]
    right, bottom = region.x + region.width, region.y + region.height
    if is_line:
        draw.line((region.x, region.y, right, bottom), fill=color, width=2)
    else:
        draw.rectangle((region.x, region.y, right, bottom), outline=color, width=2)
    draw.text((region.x + 4, region.y + 2), finding.code, fill=color, font=ImageFont.load_default(12))


def _draw_list(draw: ImageDraw.ImageDraw, report: Report) -> None:
    font = ImageFont.load_default(13)
    for row, finding in enumerate(report.findings):
        text = f"{_SIGNS[finding.status]:>2} {finding.code}  {_value(finding)}  {finding.detail}"
        draw.text((_WIDTH + 12, 12 + row * _ROW), text, fill=_COLORS[finding.status], font=font)


def _value(finding: Finding) -> str:
    value = finding.measured
    if value is None:
        return ""
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in parts)
