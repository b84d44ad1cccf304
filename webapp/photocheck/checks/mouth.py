"""Is the mouth closed?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import to_lab
from webapp.photocheck.faces import crop_turned
from webapp.photocheck.mesh_points import INNER_LIPS, OUTER_LIPS, Ring
from webapp.photocheck.models import Floats, Mask, Pixels
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

_GAP_PAIRS: Final = ((13, 14), (82, 87), (312, 317))
_UPPER_LIP: Final = (0, 13)
_LOWER_LIP: Final = (14, 17)
_CORNERS: Final = (61, 291)

_CROP: Final = 64
_CROP_WIDTHS: Final = 1.3
"""Side of the crop in mouth widths, in which the lips are looked at."""
_MIDDLE: Final = 0.3
"""How far from its middle a mouth is looked at, in its widths: a closed one is dark at its corners, too."""
_TOOTH_LIGHT, _TOOTH_RED, _LESS_RED, _TOOTH_CHROMA = 0.7, 0.5, 4.0, 0.65
"""Teeth have at least this share of the skin's L*, at most this share of its a* and so much less of it, and
at most this share of its chroma. Lips are redder than the skin around them, whatever their tone; painted in
its colour they keep its chroma."""
_EDGE: Final = 1
"""In pixels of the crop, 0.02 mouth widths: teeth lie no further beyond the inner edges of the lips, even
where the mesh draws a smile too narrow. A lower lip that shines is as pale, but lies below its edge."""
_PALER, _DARKER, _INNERMOST = 1.5, 0.13, 0.24
"""Full lips: what the mesh takes for the opening is at most so much less red than the lips (Lab's a) and
darker (shares of the skin's L*), so far from the middle in mouth widths. Of 520 open mouths none is: teeth
are paler, from 1.5, or a hollow is darker, from 0.15."""
_FEWEST: Final = 5
"""Pixels of the crop that tell a colour."""
_GAP_LIGHT, _GAP_LIPS, _LIPS_PERCENT = 0.38, 0.55, 60
"""An open mouth is darker than this share of the skin's L* and of what most of the lips have."""
_MOST_DARK: Final = 3.0
"""What is dark between the lips counts up to so many times the mesh's gap: more is a moustache over them."""
_SHARE_DARK: Final = 35
"""In percent: two columns in three must be as dark."""


@dataclass(frozen=True)
class MouthLook:
    """What is seen between the lips, in heights over the mouth's width.

    teeth: mean height of what is as pale as teeth.
    dark: height of the darkness that two thirds of the middle show.
    full: where the mesh sees the lips apart there is lip.
    """

    teeth: float
    dark: float
    full: bool


def check_mouth_closed(analysis: Analysis, standard: Standard) -> Finding:
    """Lips closed, no teeth. measured: the gap between the lips over their own thickness; over the mouth's
    width, where they tell more, the height of teeth or of the gap and the dark in it together.

    Measured against the person's own lips and skin, so that full or dark lips are not taken for an open
    mouth: GOV.UK's checker did that to dark-skinned women. The mesh alone shows narrow smiles too closed.
    """
    look = look_at_mouth(analysis, standard.mask_warn)
    gap, apart = (0.0, 0.0) if look.full else (mouth_gap(analysis.points), _gap_height(analysis.points))
    measures = (
        (gap, standard.mouth_gap_warn, standard.mouth_gap_fail),
        (look.teeth, standard.teeth_warn, standard.teeth_fail),
        (apart + min(look.dark, _MOST_DARK * apart), standard.mouth_dark_warn, standard.mouth_dark_fail),
    )
    measured, warn, fail = max(measures, key=lambda measure: measure[0] / measure[2])
    if measured > fail:
        status, detail = Status.FAIL, "open"
    elif any(value > limit for value, limit, _ in measures):
        status, detail = Status.WARN, "lips_apart"
    else:
        status, detail = Status.PASS, ""
    lips = analysis.points[list(OUTER_LIPS)]
    low, high = lips.min(axis=0), lips.max(axis=0)
    region = Region(*(round(float(value), 1) for value in (*low, *(high - low))))
    allowed = Allowed(0.0, warn)
    return Finding(
        "mouth_closed", status, rounded(measured, 2, allowed), allowed, "ratio", region, detail=detail
    )


def mouth_gap(points: Floats) -> float:
    """Mean gap between the lips at three places, over the thickness of both lips in the middle."""
    thickness = sum(math.dist(points[a], points[b]) for a, b in (_UPPER_LIP, _LOWER_LIP))
    return _gap(points) / max(thickness, 1.0)


def _gap_height(points: Floats) -> float:
    """The same gap over the mouth's width."""
    return _gap(points) / max(math.dist(*points[list(_CORNERS)]), 1.0)


def _gap(points: Floats) -> float:
    """Mean gap between the lips at three places, in pixels."""
    return sum(math.dist(points[a], points[b]) for a, b in _GAP_PAIRS) / len(_GAP_PAIRS)


def look_at_mouth(analysis: Analysis, masked: float) -> MouthLook:
    """What is seen within the outline of the lips; nothing where the lower face has another colour than the
    upper one by more than `masked` (CIE76): that is a mask."""
    skin = analysis.face_skin
    crop, lips, between = _mouth_crop(analysis)
    if skin.lower_distance > masked or not lips.any():
        return MouthLook(0.0, 0.0, False)
    lab = to_lab(crop)
    light, red, yellow = (lab[:, :, channel] for channel in range(3))
    skin_light, skin_red, skin_yellow = (float(value) for value in skin.color)
    teeth = between & (light > _TOOTH_LIGHT * skin_light)
    teeth &= red < min(_TOOTH_RED * skin_red, skin_red - _LESS_RED)
    teeth &= np.hypot(red, yellow) < _TOOTH_CHROMA * math.hypot(skin_red, skin_yellow)
    most_lips = float(np.percentile(light[lips], _LIPS_PERCENT))
    dark = lips & (light < min(_GAP_LIGHT * skin_light, _GAP_LIPS * most_lips))
    unit = _CROP / _CROP_WIDTHS
    middle = slice(int(_CROP / 2 - _MIDDLE * unit), int(_CROP / 2 + _MIDDLE * unit))
    heights = [found[:, middle].sum(axis=0) / unit for found in (teeth, dark)]
    full = _is_lip(lab, skin_light, lips, between)
    return MouthLook(float(heights[0].mean()), float(np.percentile(heights[1], _SHARE_DARK)), full)


def _is_lip(lab: Floats, skin_light: float, lips: Mask, between: Mask) -> bool:
    """Whether what lies well between the lips has their colour; never where the mesh closes them."""
    reach = int(_INNERMOST * _CROP / _CROP_WIDTHS)
    middle = slice(_CROP // 2 - reach, _CROP // 2 + reach)
    inner = cv2.erode(between[:, middle].astype(np.uint8), np.ones((4 * _EDGE + 1, 1), np.uint8)) > 0
    outer = lips[:, middle] & ~between[:, middle]
    if min(np.count_nonzero(inner), np.count_nonzero(outer)) < _FEWEST:
        return False
    light, red, _ = np.median(lab[:, middle][inner], axis=0) - np.median(lab[:, middle][outer], axis=0)
    return bool(red > -_PALER and light > -_DARKER * skin_light)


def _mouth_crop(analysis: Analysis) -> tuple[Pixels, Mask, Mask]:
    """The mouth turned level, (_CROP, _CROP, 3), where the lips and what they frame are in it, and where in
    them teeth may be; nowhere when the mouth lies outside the picture."""
    right, left = analysis.points[list(_CORNERS)]
    width = max(math.dist(right, left), 1.0)
    corner = np.maximum((right + left) / 2 - width, 0).astype(int)
    near = analysis.rgb[corner[1] : corner[1] + int(2 * width), corner[0] : corner[0] + int(2 * width)]
    if not near.size:
        nowhere = np.zeros((_CROP, _CROP), bool)
        return np.zeros((_CROP, _CROP, 3), np.uint8), nowhere, nowhere
    x, y = (float(value) for value in (right + left) / 2 - corner)
    roll = math.degrees(math.atan2(left[1] - right[1], left[0] - right[0]))
    crop, back = crop_turned(np.ascontiguousarray(near), (x, y), width * _CROP_WIDTHS, roll, _CROP)
    points = (analysis.points - corner - back[:, 2]) @ np.linalg.inv(back[:, :2]).T
    lips, between = (_filled(points, ring) for ring in (OUTER_LIPS, INNER_LIPS))
    grown = cv2.dilate(between, np.ones((2 * _EDGE + 1, 1), np.uint8))
    return crop, lips > 0, (grown > 0) & (lips > 0)


def _filled(points: Floats, ring: Ring) -> NDArray[np.uint8]:
    """1 inside a ring of points of the crop, and on it."""
    mask = np.zeros((_CROP, _CROP), np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(ring)]).astype(np.int32)], 1)
    return mask
