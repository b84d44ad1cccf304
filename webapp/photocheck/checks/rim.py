"""The rim of a hat: one smooth, sharp arc above the brows. Hair ends in strands, whichever way it is cut.

All lengths are pixels of the head turned upright (`upright.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.models import Floats, Pixels

from .upright import SCALE, upright_turn

_BETWEEN_EYES: Final = 168
_BROWS: Final = (105, 334, 63, 293, 66, 296)
_HALF: Final = 76
"""Half the breadth an arc must cross, from temple to temple."""
_SECTORS: Final = 8
_WEAK: Final = (1, 4)
"""An arc counts by the weakest sectors but the very weakest: a print or a lock may hide one."""
_EDGE: Final = 13
"""The outline of the head is drawn in by half of this, so that its own edge is no rim."""
_ABOVE_BROWS, _ABOVE_FRAMES, _CLEAR_TOP = 6, 16, 10
"""Arcs are looked for from this far above the brows (where they part dark from light; glasses lie lower
than the second) to this far over the head."""
_TILTS: Final = (-0.24, -0.12, 0.0, 0.12, 0.24)
_BENDS: Final = (0.0, 0.3, 0.6, 0.9, 1.2)
"""Slope of an arc, and how far it falls towards its ends: face widths, one face width from the middle."""
_BESIDE: Final = 14
"""So far above and below the arc lie what it parts: a hat and skin, the front of a cap and its peak."""
_LEAST_STEP: Final = 9.0
"""A fainter edge, in L*, is not judged by its shape."""
_LEAST_APART: Final = 12.0
"""Nor is a line, with the same above and below it."""
_FALL, _ABRUPT, _STRAIGHT = 12.8, 0.54, 0.756
"""What counts as 1. A step into the dark, in L*: hair is darker than skin, so it makes none (heads 11.5 and
less; peaks of caps and knitted rims 12-50). A step into the light, as hair makes one too: its share of the
whole difference (hairlines up to 0.45, a hat from 0.5) and of what each column shows for itself (a fringe up
to 0.7, a hat from 0.73)."""


@dataclass(frozen=True)
class Rim:
    """How surely a rim is seen, 1 is sure.

    fall: above what is darker. None of hair, which is darker than the forehead, unless it is fair.
    abrupt: how suddenly it falls, 1 as at the end of cloth; height: how far above the brows, in face widths.
    edge: above what is lighter. It may be a hairline that is tied or shaved sharp; what lies above must tell.
    """

    fall: float
    abrupt: float
    height: float
    edge: float


NO_RIM: Final = Rim(0.0, 0.0, 0.0, 0.0)

Arc = tuple[float, float, float]
"""Row of its middle, tilt and bend."""


def find_rim(analysis: Analysis) -> Rim:
    """Look for a rim above the brows. Needs a mesh."""
    light, head, brows = _upright(analysis)
    top = int(np.argmax(head[:, head.shape[1] // 2] > 0))
    rows = np.arange(max(0, top - _CLEAR_TOP), int(brows) - _ABOVE_BROWS, 2)
    high = int(np.count_nonzero(rows < brows - _ABOVE_FRAMES))
    if not head[top, head.shape[1] // 2] or not high:
        return NO_RIM
    kernel = np.array([[-1], [-1], [-1], [0], [1], [1], [1]], np.float32) / 3
    steps = cv2.filter2D(light, -1, kernel) * head
    flat, arcs = _arcs(light.shape[1])
    places = np.clip(rows[:, None, None] * light.shape[1] + flat, 0, steps.size - 1)
    found = steps.ravel().take(places)
    sectors = cv2.reduce(found.reshape(-1, found.shape[-1] // _SECTORS), 1, cv2.REDUCE_AVG)
    sectors = sectors.reshape(*found.shape[:2], _SECTORS)
    lower = _best(-sectors[:high], rows[:high], arcs)
    _, abrupt, straight = _shape(light, steps, head, _best(sectors, rows, arcs), 1.0)
    fall, sudden, _ = _shape(light, -steps, head, lower, -1.0)
    return Rim(
        fall=fall / _FALL,
        abrupt=sudden / _ABRUPT,
        height=(brows - lower[0]) / SCALE,
        edge=min(abrupt / _ABRUPT, straight / _STRAIGHT),
    )


def _upright(analysis: Analysis) -> tuple[Floats, Pixels, float]:
    """Lightness of the upper head, where the head surely is (0 or 1), and the row of the brows' top."""
    points, turn = analysis.points, upright_turn(analysis)
    size = (int(0.96 * SCALE), int(1.25 * SCALE))
    shift = np.array([size[0] / 2, size[1] - 0.1 * SCALE]) - turn @ points[_BETWEEN_EYES]
    matrix = np.column_stack([turn, shift])
    below = max(1, int(points[_BETWEEN_EYES, 1] + 0.4 * analysis.face_width))
    light, person = (
        cv2.warpAffine(layer, matrix, size, borderMode=cv2.BORDER_REPLICATE)
        for layer in (cv2.extractChannel(analysis.lab[:below], 0), analysis.person[:below])
    )
    if SCALE / analysis.face_width < 0.8:
        light = cv2.GaussianBlur(light, (0, 0), 0.6)
    head = cv2.erode((person > 0.8).astype(np.uint8), np.ones((_EDGE, _EDGE), np.uint8))
    return np.asarray(light), np.asarray(head), float((points[list(_BROWS)] @ turn[1] + shift[1]).min())


@cache
def _arcs(width: int) -> tuple[NDArray[np.int64], Floats]:
    """Places of every arc with its middle in row 0, (arcs, columns) in a flat picture; and their shapes."""
    tilt, bend = (values.ravel()[:, None] for values in np.meshgrid(_TILTS, _BENDS))
    columns = np.arange(2 - _HALF, _HALF - 2, 4)[: 36 // _SECTORS * _SECTORS]
    falls = np.rint(_fall(tilt, bend, columns)).astype(np.int64)
    return falls * width + columns + width // 2, np.column_stack([tilt, bend])


def _fall(tilt: Floats, bend: Floats, columns: NDArray[np.int64]) -> Floats:
    """How far an arc lies below its middle at columns counted from there."""
    return np.asarray(tilt * columns + bend * columns * columns / SCALE)


def _best(sectors: Floats, rows: NDArray[np.int64], arcs: Floats) -> Arc:
    """The arc with the strongest weak sectors. sectors: (rows, arcs, sectors)."""
    weak = np.sort(sectors, axis=-1)[..., slice(*_WEAK)].mean(axis=-1)
    row, arc = np.unravel_index(int(weak.argmax()), weak.shape)
    return float(rows[row]), float(arcs[arc, 0]), float(arcs[arc, 1])


def _shape(light: Floats, steps: Floats, head: Pixels, arc: Arc, sign: float) -> tuple[float, float, float]:
    """The step of the best arc near `arc`, in L*; and how abrupt and straight it is, unless it is faint.

    steps: into the light where `sign` is 1, into the dark where it is -1.
    """
    step, place, columns = _finer(steps, arc)
    apart = _apart(light, head, place, columns) * sign if step >= _LEAST_STEP else 0.0
    if apart < _LEAST_APART:
        return step, 0.0, 0.0
    nearby = np.clip(place + np.arange(-8, 9)[:, None], 0, light.shape[0] - 1)
    single = float(np.median(steps[nearby, columns].max(axis=0)))
    return step, step / apart, step / max(single, 1.0)


def _finer(steps: Floats, arc: Arc) -> tuple[float, NDArray[np.int64], NDArray[np.int64]]:
    """The step of the best arc near `arc`, in L*, and its rows and columns."""
    columns = np.arange(-_HALF, _HALF, 2)[: 76 // _SECTORS * _SECTORS]
    near = np.meshgrid((-2, -1, 0, 1, 2), (-0.05, 0.0, 0.05), (-0.15, 0.0, 0.15))
    row, tilt, bend = (centre + offset.ravel()[:, None] for centre, offset in zip(arc, near, strict=True))
    rows = np.clip(np.rint(row + _fall(tilt, bend, columns)).astype(int), 0, steps.shape[0] - 1)
    columns = columns + steps.shape[1] // 2
    sectors = steps[rows, columns].reshape(len(rows), _SECTORS, -1).mean(axis=-1)
    weak = np.sort(sectors, axis=-1)[:, slice(*_WEAK)].mean(axis=-1)
    best = int(weak.argmax())
    return float(weak[best]), rows[best], columns


def _apart(light: Floats, head: Pixels, place: NDArray[np.int64], columns: NDArray[np.int64]) -> float:
    """How much lighter it is below an arc than above it, in L*; 0 where no head is seen above."""
    above, below = (np.clip(place + side, 0, light.shape[0] - 1) for side in (-_BESIDE, _BESIDE))
    on_head = head[above, columns] > 0
    broad = cv2.blur(light, (5, 9))
    apart = (broad[below, columns] - broad[above, columns])[on_head]
    return float(np.median(apart)) if apart.size else 0.0
