"""Does hair hang over a cheek? Strands have fine contrast, skin has little; rims of glasses have it, too."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import Ring
from webapp.photocheck.models import Floats
from webapp.photocheck.standard import Standard

from .upright import DARKEST, SCALE

HAIR_OR_RIM: Final = "hair_or_rim"
_CHEEKS: Final[tuple[Ring, Ring]] = (
    (31, 117, 123, 147, 187, 205, 101, 118),
    (261, 346, 352, 376, 411, 425, 330, 347),
)
_LOWEST: Final = 0.25
"""The part of a cheek, from below, that the rim of no glasses reaches: hair that hangs over a cheek does."""
_BOTH_ALIKE, _BOTH_FACTOR = 1.6, 2.0
"""Cheeks whose roughness differs by less than the first are rough skin: shining, dark, freckled or wrinkled
skin, or noise; beards and thick frames up to twice the limits, hair over both of them from 2.8 times."""

Cheeks = tuple[float, float]
"""Of the right and of the left cheek."""


def hair_over_cheek(analysis: Analysis, standard: Standard) -> tuple[int, float, float, str]:
    """How bad it is (0 to 2), the rougher cheek, the limit, and what it is.

    What ends above a cheek's lowest part may be the rim of large glasses: it only warns.
    """
    whole, lowest = cheek_strands(analysis)
    severity, limit = _judge(whole, standard)
    rougher = max(whole)
    if lowest[whole.index(rougher)] <= standard.cheek_fail:
        return min(severity, 1), rougher, limit, HAIR_OR_RIM
    return severity, rougher, limit, "cheek"


def _judge(cheeks: Cheeks, standard: Standard) -> tuple[int, float]:
    """One cheek far rougher than the other needs less to be told."""
    smoother, rougher = sorted(cheeks)
    warn, fail = standard.cheek_warn, standard.cheek_fail
    if rougher > 3 * smoother:
        fail = (warn + fail) / 2
    if rougher < 2 * smoother:
        warn = fail
    if rougher < _BOTH_ALIKE * smoother:
        warn, fail = _BOTH_FACTOR * warn, _BOTH_FACTOR * fail
    return (2 if rougher > fail else 1 if rougher > warn else 0), warn


def cheek_strands(analysis: Analysis) -> tuple[Cheeks, Cheeks]:
    """Fine contrast over lightness of whole cheeks, and of their lowest parts; 0 beyond the picture."""
    scale = SCALE / analysis.face_width
    right, left = (_strands(analysis, ring, scale) for ring in _CHEEKS)
    return (right[0], left[0]), (right[1], left[1])


def _strands(analysis: Analysis, ring: Ring, scale: float) -> tuple[float, float]:
    hull = cv2.convexHull(np.round(analysis.points[list(ring)] * scale).astype(np.int32))
    left, top, width, height = cv2.boundingRect(hull)
    # A margin keeps the blur from looking over the edge of the cut.
    first = np.maximum(np.array([left - 8, top - 8]) / scale, 0).astype(int)
    last = (np.array([left + width + 8, top + height + 8]) / scale).astype(int)
    cut = np.asarray(analysis.lab[first[1] : last[1], first[0] : last[0], 0])
    if min(cut.shape) * scale < 1:
        return 0.0, 0.0
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    light = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=flags)
    mask = np.zeros(light.shape, np.uint8)
    corner = np.round(first * scale).astype(np.int32)
    cv2.fillConvexPoly(mask, (hull - corner).astype(np.int32), 1)
    lowest = mask.copy()
    lowest[: max(0, top - int(corner[1]) + round((1 - _LOWEST) * height))] = 0
    fine = fine_contrast(np.asarray(light))
    whole, low = (float(np.median(fine[part > 0])) if part.any() else 0.0 for part in (mask, lowest))
    return whole, low


def fine_contrast(light: Floats) -> Floats:
    """Fine contrast over lightness of a face `SCALE` wide."""
    return np.asarray(np.abs(light - cv2.GaussianBlur(light, (0, 0), 2.5)) / (light + DARKEST))
