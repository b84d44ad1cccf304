"""Is it a photo of a screen or of a print? Their grids leave a fine, regular pattern on the even background.

A regular pattern is one narrow peak in the spectrum. Noise has no peak, folds and shadows have a broad one
near zero, and the block grid of JPEG peaks only at multiples of an eighth, which are left out. A moire bends
and changes its period across the picture, so small windows are looked at, where it is straight. A grid so
strong that it looks like strokes all over is told from a wall of bricks by being finer.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.models import Floats, Mask
from webapp.photocheck.ranks import median
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

_ROWS: Final = 400  # from the top: where a portrait shows its background
_RIM: Final = 16  # pixels at the edges, where a border would be
_SIDE, _STEP = 64, 32  # of the windows, and from one to the next, in pixels
_FEWEST_WINDOWS: Final = 3
_LOWEST: Final = 0.05  # cycles a pixel: coarser than 20 px is a fold or a shadow
_GRID, _GRID_HALF = 8, 0.02  # JPEG's blocks, and how near to their frequencies is left out, cycles a pixel
_AROUND: Final = 8  # half side of the neighbourhood in the spectrum that a peak stands out of
_NARROW: Final = 80.0  # power of a peak over the median of its neighbourhood
_FINE: Final = 0.15  # cycles a pixel: of strokes all over, tiles and bricks are coarser


def check_photo_of_photo(analysis: Analysis, standard: Standard) -> Finding:
    """measured: the amplitude, in levels of 255, of the regular pattern on half of the background or more."""
    allowed = Allowed(None, standard.pattern_warn)
    windows, coarsest = _windows(analysis, analysis.backdrop.strokes), _LOWEST
    if len(windows) < _FEWEST_WINDOWS:
        windows, coarsest = _windows(analysis, np.zeros_like(analysis.background)), _FINE
    if len(windows) < _FEWEST_WINDOWS:
        return Finding("photo_of_photo", Status.SKIPPED, None, allowed, detail="no_background")
    amplitude = float(np.median(_patterns(windows, coarsest)))
    status = Status.PASS
    if amplitude > standard.pattern_warn:
        status = Status.FAIL if amplitude > standard.pattern_fail else Status.WARN
    region = Region(0.0, 0.0, float(analysis.width), float(min(_ROWS, analysis.height)))
    return Finding("photo_of_photo", status, rounded(amplitude, 2, allowed), allowed, "", region)


def _windows(analysis: Analysis, strokes: Mask) -> Floats:
    """(n, _SIDE, _SIDE) grey windows that are background all over, away from the strokes on it."""
    rows = min(_ROWS, analysis.height)
    busy = cv2.dilate(strokes[:rows].astype(np.uint8), np.ones((9, 9), np.uint8))
    filled = cv2.integral(1 - (analysis.background[:rows] & (busy == 0)).astype(np.uint8))
    grey = cv2.cvtColor(analysis.rgb[:rows], cv2.COLOR_RGB2GRAY)
    places = [
        (y, x)
        for y in range(_RIM, rows - _SIDE, _STEP)
        for x in range(_RIM, analysis.width - _SIDE - _RIM + 1, _STEP)
        if filled[y + _SIDE, x + _SIDE] + filled[y, x] == filled[y, x + _SIDE] + filled[y + _SIDE, x]
    ]
    windows = [grey[y : y + _SIDE, x : x + _SIDE] for y, x in places]
    return np.array(windows, dtype=np.float32).reshape(-1, _SIDE, _SIDE)


def _patterns(windows: Floats, coarsest: float) -> Floats:
    """(n,) amplitude of the strongest peak of each window's spectrum; 0 where it is not narrow, or coarser
    than so many cycles a pixel."""
    fade = np.outer(np.hanning(_SIDE), np.hanning(_SIDE))
    even = windows - windows.mean(axis=(1, 2), keepdims=True)
    power = np.abs(np.fft.rfft2(even * fade)) ** 2
    searched = np.where(_searched(), power, 0.0).reshape(len(power), -1)
    found = searched.argmax(axis=1)
    peaks = searched.max(axis=1)
    places = (divmod(int(place), power.shape[2]) for place in found)
    around = [_level_around(one, *place) for one, place in zip(power, places, strict=True)]
    narrow = (peaks > _NARROW * np.array(around)) & (_frequencies().ravel()[found] > coarsest)
    return np.asarray(np.where(narrow, 2.0 * np.sqrt(peaks) / fade.sum(), 0.0))


def _level_around(power: Floats, row: int, column: int) -> float:
    """The median power near a place of a spectrum, whose rows go round."""
    columns = power[:, max(0, column - _AROUND) : column + _AROUND + 1]
    rows = np.arange(row - _AROUND, row + _AROUND + 1) % len(power)
    return median(columns[rows])


@cache
def _frequencies() -> Floats:
    """Cycles a pixel at each place of a window's spectrum."""
    down, across = np.fft.fftfreq(_SIDE)[:, None], np.fft.rfftfreq(_SIDE)[None]
    return np.asarray(np.hypot(down, across), dtype=np.float32)


@cache
def _searched() -> Mask:
    """Which frequencies of a window may hold the pattern of a screen or print."""
    down, across = np.fft.fftfreq(_SIDE)[:, None], np.fft.rfftfreq(_SIDE)[None]
    off_grid = [
        np.abs(value * _GRID - np.round(value * _GRID)) / _GRID > _GRID_HALF for value in (down, across)
    ]
    return np.asarray((_frequencies() > _LOWEST) & (off_grid[0] | off_grid[1]))
