"""Light on the two halves of a face, compared across its middle: where does one half lie in a shadow?"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import luminance
from webapp.photocheck.mesh_points import FACE_OVAL
from webapp.photocheck.models import Floats

_MIDDLE_LINE: Final = (10, 151, 9, 8, 168, 2, 0, 17, 200, 152)
"""From the forehead to the chin, without the nose, which stands out of a turned face."""
_TOP, _BOTTOM = 0.06, 0.9
"""Rows looked at, as shares of the height from forehead to chin."""
_ROWS: Final = 18
_OUTWARDS: Final = (0.12, 0.22, 0.32, 0.41, 0.51, 0.61)
"""Places from the middle to the edge of the face: three near the middle, the last four beside it."""
_NEAR, _FAR = slice(0, 3), slice(2, 6)
_MODELLING: Final = 0.9
"""Share of the difference between the halves that light from one side makes near the middle already, beside
the nose and in the sockets; a soft shadow over one half begins there."""
_MOST: Final = 1.0
"""Stops that one row counts at most: a fringe that is parted at the side is much darker than any shadow."""
_STEP: Final = 2
"""Every second pixel is enough: pores and noise are averaged away."""
_SMOOTHING: Final = 3


def half_shadow(analysis: Analysis) -> float:
    """Stops by which one half is darker than modelling by light from one side explains; positive when the
    picture's left half is the brighter one."""
    lighter = _differences(analysis)
    beyond = lighter[:, _FAR].mean(axis=1) - _MODELLING * lighter[:, _NEAR].mean(axis=1)
    return float(np.clip(beyond, -_MOST, _MOST).mean())


def _differences(analysis: Analysis) -> Floats:
    """(rows, places) stops by which a place of the picture's left half is brighter than its mirror image."""
    points = analysis.points
    middle = points[list(_MIDDLE_LINE)]
    middle = middle[np.argsort(middle[:, 1])]
    top, bottom = float(points[_MIDDLE_LINE[0], 1]), float(points[_MIDDLE_LINE[-1], 1])
    rows = top + np.linspace(_TOP, _BOTTOM, _ROWS) * (bottom - top)
    centre = np.interp(rows, middle[:, 1], middle[:, 0])
    oval = points[list(FACE_OVAL)]
    beside = oval[:, 0] - np.interp(oval[:, 1], middle[:, 1], middle[:, 0])
    light, corner = _smooth_light(analysis)
    sides = []
    for half in (oval[beside <= 0], oval[beside >= 0]):
        edge = half[np.argsort(half[:, 1])]
        reach = np.interp(rows, edge[:, 1], edge[:, 0]) - centre
        across = centre[:, None] + reach[:, None] * np.array(_OUTWARDS)
        down = np.repeat(rows[:, None], len(_OUTWARDS), axis=1)
        seen = cv2.remap(
            light,
            ((across - corner[0]) / _STEP).astype(np.float32),
            ((down - corner[1]) / _STEP).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        sides.append(np.log2(seen + 1e-3))
    return np.asarray(sides[0] - sides[1])


def _smooth_light(analysis: Analysis) -> tuple[Floats, tuple[int, int]]:
    """Linear luminance of the face without pores and noise, every second pixel; and its corner (x, y)."""
    low = np.maximum(analysis.points.min(axis=0).astype(int), 0)
    high = analysis.points.max(axis=0).astype(int)
    face = analysis.rgb[low[1] : high[1] : _STEP, low[0] : high[0] : _STEP]
    if not face.size:
        return np.ones((1, 1), np.float32), (0, 0)
    light = cv2.blur(luminance(face), (_SMOOTHING, _SMOOTHING))
    return np.asarray(light, dtype=np.float32), (int(low[0]), int(low[1]))
