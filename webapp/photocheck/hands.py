"""Where in the picture could a hand be?"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from .models import Floats, Pixels, palm_detector

_GRIDS = ((24, 2), (12, 6))
"""The places the detector scores, in its order: cells a side, and how many scores a cell has."""


def find_palms(rgb: Pixels) -> tuple[Floats, Floats]:
    """(n,) how surely a palm is seen at a place, 0 to 1, and (n, 2) the places in pixels of the picture."""
    height, width = rgb.shape[:2]
    side = palm_detector().side
    scale = side / max(height, width)
    size = (round(width * scale), round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    square = np.zeros((side, side, 3), np.uint8)
    square[top : top + size[1], left : left + size[0]] = small
    (logits,) = palm_detector().run(square)
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits, -80, 80)))
    return scores, (_places() * side - (left, top)) / scale


@cache
def _places() -> Floats:
    """(2016, 2) middles of the detector's cells, x and y as shares of its side."""
    return np.concatenate([_cells(*grid) for grid in _GRIDS])


def _cells(side: int, scores: int) -> Floats:
    rows, columns = np.divmod(np.arange(side * side).repeat(scores), side)
    return np.column_stack([columns + 0.5, rows + 0.5]) / side
