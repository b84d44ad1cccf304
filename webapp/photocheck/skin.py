"""This person's own skin as a yardstick: what differs from it covers the face. See `Analysis.face_skin`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .mesh_points import CHEEK_ENDS, LEFT_CHEEK, RIGHT_CHEEK, Ring
from .models import Floats, Mask
from .ranks import median, median_color

_FOREHEAD: Final = (151, 9)
_NOSE: Final = (5, 4, 195)
_UPPER_FACE: Final[tuple[Ring, ...]] = ((9, 8), (118, 117), (347, 346), (151,))
_LOWER_FACE: Final[tuple[Ring, ...]] = ((4, 1), (207,), (427,), (164,), (199,))
_MASKED: Final = 12.0
"""From this distance on the lower face cannot tell what this person's skin looks like."""
_DARK: Final = 0.55
"""Below this share of the skin's lightness it is hair, a frame or a deep shadow."""
_OTHER_HUE: Final = 18.0
"""Further than this from the skin in Lab's a and b it is no skin; shadows and blushes stay within 14."""


@dataclass(frozen=True)
class Skin:
    """lab: float32 (H, W, 3), L 0 to 100; color: (3,) the skin's Lab, the median of four places of the face,
    so that one covered place (a mask, a fringe, a lens) does not move it; places: (4, 3) those four;
    lower_distance: how far the lower face is in colour from the upper one, which a mask makes large.
    """

    lab: Floats
    color: Floats
    places: Floats
    lower_distance: float

    @cached_property
    def shade(self) -> Floats:
        """(H, W) lightness over the skin's own."""
        return np.asarray(self.lab[:, :, 0] / max(float(self.color[0]), 1.0))

    @cached_property
    def hue_distance(self) -> Floats:
        """(H, W) distance from the skin's a and b."""
        red, yellow = (self.lab[:, :, channel] - np.float32(self.color[channel]) for channel in (1, 2))
        return np.asarray(cv2.magnitude(red, yellow, red))

    @cached_property
    def dark(self) -> Mask:
        """Much darker than the skin."""
        return np.asarray(self.shade < _DARK)

    @cached_property
    def foreign(self) -> Mask:
        """Much darker than the skin or of another colour."""
        return np.asarray(self.dark | (self.hue_distance > _OTHER_HUE))


def measure_skin(lab: Floats, points: Floats) -> Skin:
    """The skin of a face. lab: (H, W, 3); points: (468, 2) mesh in pixels."""
    width = float(np.hypot(*(points[CHEEK_ENDS[1]] - points[CHEEK_ENDS[0]])))
    upper = np.stack([disc_color(lab, points[list(ring)], 0.03 * width) for ring in _UPPER_FACE])
    lower = np.stack([disc_color(lab, points[list(ring)], 0.03 * width) for ring in _LOWER_FACE])
    distance = _distance(lower, upper)
    if distance > _MASKED:
        return Skin(lab, median_color(upper), upper, distance)
    colors = np.stack(
        [
            _ring_color(lab, points[list(RIGHT_CHEEK)]),
            _ring_color(lab, points[list(LEFT_CHEEK)]),
            disc_color(lab, points[list(_FOREHEAD)], 0.05 * width),
            disc_color(lab, points[list(_NOSE)], 0.03 * width),
        ]
    )
    return Skin(lab, median_color(colors), colors, distance)


def _distance(lower: Floats, upper: Floats) -> float:
    """How far nose, mouth, cheeks and chin are in colour from the upper face: median distance in a and b.

    Each place is held against the nearest of four places of the upper face, so that uneven light does not
    count; a beard changes the chin and the lip, but not the median of five places.
    """
    apart = lower[:, None, 1:] - upper[None, :, 1:]
    return median(np.hypot(apart[:, :, 0], apart[:, :, 1]).min(axis=1))


@cache
def _disc(reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of the pixels of a disc, from its centre."""
    offsets = np.arange(-reach, reach + 1)
    rows, columns = np.meshgrid(offsets, offsets, indexing="ij")
    inside = np.hypot(rows, columns) <= reach + 0.5
    return rows[inside], columns[inside]


def disc_color(lab: Floats, centres: Floats, radius: float) -> Floats:
    """(3,) median Lab of discs around points, in pixels; black when they lie outside the picture."""
    rows, columns = _disc(max(2, int(radius)))
    y = np.add.outer(np.rint(centres[:, 1]).astype(int), rows).ravel()
    x = np.add.outer(np.rint(centres[:, 0]).astype(int), columns).ravel()
    inside = (y >= 0) & (y < lab.shape[0]) & (x >= 0) & (x < lab.shape[1])
    return _median(lab[y[inside], x[inside]])


def _ring_color(lab: Floats, ring: Floats) -> Floats:
    """(3,) median Lab inside a polygon; black when it lies outside the picture."""
    left, top, width, height = cv2.boundingRect(np.round(ring).astype(np.int32))
    left, top = max(left, 0), max(top, 0)
    window = lab[top : top + height, left : left + width]
    mask = np.zeros(window.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(ring - (left, top)).astype(np.int32)], 1)
    return _median(window[mask.astype(bool)])


def _median(pixels: Floats) -> Floats:
    return median_color(pixels) if len(pixels) else np.zeros(3)
