"""Is it a photo of a screen or of a print? Their grids leave a fine, regular pattern on the even background.

A regular pattern is one narrow peak in the spectrum. Noise has no peak, folds and shadows have a broad one
near zero, and the block grid of JPEG peaks only at multiples of an eighth, which are left out.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.models import Floats, Mask, Pixels
from webapp.photocheck.report import Allowed, Finding, Region, Status
from webapp.photocheck.standard import Standard

_ROWS: Final = 256  # from the top: where a portrait shows its background
_RIM: Final = 24  # pixels at the edges, where a border would be
_FEWEST_PIXELS: Final = 8000
_COARSE: Final = 4.0  # standard deviation of the smoothing that is taken off
_MOST: Final = 12.0  # levels beyond which a pixel is an edge and no pattern
_LOWEST: Final = 0.035  # cycles a pixel: coarser than 28 px is a fold or a shadow
_GRID, _GRID_HALF = 8, 0.01  # JPEG's blocks, and how near to their frequencies is left out, cycles a pixel
_AXIS: Final = 0.006  # frequencies along the axes belong to straight edges of the mask
_AROUND: Final = 10  # half side of the neighbourhood in the spectrum that a peak stands out of
_NARROW: Final = 40.0  # power of a peak over the median of its neighbourhood


def check_photo_of_photo(analysis: Analysis, standard: Standard) -> Finding:
    """measured: the amplitude, in levels of 255, of the strongest regular pattern on the background."""
    allowed = Allowed(None, standard.pattern_warn)
    rows = min(_ROWS, analysis.height)
    busy = cv2.dilate(analysis.backdrop.strokes[:rows].astype(np.uint8), np.ones((9, 9), np.uint8))
    free = cv2.erode((analysis.background[:rows] & (busy == 0)).astype(np.uint8), np.ones((9, 9), np.uint8))
    free[:_RIM] = free[:, :_RIM] = free[:, -_RIM:] = 0
    count = int(np.count_nonzero(free))
    if count < _FEWEST_PIXELS:
        return Finding("photo_of_photo", Status.SKIPPED, None, allowed, detail="no_background")
    amplitude = _pattern(analysis.rgb[:rows], free.astype(np.float32), count)
    status = Status.PASS
    if amplitude > standard.pattern_warn:
        status = Status.FAIL if amplitude > standard.pattern_fail else Status.WARN
    region = Region(0.0, 0.0, float(analysis.width), float(rows))
    return Finding("photo_of_photo", status, round(amplitude, 2), allowed, "", region)


def _pattern(rgb: Pixels, free: Floats, count: int) -> float:
    """Amplitude of the strongest narrow peak in the spectrum of the background; 0 when there is none."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    rest = np.clip(grey - cv2.GaussianBlur(grey, (0, 0), _COARSE), -_MOST, _MOST) * free
    spectrum = cv2.dft(rest, flags=cv2.DFT_COMPLEX_OUTPUT)[:, : rest.shape[1] // 2 + 1]
    power = spectrum[..., 0] ** 2 + spectrum[..., 1] ** 2
    searched = np.where(_searched(*rest.shape), power, 0.0)
    row, column = divmod(int(searched.argmax()), power.shape[1])
    around = np.take(
        power[:, max(0, column - _AROUND) : column + _AROUND + 1],
        range(row - _AROUND, row + _AROUND + 1),
        axis=0,
        mode="wrap",
    )
    if searched[row, column] < _NARROW * float(np.median(around)):
        return 0.0
    return float(2.0 * np.sqrt(searched[row, column]) / count)


@cache
def _searched(rows: int, columns: int) -> Mask:
    """Which frequencies may hold the pattern of a screen or print."""
    down, across = np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None]
    off_grid = [
        np.abs(value * _GRID - np.round(value * _GRID)) / _GRID > _GRID_HALF for value in (down, across)
    ]
    off_axis = (np.abs(down) > _AXIS) | (np.abs(across) > _LOWEST * 4)
    off_axis &= (np.abs(across) > _AXIS) | (np.abs(down) > _LOWEST * 4)
    return np.asarray((np.hypot(down, across) > _LOWEST) & (off_grid[0] | off_grid[1]) & off_axis)
