"""Nothing on the photo but the photo: no border, text, date, number, mark (规范 照片上不得有文字、边框).

Text fails on the background, where the standard allows nothing at all. A line of it over the clothes only
warns: nobody can tell a number from a badge. So does what hangs beside an ear: it is no text but an earring
(notice, annex 2: 不得佩戴带耳环、项链等饰品), or hair.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.backdrop import Mask, largest_channel
from webapp.photocheck.checks.writing import find_writing
from webapp.photocheck.mesh_points import CHEEK_ENDS
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.ranks import median, median_color
from webapp.photocheck.report import Allowed, Finding, Region, Status
from webapp.photocheck.standard import Standard

_REACH: Final = 9  # strokes nearer than this belong together
_LINE: Final = 1  # the row or column from the edge where a border is sure to be
_DEEP: Final = 48  # and the one where it has surely ended
_EVEN: Final = 6.0  # standard deviation of a border's line, in levels
_STEP: Final = 20.0  # levels between a border and what it frames
_FEWEST_SIDES: Final = 2
_STRIP: Final = 40  # lines from the edge in which a strip along one side ends
_THINNEST: Final = 5  # lines: scanners leave one or two, which JPEG spreads
_BLUR: Final = 4  # lines that JPEG needs to change from the strip to the picture
_ALL_ALONG: Final = 0.8  # of a strip's length: at this share it ends in the same line
_LIP: Final = 13
_EAR_INWARDS, _EAR_OUTWARDS, _LONGEST = 0.1, 0.3, 0.5
"""How far from a cheek's end an earring hangs, and how long it may be, in face widths."""


def check_foreign_content(analysis: Analysis, standard: Standard) -> Finding:
    """measured: the number of edge pixels of the largest mark; for a border, the number of framed sides; for
    writing over the clothes, of its lines that were found."""
    sides = [_is_border(line, deep) for line, deep in _sides(analysis.rgb)]
    if sum(sides) < _FEWEST_SIDES:
        sides = [_is_strip(lines) for lines in _from_edges(analysis.rgb)]
    if any(sides):
        whole = Region(0.0, 0.0, float(analysis.width), float(analysis.height))
        return Finding(
            "foreign_content", Status.FAIL, float(sum(sides)), Allowed(0, 0), "", whole, detail="border"
        )
    allowed = Allowed(None, standard.mark_pixels_warn)
    backdrop = analysis.backdrop
    scene = backdrop.patterned or backdrop.spread > standard.background_spread_fail
    if analysis.turned or scene:
        # Among the things of a real scene nobody can tell a mark: `background_uniformity` reports them.
        return Finding("foreign_content", Status.SKIPPED, None, allowed, detail="no_background")
    pixels, marks = _marks(backdrop.strokes, standard.mark_pixels_warn)
    if not marks:
        return _judge_clothes(analysis, float(pixels), allowed)
    elsewhere = [mark for mark in marks if not _is_at_ear(analysis, mark[1])]
    pixels, region = (elsewhere or marks)[0]
    status, detail = Status.WARN, "marks" if elsewhere else "earring"
    if elsewhere and pixels > standard.mark_pixels_fail:
        status, detail = Status.FAIL, "text"
    return Finding("foreign_content", status, float(pixels), allowed, "", region, detail=detail)


def _judge_clothes(analysis: Analysis, pixels: float, allowed: Allowed) -> Finding:
    """With a clean background: is there writing over the clothes?"""
    line = find_writing(analysis.rgb)
    if line is None:
        return Finding("foreign_content", Status.PASS, pixels, allowed)
    return Finding("foreign_content", Status.WARN, 1.0, Allowed(0, 0), "", line, detail="writing")


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
    return even and median(np.abs(line - deep).max(axis=1)) > _STEP


def _from_edges(rgb: Pixels) -> list[Pixels]:
    """For each side, every eighth pixel of the lines from the edge inwards, (_STRIP + _BLUR, n, 3)."""
    turned = (rgb, rgb[::-1], rgb.transpose(1, 0, 2), rgb[:, ::-1].transpose(1, 0, 2))
    return [np.ascontiguousarray(lines[: _STRIP + _BLUR, ::8]) for lines in turned]


def _is_strip(lines: Pixels) -> bool:
    """A few lines of one colour, ending in the same line nearly all along the side."""
    color = median_color(lines[_LINE]).astype(np.uint8)
    if _of_color(lines[_LINE:_THINNEST], color).min() < _ALL_ALONG:  # spares the rest on most sides
        return False
    same = _of_color(lines, color)
    even = same[_LINE:] > 1 - (1 - _ALL_ALONG) / 4
    width = _LINE + (len(even) if even.all() else int(even.argmin()))
    return _THINNEST <= width < _STRIP and float(1 - same[width + _BLUR - 1]) > _ALL_ALONG


def _of_color(lines: Pixels, color: Pixels) -> Floats:
    """(n,) the share of each line that has a colour."""
    apart = largest_channel(cv2.absdiff(lines, np.full_like(lines, color)))
    return np.asarray((apart < _STEP).mean(axis=1), dtype=np.float32)


def _marks(strokes: Mask, least: float) -> tuple[int, list[tuple[int, Region]]]:
    """Edge pixels of the largest group of strokes; and of each group with more than `least`, the largest
    first, their number and the box around it."""
    total = int(np.count_nonzero(strokes))
    if total <= least:  # no single one is larger than all of them together
        return total, []
    grown = cv2.dilate(strokes.astype(np.uint8), np.ones((_REACH, _REACH), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown)
    pixels = np.bincount(labels[strokes], minlength=count)
    pixels[0] = 0
    order = [group for group in np.argsort(pixels)[::-1] if pixels[group] > least]
    boxes = [Region(*(float(value) for value in stats[group][:4])) for group in order]
    return int(pixels.max()), [(int(pixels[group]), box) for group, box in zip(order, boxes, strict=True)]


def _is_at_ear(analysis: Analysis, mark: Region) -> bool:
    """Whether all of a mark lies where an earring hangs, and it begins no lower than an ear ends."""
    if analysis.mesh is None:
        return False
    eyes = float(analysis.eye_centres[:, 1].mean())
    lips = float(analysis.points[_LIP, 1])
    if not eyes <= mark.y <= lips or mark.height > _LONGEST * analysis.face_width:
        return False
    right, left = (float(analysis.points[ear, 0]) for ear in CHEEK_ENDS)
    inwards, outwards = _EAR_INWARDS * analysis.face_width, _EAR_OUTWARDS * analysis.face_width
    spans = ((right - outwards, right + inwards), (left - inwards, left + outwards))
    return any(first <= mark.x and mark.x + mark.width <= last for first, last in spans)
