"""The hem of a hat low on the forehead: skin ends there at one smooth curve, whatever the cloth's colour.

A fringe ends so low, too, but its strands end at different heights; a hairline lies higher.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from webapp.photocheck.models import Floats, Mask

_HALF: Final = 50
"""Half the breadth it is looked for in, in pixels of a face 200 wide, as all lengths here: from temple to
temple, where the sides do not turn away yet."""
_BROWS: Final = (105, 334, 63, 293, 66, 296)
_OVER_BROWS, _BELOW_HAIRLINE = 5, 45
"""How far above the brows a hem lies: lower a fringe hides them, higher hair may begin (mostly from 60)."""
_THICK, _SHARE = 20, 0.8
"""So much of so many pixels above a hem is no skin: a frame, a furrow and a single lock are less."""
_COLUMNS: Final = 0.75
"""Share of the columns in which it is seen."""
_SMOOTH: Final = 0.62
"""Median distance from a smooth curve that counts as 1: real knitted hats put on other heads 0.2-0.54 (nine
in ten), strands of fringes from 0.76."""

_ACROSS, _LEAST_STEP = 3, 13.0
"""Colours so far above and below a hem differ by at least the second, CIE76: cloth and skin do by 17 and
more, skin that shines or burns out by 8."""


def hem_strength(lab: Floats, bare: Mask, points: Floats) -> float:
    """How surely a hem is seen, 1 is sure. bare: where skin is; points: the mesh; a face 200 px wide."""
    brows, middle = int(points[list(_BROWS), 1].min()), int(points[10, 0])
    first, last = brows - _BELOW_HAIRLINE - _THICK - 2, brows - 2
    place = slice(max(0, first), max(0, last)), slice(max(0, middle - _HALF), middle + _HALF + 1, 2)
    cut = ~bare[place]
    if len(cut) <= _THICK or not cut.shape[1]:
        return 0.0
    covered = np.cumsum(cut, axis=0, dtype=np.float32)
    ends = cut[_THICK:] & (covered[_THICK:] - covered[:-_THICK] > _SHARE * _THICK)
    heights = ends[::-1].argmax(axis=0)
    seen = ends.any(axis=0) & (heights >= _OVER_BROWS - 2)
    if seen.mean() < _COLUMNS:
        return 0.0
    columns, heights = np.flatnonzero(seen), heights[seen]
    if _step(lab[place], len(cut) - 1 - heights, columns) < _LEAST_STEP:
        return 0.0
    return _SMOOTH / max(_roughness(columns, heights.astype(np.float32)), 0.1)


def _step(lab: Floats, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> float:
    """The median difference in colour between above and below some places, CIE76."""
    above, below = (lab[np.clip(rows + side, 0, len(lab) - 1), columns] for side in (-_ACROSS, _ACROSS))
    return float(np.median(np.linalg.norm(above - below, axis=1)))


def _roughness(columns: NDArray[np.int64], heights: Floats) -> float:
    """Median distance of heights from a parabola; a lock, a crease or a print may lie further off."""
    x = columns / _HALF - 0.5
    basis = np.column_stack([np.ones_like(x), x, x * x])
    near = np.ones(len(x), bool)
    for _ in range(3):
        curve = np.linalg.lstsq(basis[near], heights[near], rcond=None)[0]
        off = np.abs(heights - basis @ curve)
        near = off <= max(float(np.percentile(off, 85)), 0.4)
    return float(np.median(off))
