"""Patches of skin on the mesh, right and left (the person's), that hair, beard and glasses seldom reach."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from .analysis import Analysis
from .mesh_points import Ring
from .models import Floats
from .ranks import median_color, pixels_in
from .report import Region

Pair = tuple[Ring, Ring]

FOREHEAD: Final[Pair] = ((9, 107, 66, 105, 69, 108, 151), (9, 336, 296, 334, 299, 337, 151))
UPPER_CHEEK: Final[Pair] = ((117, 118, 119, 100, 101, 50), (346, 347, 348, 329, 330, 280))
LOWER_CHEEK: Final[Pair] = ((50, 101, 36, 205, 187, 123), (280, 330, 266, 425, 411, 352))
JOWL: Final[Pair] = ((205, 203, 206, 216, 212, 214, 192, 187), (425, 423, 426, 436, 432, 434, 416, 411))
NOSE_ROOT: Final[Ring] = (168, 193, 122, 6, 351, 417)
LOWER_LIP: Final[Ring] = (87, 14, 317, 405, 314, 17, 84, 181)


def patch_color(analysis: Analysis, ring: Ring) -> Floats:
    """(3,) median RGB inside the convex hull of some mesh points; black when they lie outside the frame."""
    known = analysis.patch_colors
    if ring not in known:
        known[ring] = _color_within(analysis, ring)
    return known[ring]


def _color_within(analysis: Analysis, ring: Ring) -> Floats:
    hull = cv2.convexHull(np.round(analysis.points[list(ring)]).astype(np.int32))
    x, y, width, height = cv2.boundingRect(hull)
    x, y = max(x, 0), max(y, 0)
    crop = analysis.rgb[y : y + height, x : x + width]
    if not crop.size:
        return np.zeros(3, np.float32)
    mask = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, hull - np.array([x, y], np.int32), 1)
    pixels = pixels_in(crop, mask.view(np.bool_))
    return median_color(pixels).astype(np.float32) if len(pixels) else np.zeros(3, np.float32)


def face_box(analysis: Analysis) -> Region | None:
    """The box around the mesh, for drawing; None without one."""
    if analysis.mesh is None:
        return None
    (left, top), (right, bottom) = analysis.points.min(axis=0), analysis.points.max(axis=0)
    return Region(*(round(float(value), 1) for value in (left, top, right - left, bottom - top)))
