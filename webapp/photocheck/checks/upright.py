"""The one size and position in which heads and hair are compared: upright, with a face 200 pixels wide."""

from __future__ import annotations

from typing import Final

import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import CHIN, FOREHEAD_TOP
from webapp.photocheck.models import Floats

SCALE: Final = 200.0
"""Pixels of face width."""
DARKEST: Final = 6.0
"""Added to a lightness that fine contrast is put over, since even black has noise."""


def upright_turn(analysis: Analysis) -> Floats:
    """(2, 2) turns and scales (x, y) so that the face stands and is `SCALE` wide. Needs a mesh."""
    up = analysis.points[FOREHEAD_TOP] - analysis.points[CHIN]
    up = up / max(float(np.hypot(*up)), 1.0)
    return np.asarray(SCALE / analysis.face_width * np.array([[-up[1], up[0]], [-up[0], -up[1]]]))
