"""A line of writing over the clothes: a date, a name or a number, as it stands along a photo's lower edge.

A line is what is left of fine marks when everything longer or taller than a letter is taken away: a flat
band, crossed by many strokes, with nothing like them above and below it. Seams, buttons and folds have few
strokes; a knit, a check or a stripe goes on beyond the band. Large print on a shirt is not looked for.

A camera's date is yellow, orange or red. Among the marks that are warmer than what is around them it is
found on patterned clothes, too, whose own marks are seldom a line of that colour.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from webapp.photocheck.backdrop import largest_channel
from webapp.photocheck.models import Pixels
from webapp.photocheck.ranks import percentile
from webapp.photocheck.report import Region

_FROM: Final = 0.78  # of the height: dates and names stand along the lower edge
_COARSE: Final = 4  # a stroke stands out of the median of cells of this side in pixels,
_AROUND: Final = 5  # so many of them
_LEAST_STEP: Final = 30  # levels it does so by
_LETTER: Final = (300, 34)  # width and height in pixels of the largest mark: letters may run together
_LEAST_MARK: Final = 6  # pixels
_GAP, _DATE_GAP = 17, 25  # pixels between letters and words, and between the numbers of a date
_WARMER: Final = 20  # levels by which red over blue is more than around; on clothes no line was found at 8
_THIN: Final = (11, 7)  # width and height in pixels of what is too small for a line
_HEIGHTS: Final = (8, 36)
_LEAST_WIDTH, _LEAST_ASPECT = 56, 3.1
_FILLED: Final = 0.66  # of its box
_DENSITY: Final = (0.15, 0.8)  # of strokes in the box
_CROSSINGS: Final = 2.3  # of the edges of strokes along a row, over the aspect: letters have more
_QUIET: Final = 0.33  # strokes above or below, over those within
_UNEVEN: Final = 0.4  # of the height that the band's edges move by, 80 of 100 columns

Marks = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


def find_writing(rgb: Pixels) -> Region | None:
    """The box of the longest line of writing in the lower part of a picture (H, W, 3); None without one."""
    start = int(_FROM * rgb.shape[0])
    part, around = rgb[start:], _around(rgb[start:])
    lines = _lines(_marks(part, around), _GAP) + _lines(_warm_marks(part, around), _DATE_GAP)
    if not lines:
        return None
    x, y, width, height = max(lines, key=lambda box: box[2])
    return Region(float(x), float(start + y), float(width), float(height))


def _lines(marks: Marks, gap: int) -> list[Box]:
    """The boxes of all lines of writing among some marks."""
    if np.count_nonzero(_edges(marks).sum(axis=1) >= _LEAST_ASPECT * _CROSSINGS) < _HEIGHTS[0] // 2:
        return []  # no rows with as many strokes as a line has: most clothes
    letters = _letters(marks)
    band = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((3, gap), np.uint8))
    band = cv2.morphologyEx(band, cv2.MORPH_OPEN, np.ones(_THIN[::-1], np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(band, connectivity=4)
    lines = []
    for number, (x, y, width, height, area) in enumerate(stats[1:].tolist(), 1):
        long = width >= max(_LEAST_WIDTH, _LEAST_ASPECT * height)
        if not long or not _HEIGHTS[0] <= height <= _HEIGHTS[1] or area < _FILLED * width * height:
            continue
        inside = labels[y : y + height, x : x + width] == number
        if _is_line(marks, (x, y, width, height)) and _is_straight(inside):
            lines.append((x, y, width, height))
    return lines


def _around(rgb: Pixels) -> Pixels:
    """What is around each pixel."""
    height, width = rgb.shape[:2]
    small = cv2.resize(rgb, (width // _COARSE, height // _COARSE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(cv2.medianBlur(small, _AROUND), (width, height)), dtype=np.uint8)


def _marks(rgb: Pixels, around: Pixels) -> Marks:
    """1 where a pixel differs from what is around it."""
    marks: Marks = np.asarray(largest_channel(cv2.absdiff(rgb, around)) > _LEAST_STEP, dtype=np.uint8)
    return marks


def _warm_marks(rgb: Pixels, around: Pixels) -> Marks:
    """1 where a pixel is more red, yellow or orange than what is around it."""
    here, there = (cv2.subtract(each[..., 0], each[..., 2], dtype=cv2.CV_16S) for each in (rgb, around))
    marks: Marks = np.asarray(cv2.subtract(here, there) > _WARMER, dtype=np.uint8)
    return marks


def _edges(marks: Marks) -> NDArray[np.bool_]:
    """Where a row goes from mark to none, or back."""
    return np.asarray(marks[:, 1:] != marks[:, :-1])


def _letters(marks: Marks) -> Marks:
    """Without marks too large for letters, and without those that the frame cuts."""
    rows, columns = marks.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(marks)
    left, top, width, height, area = stats.T
    kept = (width <= _LETTER[0]) & (height <= _LETTER[1]) & (area >= _LEAST_MARK)
    kept &= (left > 0) & (left + width < columns) & (top + height < rows - 1)
    kept[0] = False
    letters: Marks = kept[labels].astype(np.uint8)
    return letters


def _is_line(marks: Marks, box: Box) -> bool:
    """Many strokes side by side in the box, and few above and below it."""
    x, y, width, height = box
    columns, margin = slice(x, x + width), max(3, height // 3)
    inside = marks[y : y + height, columns]
    density = float(inside.mean())
    middle = inside[int(0.2 * height) : int(0.8 * height)]
    crossings = np.count_nonzero(_edges(middle)) / len(middle) / (width / height)
    above, below = marks[max(0, y - margin - 1) : max(0, y - 1), columns], marks[y + height + 1 :, columns]
    beside = max(float(part.mean()) for part in (above, below[:margin]) if len(part))
    return bool(_DENSITY[0] < density < _DENSITY[1] and crossings > _CROSSINGS and beside < _QUIET * density)


def _is_straight(inside: NDArray[np.bool_]) -> bool:
    """Upper and lower edge of the band are level."""
    columns = inside[:, inside.any(axis=0)]
    edges = (columns.argmax(axis=0), columns[::-1].argmax(axis=0))
    moved = max(percentile(np.abs(edge - np.median(edge)), 80) for edge in edges)
    return moved < _UNEVEN * len(inside)
