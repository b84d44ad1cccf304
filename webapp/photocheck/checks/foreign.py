"""Nothing on the photo but the photo: no border, text, date, number, mark (规范 照片上不得有文字、边框).

Text is looked for on the background only, where the standard allows nothing at all; on clothes nobody can
tell a number from a badge.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis, Mask
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.report import Allowed, Finding, Region, Status
from webapp.photocheck.standard import Standard

_RIM: Final = 3  # pixels at the edges that marks are not looked for in
_LEAST_RANGE: Final = 12  # levels between neighbours: above the ringing of JPEG at quality 60
_NOISE_FACTOR: Final = 2.5
_REACH: Final = 9  # strokes nearer than this belong together
_LINE: Final = 1  # the row or column from the edge where a border is sure to be
_DEEP: Final = 48  # and the one where it has surely ended
_EVEN: Final = 6.0  # standard deviation of a border's line, in levels
_STEP: Final = 20.0  # levels between a border and what it frames
_FEWEST_SIDES: Final = 2


def check_foreign_content(analysis: Analysis, standard: Standard) -> Finding:
    """measured: the number of edge pixels of the largest mark; for a border, the number of framed sides."""
    sides = [_is_border(line, deep) for line, deep in _sides(analysis.rgb)]
    if sum(sides) >= _FEWEST_SIDES:
        whole = Region(0.0, 0.0, float(analysis.width), float(analysis.height))
        return Finding(
            "foreign_content", Status.FAIL, float(sum(sides)), Allowed(0, 0), "", whole, detail="border"
        )
    pixels, region = _largest_mark(_strokes(analysis))
    allowed = Allowed(None, standard.mark_pixels_warn)
    if pixels <= standard.mark_pixels_warn:
        return Finding("foreign_content", Status.PASS, float(pixels), allowed)
    failed = pixels > standard.mark_pixels_fail
    status, detail = (Status.FAIL, "text") if failed else (Status.WARN, "marks")
    return Finding("foreign_content", status, float(pixels), allowed, "", region, detail=detail)


def _sides(rgb: Pixels) -> list[tuple[Floats, Floats]]:
    """For each side, the line of pixels at the edge and the one well inside, float32 (n, 3)."""
    lines = (
        (rgb[_LINE], rgb[_DEEP]),
        (rgb[-1 - _LINE], rgb[-1 - _DEEP]),
        (rgb[:, _LINE], rgb[:, _DEEP]),
        (rgb[:, -1 - _LINE], rgb[:, -1 - _DEEP]),
    )
    return [(line.astype(np.float32), deep.astype(np.float32)) for line, deep in lines]


def _is_border(line: Floats, deep: Floats) -> bool:
    """A line of one colour all along, unlike the picture further in."""
    even = float(line.std(axis=0).max()) < _EVEN
    return even and float(np.median(np.abs(line - deep).max(axis=1))) > _STEP


def _strokes(analysis: Analysis) -> Mask:
    """Where the background has edges that neither noise, a shadow nor a gradient makes."""
    smooth = cv2.GaussianBlur(analysis.rgb, (3, 3), 0.8)
    square = np.ones((3, 3), np.uint8)
    red, green, blue = cv2.split(cv2.subtract(cv2.dilate(smooth, square), cv2.erode(smooth, square)))
    spread = cv2.max(cv2.max(red, green), blue)
    free = analysis.background.copy()
    free[:_RIM] = free[-_RIM:] = free[:, :_RIM] = free[:, -_RIM:] = False
    values = spread[::3, ::3][free[::3, ::3]]
    usual = float(np.percentile(values, 60)) if values.size else 0.0
    return np.asarray((spread > max(_LEAST_RANGE, _NOISE_FACTOR * usual)) & free)


def _largest_mark(strokes: Mask) -> tuple[int, Region | None]:
    """Number of edge pixels of the largest group of strokes, and the box around it."""
    grown = cv2.dilate(strokes.astype(np.uint8), np.ones((_REACH, _REACH), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown)
    pixels = np.bincount(labels[strokes], minlength=count)
    pixels[0] = 0
    largest = int(pixels.argmax())
    if not pixels[largest]:
        return 0, None
    return int(pixels[largest]), Region(*(float(value) for value in stats[largest][:4]))
