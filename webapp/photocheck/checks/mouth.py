"""Is the mouth closed?"""

from __future__ import annotations

import math
from typing import Final

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import OUTER_LIPS
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Allowed, Finding, Region, Status
from webapp.photocheck.standard import Standard

_GAP_PAIRS: Final = ((13, 14), (82, 87), (312, 317))
_UPPER_LIP: Final = (0, 13)
_LOWER_LIP: Final = (14, 17)


def check_mouth_closed(analysis: Analysis, standard: Standard) -> Finding:
    """Lips closed, no teeth. measured: the gap between the lips over their own thickness.

    Measured against the person's own lips, so that full lips are not taken for an open mouth: GOV.UK's
    checker did that to dark-skinned women. A beard does not move these points.
    """
    gap = mouth_gap(analysis.points)
    if gap > standard.mouth_gap_fail:
        status, detail = Status.FAIL, "open"
    elif gap > standard.mouth_gap_warn:
        status, detail = Status.WARN, "lips_apart"
    else:
        status, detail = Status.PASS, ""
    allowed = Allowed(0.0, standard.mouth_gap_warn)
    lips = analysis.points[list(OUTER_LIPS)]
    low, high = lips.min(axis=0), lips.max(axis=0)
    region = Region(*(round(float(value), 1) for value in (*low, *(high - low))))
    return Finding("mouth_closed", status, round(gap, 2), allowed, "ratio", region, detail=detail)


def mouth_gap(points: Floats) -> float:
    """Mean gap between the lips at three places, over the thickness of both lips in the middle."""
    gap = sum(math.dist(points[a], points[b]) for a, b in _GAP_PAIRS) / len(_GAP_PAIRS)
    thickness = sum(math.dist(points[a], points[b]) for a, b in (_UPPER_LIP, _LOWER_LIP))
    return gap / max(thickness, 1.0)
