"""Is there a mouth where the mesh puts one? It puts one on a mask and on a hand too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import CHIN, FOREHEAD_TOP
from webapp.photocheck.models import Floats
from webapp.photocheck.skin import Skin

from .mouth import mouth_gap

_UPPER, _LOWER = (81, 82, 13, 312, 311), (178, 87, 14, 317, 402)
"""Inner edges of the lips, from the person's right to the left; the line of the mouth runs between them."""
_RIGHT_ENDS, _LEFT_ENDS = (78, 62), (308, 292)
_REACH, _HALF = 0.12, 24
"""A cut across the mouth reaches so many face widths up and down from its line, in so many steps."""
_LINE, _LIPS, _ABOVE, _BELOW, _AROUND = 3, 6, slice(8, 18), slice(31, 41), 8
"""Steps of a cut: half of the line's breadth, half of the lips', the lips beside the line, and the skin."""
_PALE: Final = 3.0
"""In Lab's a. Lips are redder than the skin around them by more, thin ones in a full beard by 3.6."""
_OPEN: Final = 0.24
"""Gap over lip thickness from which the line of the mouth shows teeth."""


@dataclass(frozen=True)
class MouthLine:
    """contrast: how much darker than the lips the line between them is, in shares of the skin's lightness.
    agreement: how alike the cuts across the mouth are, median correlation with their mean: what lies before
    a mouth does not run along its line. redness: lips over the skin around them, in Lab's a.
    """

    contrast: float
    agreement: float
    redness: float


def mouth_contrast(analysis: Analysis, skin: Skin, line: MouthLine) -> float:
    """How much darker than its surroundings the line of the mouth is; a mask or a hand has no such line.

    Where nothing is redder either, folds and prints do not count that run elsewhere.
    """
    middle = _middle_contrast(analysis, skin)
    pale = line.redness < _PALE and mouth_gap(analysis.points) < _OPEN
    return min(middle, line.contrast) if pale else middle


def mouth_line(analysis: Analysis, skin: Skin) -> MouthLine:
    """Look along the line between the lips."""
    cuts = _cuts(analysis, skin)
    light, red = cuts[:, :, 0].mean(axis=1), cuts[:, :, 1].mean(axis=1)
    lips = min(light[_ABOVE].max(), light[_BELOW].max())
    contrast = float(lips - light[_HALF - _LINE : _HALF + _LINE + 1].min()) / max(float(skin.color[0]), 1.0)
    around = (red[:_AROUND].mean() + red[-_AROUND:].mean()) / 2
    redness = float(red[_HALF - _LIPS : _HALF + _LIPS + 1].mean() - around)
    single = cuts[:, :, 0] - cuts[:, :, 0].mean(axis=0)
    together = light - light.mean()
    sizes = np.linalg.norm(single, axis=0) * np.linalg.norm(together)
    agreement = float(np.median(together @ single / np.maximum(sizes, 1e-3)))
    return MouthLine(contrast, agreement, redness)


def _cuts(analysis: Analysis, skin: Skin) -> Floats:
    """Lab of cuts across the mouth, from above to below: (steps, cuts, 3)."""
    points = analysis.points
    middle = (points[list(_UPPER)] + points[list(_LOWER)]) / 2
    ends = (points[list(side)].mean(axis=0, keepdims=True) for side in (_RIGHT_ENDS, _LEFT_ENDS))
    first, last = ends
    line = np.concatenate([first, middle, last])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    wanted = np.linspace(0, along[-1], 25)[3:-3]
    x, y = (np.interp(wanted, along, line[:, axis]) for axis in (0, 1))
    up = points[FOREHEAD_TOP] - points[CHIN]
    down = -up / max(float(np.hypot(*up)), 1.0) * analysis.face_width
    steps = np.linspace(-_REACH, _REACH, 2 * _HALF + 1)[:, None]
    places = ((x + steps * down[0]).astype(np.float32), (y + steps * down[1]).astype(np.float32))
    return np.asarray(cv2.remap(skin.lab, *places, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _middle_contrast(analysis: Analysis, skin: Skin) -> float:
    """The darkest row between nose and chin against the lightest, in the middle of the mouth."""
    points = analysis.points
    middle = int(points[[13, 14], 0].mean())
    top, bottom = int(points[164, 1]), int(points[18, 1]) + 1
    column = skin.lab[max(top, 0) : bottom, max(0, middle - 4) : middle + 5, 0]
    if not column.size:
        return 0.0
    profile = np.median(column, axis=1)
    return float(np.percentile(profile, 80) - profile.min()) / max(float(skin.color[0]), 1.0)
