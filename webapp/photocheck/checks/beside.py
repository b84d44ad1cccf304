"""A hood or a headscarf: on top and beside the jaw there is one colour, and nowhere are strands.

Hair that hangs down there has locks and gloss, whatever its colour; short hair leaves the background
to be seen.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import CHEEK_ENDS, CHIN
from webapp.photocheck.models import Floats, Mask

from .upright import DARKEST, SCALE, upright_turn

STRANDS: Final = 1.0
"""What is given where no cloth can be: more than any hair has."""

_NEAR, _BREADTH = 0.50, 0.14
"""Distance from the middle of the face, beyond ears and neck, and how broad the place is, in face widths."""
_LIP: Final = 13
_BELOW_CHIN: Final = 0.12
"""From the lips to so far below the chin, in face widths: below the ears, and higher than a collar or a scarf
about the neck reaches."""
_SURE, _COVERED = 0.85, 0.7
"""How surely a person must be there, and in what share of the place."""
_WEAVE, _FOLDS = 1.2, 5.0
"""Locks and gloss lie between these blurs, in pixels: weave is finer, the folds of cloth are broader."""
_MARGIN: Final = 10
_INNER: Final = slice(_MARGIN, -_MARGIN)
_SAME_HUE, _SAME_LIGHT = 10.0, 0.25
"""Both sides differ by less from the top in Lab's a and b (nine in ten hoods and headscarves by 5, none by
more than 11), and in lightness, over that of the top (up to 0.19)."""
_BLACK: Final = 0.35
"""Lightness over the skin's below which hair may show no strands."""

Place = tuple[Floats, tuple[int, int]]
"""How the frame is turned, scaled and moved to show a place; its width and height with a margin."""


def strands_beside(analysis: Analysis, lab: Floats, above: Mask) -> float:
    """Contrast of locks over lightness where it is greatest, beside the jaw or on top; `STRANDS` where no
    cloth can be.

    lab: the upper head at the same scale; above: what of it lies above the forehead. Needs a mesh.
    """
    places = [_place(analysis, side) for side in (-1, 1)]
    people = [_cut(analysis.person, place)[_INNER, _INNER] > _SURE for place in places]
    if min(float(person.mean()) for person in people) < _COVERED or not above.any():
        return STRANDS
    sides = [
        (_cut(analysis.lab, place), np.pad(person, _MARGIN))
        for place, person in zip(places, people, strict=True)
    ]
    top = _color(lab, above)
    black = top[0] < _BLACK * analysis.face_skin.color[0]
    if black or not all(_is_like(_color(*side), top) for side in sides):
        return STRANDS
    return max(_strands(*part) for part in [*sides, (lab, above)])


def _place(analysis: Analysis, side: int) -> Place:
    """Beside the jaw, to the left (-1) or to the right (1) in the picture."""
    points, turn = analysis.points, upright_turn(analysis)
    middle = float((points[list(CHEEK_ENDS)] @ turn[0]).mean()) + side * (_NEAR + _BREADTH / 2) * SCALE
    lips, chin = points[[_LIP, CHIN]] @ turn[1]
    width, height = _BREADTH * SCALE, float(np.clip(chin - lips, 0, SCALE)) + _BELOW_CHIN * SCALE
    shift = np.array([width / 2 - middle, -lips]) + _MARGIN
    return np.column_stack([turn, shift]), (round(width) + 2 * _MARGIN, round(height) + 2 * _MARGIN)


def _cut(layer: Floats, place: Place) -> Floats:
    """What is outside of the frame is 0."""
    return np.asarray(cv2.warpAffine(layer, *place))


def _color(lab: Floats, where: Mask) -> Floats:
    """The median of every fourth pixel."""
    pixels = lab.reshape(-1, 3).take(np.flatnonzero(where)[::4], axis=0)
    return np.asarray(np.median(pixels, axis=0))


def _strands(lab: Floats, where: Mask) -> float:
    """The contrast of locks over lightness."""
    light = cv2.extractChannel(lab, 0)
    locks = np.abs(cv2.GaussianBlur(light, (0, 0), _WEAVE) - cv2.GaussianBlur(light, (0, 0), _FOLDS))
    return float(np.median(locks[where]) / (np.median(light[where]) + DARKEST))


def _is_like(color: Floats, top: Floats) -> bool:
    """Whether cloth beside the jaw and on top may be one, though the light on them differs."""
    lightness, red, yellow = color - top
    return bool(abs(lightness) < _SAME_LIGHT * (top[0] + DARKEST) and np.hypot(red, yellow) < _SAME_HUE)
