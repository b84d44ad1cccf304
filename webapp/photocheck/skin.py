"""This person's own skin as a yardstick: what differs from it covers the face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from .analysis import Analysis, Mask
from .mesh_points import LEFT_CHEEK, RIGHT_CHEEK, Ring
from .models import Floats

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

    @property
    def shade(self) -> Floats:
        """(H, W) lightness over the skin's own."""
        return np.asarray(self.lab[:, :, 0] / max(float(self.color[0]), 1.0))

    @property
    def hue_distance(self) -> Floats:
        """(H, W) distance from the skin's a and b."""
        return np.asarray(np.hypot(self.lab[:, :, 1] - self.color[1], self.lab[:, :, 2] - self.color[2]))

    @property
    def dark(self) -> Mask:
        """Much darker than the skin."""
        return np.asarray(self.shade < _DARK)

    @property
    def foreign(self) -> Mask:
        """Much darker than the skin or of another colour."""
        return np.asarray(self.dark | (self.hue_distance > _OTHER_HUE))


def measure_skin(analysis: Analysis) -> Skin:
    """The skin of the face of an analysis with a mesh."""
    lab = analysis.lab
    upper = np.stack([patch_color(lab, discs(analysis, ring, 0.03)) for ring in _UPPER_FACE])
    lower = np.stack([patch_color(lab, discs(analysis, ring, 0.03)) for ring in _LOWER_FACE])
    distance = _distance(lower, upper)
    if distance > _MASKED:
        return Skin(lab, np.median(upper, axis=0), upper, distance)
    places = (
        analysis.polygon(RIGHT_CHEEK),
        analysis.polygon(LEFT_CHEEK),
        discs(analysis, _FOREHEAD, 0.05),
        discs(analysis, _NOSE, 0.03),
    )
    colors = np.stack([patch_color(lab, place) for place in places])
    return Skin(lab, np.median(colors, axis=0), colors, distance)


def _distance(lower: Floats, upper: Floats) -> float:
    """How far nose, mouth, cheeks and chin are in colour from the upper face: median distance in a and b.

    Each place is held against the nearest of four places of the upper face, so that uneven light does not
    count; a beard changes the chin and the lip, but not the median of five places.
    """
    apart = lower[:, None, 1:] - upper[None, :, 1:]
    return float(np.median(np.hypot(apart[:, :, 0], apart[:, :, 1]).min(axis=1)))


def discs(analysis: Analysis, points: tuple[int, ...], radius: float) -> Mask:
    """Discs around mesh points, `radius` in face widths."""
    mask = np.zeros(analysis.rgb.shape[:2], np.uint8)
    for point in points:
        x, y = analysis.points[point]
        cv2.circle(mask, (round(float(x)), round(float(y))), max(2, int(radius * analysis.face_width)), 1, -1)
    return mask.astype(bool)


def patch_color(lab: Floats, mask: Mask) -> Floats:
    """(3,) median Lab inside a mask; black when it lies outside the picture."""
    pixels = lab[mask]
    return np.asarray(np.median(pixels, axis=0)) if len(pixels) else np.zeros(3)
