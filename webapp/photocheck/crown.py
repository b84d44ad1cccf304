"""Where the hair ends at the top: the person's outline, made finer by the background's own colour."""

from __future__ import annotations

import cv2
import numpy as np

from .models import Floats, Pixels
from .ranks import median, median_color, pixels_in

_REACH = 14  # rows above and below the coarse edge that the fine search looks at
_NOISE_FACTOR = 6.0
_LEAST_DISTANCE = 24.0
_UNEVEN = 0.01
_RUN = 6  # this many pixels of one row beside each other make hair: a single stray hair does not


def find_crown(rgb: Pixels, person: Floats, points: Floats) -> float | None:
    """Top of the hair in pixels from the top edge, None when the outline has no top above this face.

    person: as in `Analysis`; points: (468, 2) mesh. The standard measures 头顶发际, the hair's upper
    edge, so single hairs and wisps are left out: a row counts when 6 pixels in a row are not background.
    """
    centre = float(points[10, 0])
    half = float(np.hypot(*(points[454] - points[234]))) * 0.5
    left, right = max(0, int(centre - half)), min(rgb.shape[1], int(centre + half))
    forehead = int(points[10, 1])
    if right - left < 2 * _RUN or forehead < 2:
        return None
    rows = np.flatnonzero((person[:forehead, left:right] > 0.5).sum(axis=1) >= _RUN)
    if not rows.size:
        return None
    coarse = int(rows[0])
    return _refine(rgb[:, left:right], person[:, left:right], coarse)


def _refine(strip: Pixels, person: Floats, coarse: int) -> float:
    """The first row near the coarse edge that holds a run of pixels unlike the background above it."""
    end = max(coarse - _REACH, 1)
    above = pixels_in(strip[:end], person[:end] < 0.1)
    if len(above) < 50:
        return float(coarse)
    color = median_color(above).astype(np.float32)
    off = above - color
    spread = median(np.abs(off)) * 1.48
    limit = max(_LEAST_DISTANCE, _NOISE_FACTOR * spread)
    if np.count_nonzero(_squared_length(off) > limit**2) > _UNEVEN * len(above):
        return float(coarse)  # something else is up there: its edges must not be taken for the hair's
    top, bottom = max(0, coarse - _REACH), min(len(strip), coarse + _REACH)
    unlike = (_squared_length(strip[top:bottom] - color) > limit**2).astype(np.uint8)
    runs = cv2.erode(unlike, np.ones((1, _RUN), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    rows = np.flatnonzero(runs.max(axis=1))
    return float(top + rows[0]) if rows.size else float(coarse)


def _squared_length(vectors: Floats) -> Floats:
    """Of vectors in the last axis."""
    return np.asarray(np.einsum("...i,...i->...", vectors, vectors))
