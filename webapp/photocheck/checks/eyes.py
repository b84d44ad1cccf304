"""Are both eyes open and looking ahead?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import lab_of, to_lab
from webapp.photocheck.faces import Eye, crop_turned, fit_eyes
from webapp.photocheck.mesh_points import EYE_CORNERS
from webapp.photocheck.models import Floats, Mask
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

_CROP: Final = 64
_CROP_WIDTHS: Final = 1.6
"""Side of the crop in eye widths, in which the eye is looked at."""
_BELOW: Final = (0.68, 0.9)
"""Rows of the crop below the eye, as shares: bare skin, the yardstick for the eye."""
_CORE, _BESIDE = 0.75, 1.15
"""In radii of the iris: what is nearer to its middle is iris, what is farther along the eye is its white."""
_LIGHT: Final = 0.5
"""What is lighter than half-way from the darkest place to the skin is the white, or a lid."""
_WHITE_PERCENT: Final = 70
_FEWEST_PIXELS: Final = 5
_BESIDE_IRIS, _FEWEST_WHITE, _BRIGHTER_PERCENT = 1.1, 8, 60
"""Beyond so many radii of the iris the white begins; of the pixels there the brighter ones are it."""

# What an open eye shows, as openness added for each cue, counted from what most open eyes show. By logistic
# regression over open and drawn closed eyes of 27 people, fair and darkened, tested on people it had not
# seen: with the cues nine closed eyes in ten lie below every open one, without them half of them.
_TYPICAL_RING, _RING = 0.35, 0.045
_TYPICAL_CONTRAST, _CONTRAST = 0.86, 0.08
_TYPICAL_WHITE, _WHITE = 14.3, 0.0038

_NEARER: Final = (0.82, 0.7, 0.58)
"""Shares of the usual crop for nearer looks at an eye. In the usual one, lids that are down and lids that
hang low look much alike to the network; from near it tells them apart better, and the mean of three best."""
_NEAR_WIDER, _NEAR_SHOWN = 0.03, 0.22
"""By how much the nearer looks see an eye that is hardly open wider open than the usual one, and the share of
what it shows or lacks that still counts: in the shadow of a brow little is seen of an open eye."""

_UNALIKE: Final = 0.75
"""An eye that is less open than this share of the other one is in doubt."""

_HIDDEN_CONTRAST: Final = 0.35
"""Below this share of the skin's brightness nothing dark is seen where the eye should be."""
_LENS_SHADE, _GLARE_SHADE = 0.7, 1.15
"""Lightness over the face's skin below which a lens lies below the eye, and of the eye itself over that and
over the skin below it from which it shines: in deep sockets closed lids are lighter than what is below."""


@dataclass(frozen=True)
class EyeMeasure:
    """One eye, in units that do not depend on the size or colour of the face.

    openness: area between the lids over the square of the eye's width, less where no iris
    and no white is seen.
    gaze: where the iris stands between the corners, 0 (left in the picture) to 1 (right).
    hidden: a dark or shining lens lies over it, so that nothing can be said.
    """

    openness: float
    gaze: float
    hidden: bool


def check_eyes_open(analysis: Analysis, standard: Standard) -> Finding:
    """双眼自然睁开并平视. measured: openness of the less open eye; of eyes that look aside, how far their
    irises stand off the middle.

    Two cues: how far the eye is open, and whether one eye is far less open than the other (a wink). Eyes in
    doubt are looked at twice.
    Skipped where the eyes cannot be seen at all: `glasses` says why.
    """
    if analysis.eyes is None:
        return Finding("eyes_open", Status.SKIPPED)
    right, left = (measure_eye(analysis, index, eye) for index, eye in enumerate(analysis.eyes))
    region = eyes_region(analysis)
    if right.hidden or left.hidden:
        return Finding("eyes_open", Status.SKIPPED, region=region, detail="eyes_hidden")
    right, left = _look_nearer(analysis, right, left, standard)
    status, detail = _judge(right, left, standard)
    measured = max(0.0, min(right.openness, left.openness))
    allowed = Allowed(standard.eye_open_unsure if detail == "one_closed" else standard.eye_open_warn)
    if detail == "looking_aside":
        measured, allowed = _off_middle(right, left), Allowed(0.0, standard.gaze_warn)
    return Finding(
        "eyes_open", status, rounded(measured, 3, allowed), allowed, "ratio", region, detail=detail
    )


def _off_middle(right: EyeMeasure, left: EyeMeasure) -> float:
    """How far the irises stand off the middle of the eyes, 0 to 0.5."""
    return abs((right.gaze + left.gaze) / 2 - 0.5)


def _judge(right: EyeMeasure, left: EyeMeasure, standard: Standard) -> tuple[Status, str]:
    less, more = sorted((right, left), key=lambda eye: eye.openness)
    if less.openness < standard.eye_open_fail:
        one = more.openness >= standard.eye_open_unsure
        return Status.FAIL, "one_closed" if one else "closed"
    if less.openness < standard.eye_open_unsure and less.openness < standard.eye_pair_fail * more.openness:
        return Status.FAIL, "one_closed"
    if less.openness < standard.eye_open_warn:
        return Status.WARN, "half_closed"
    if _off_middle(right, left) > standard.gaze_warn:
        return Status.WARN, "looking_aside"
    return Status.PASS, ""


def _look_nearer(
    analysis: Analysis, right: EyeMeasure, left: EyeMeasure, standard: Standard
) -> tuple[EyeMeasure, EyeMeasure]:
    """Both measures; of an eye that is hardly open, or far less than the other, the mean of nearer looks."""
    doubtful = tuple(
        eye.openness < max(standard.eye_open_unsure, _UNALIKE * other.openness)
        for eye, other in ((right, left), (left, right))
    )
    if analysis.eyes is None or not any(doubtful):
        return right, left
    corners = analysis.points[np.array(EYE_CORNERS)]
    middle = corners.mean(axis=1, keepdims=True)
    looks = [fit_eyes(analysis.rgb, middle + share * (corners - middle)) for share in _NEARER]
    both = (
        _nearer(eye, usual, near) if unclear else eye
        for eye, usual, near, unclear in zip(
            (right, left), analysis.eyes, zip(*looks, strict=True), doubtful, strict=True
        )
    )
    return next(both), next(both)


def _nearer(eye: EyeMeasure, usual: Eye, near: Sequence[Eye]) -> EyeMeasure:
    """An eye as nearer looks show it."""
    shown = eye.openness - _lid_area(usual)
    area = sum(_lid_area(seen) for seen in near) / len(near)
    return replace(eye, openness=area - _NEAR_WIDER + _NEAR_SHOWN * shown)


def measure_eye(analysis: Analysis, index: int, eye: Eye) -> EyeMeasure:
    """Measure the right (0) or the left (1) eye of an analysis with a mesh."""
    outer, inner = analysis.points[list(EYE_CORNERS[index])]
    start, end = (outer, inner) if index == 0 else (inner, outer)
    along = end - start
    gaze = float((eye.iris[0] - start) @ along / max(float(along @ along), 1.0))
    look = _look_at(analysis, start, end, eye)
    contrast = (look.skin - look.darkest) / max(look.skin, 1.0)
    shown = (
        _RING * (look.ring - _TYPICAL_RING)
        + _CONTRAST * (contrast - _TYPICAL_CONTRAST)
        + _WHITE * (look.white - _TYPICAL_WHITE)
    )
    face = float(analysis.face_skin.color[0])
    lens = look.skin < _LENS_SHADE * face
    shining = look.middle > _GLARE_SHADE * max(look.skin, face)
    return EyeMeasure(_lid_area(eye) + shown, gaze, contrast < _HIDDEN_CONTRAST and (lens or shining))


def lid_ring(eye: Eye) -> Floats:
    """(16, 2) the lids as a closed ring: the network gives the lower lid and the upper one, both outwards."""
    return np.concatenate([eye.contour[:9], eye.contour[15:8:-1]])


def _lid_area(eye: Eye) -> float:
    width = math.dist(eye.contour[0], eye.contour[8])
    return float(cv2.contourArea(lid_ring(eye).astype(np.float32))) / max(width * width, 1.0)


@dataclass(frozen=True)
class _Look:
    """What is seen of one eye.

    skin: L* of the skin below it. darkest, middle: L* of the darkest place and of the middle of the eye.
    ring: how much lighter, in shares of that skin, the eye is beside the iris than in it.
    white: how far the lighter places between the lids are from the skin's a and b.
    """

    skin: float
    darkest: float
    middle: float
    ring: float
    white: float


def _look_at(analysis: Analysis, start: Floats, end: Floats, eye: Eye) -> _Look:
    """Look at one eye whose corners, left to right in the picture, are `start` and `end`."""
    width = math.dist(start, end)
    centre = (float(start[0] + end[0]) / 2, float(start[1] + end[1]) / 2)
    roll = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    crop, back = crop_turned(analysis.rgb, centre, width * _CROP_WIDTHS, roll, _CROP)
    lids, iris = (
        ((points - back[:, 2]) @ np.linalg.inv(back[:, :2]).T) for points in (lid_ring(eye), eye.iris)
    )
    lab = to_lab(crop)
    light: Floats = np.asarray(cv2.GaussianBlur(lab[:, :, 0], (0, 0), 0.6), dtype=np.float32)
    inside = np.zeros((_CROP, _CROP), np.uint8)
    cv2.fillPoly(inside, [np.round(lids).astype(np.int32)], 1)
    if not inside.any():  # lids outside their own crop: nothing between them is known
        inside[:] = 1
    grown = cv2.dilate(inside, np.ones((3, 3), np.uint8)) > 0
    rows = slice(*(int(_CROP * share) for share in _BELOW))
    skin = np.median(lab[rows, _CROP // 4 : _CROP * 3 // 4].reshape(-1, 3), axis=0)
    darkest = float(np.percentile(light[grown], 3))
    return _Look(
        float(skin[0]),
        darkest,
        float(np.median(light[grown])),
        _ring(light, inside > 0, iris) / max(float(skin[0]), 1.0),
        _white(lab, (inside > 0) & (light > darkest + _LIGHT * (float(skin[0]) - darkest)), skin),
    )


def _ring(light: Floats, inside: Mask, iris: Floats) -> float:
    """How much lighter the eye is beside its iris than in it; 0 where one of them is not seen."""
    radius = float(np.linalg.norm(iris[1:] - iris[0], axis=1).mean())
    y, x = np.mgrid[:_CROP, :_CROP]
    across, down = np.abs(x - iris[0, 0]), np.abs(y - iris[0, 1])
    core = inside & (np.hypot(across, down) < _CORE * radius)
    beside = inside & (across > _BESIDE * radius) & (down < radius)
    if min(np.count_nonzero(core), np.count_nonzero(beside)) < _FEWEST_PIXELS:
        return 0.0
    return float(np.median(light[beside]) - np.median(light[core]))


def _white(lab: Floats, where: Mask, skin: Floats) -> float:
    """How far the lighter places of an eye are from the skin's a and b; 0 where there are next to none."""
    if np.count_nonzero(where) < _FEWEST_PIXELS:
        return 0.0
    return float(np.percentile(np.hypot(*(lab[where] - skin)[:, 1:].T), _WHITE_PERCENT))


def eyes_region(analysis: Analysis) -> Region:
    """A box around both eyes, for drawing."""
    corners = analysis.points[[33, 133, 263, 362]]
    reach = 0.09 * analysis.face_width
    low, high = corners.min(axis=0) - reach, corners.max(axis=0) + reach
    return Region(*(round(float(value), 1) for value in (*low, *(high - low))))


def white_of_eyes(analysis: Analysis) -> Floats | None:
    """(3,) L*a*b* of the white of both eyes; None when next to nothing of it is seen."""
    found = [white for eye in analysis.eyes or () if (white := _white_of(analysis, eye)) is not None]
    return np.asarray(np.mean(found, axis=0), dtype=np.float32) if found else None


def _white_of(analysis: Analysis, eye: Eye) -> Floats | None:
    lids = np.round(lid_ring(eye)).astype(np.int32)
    left, top, width, height = cv2.boundingRect(lids)
    left, top = max(left, 0), max(top, 0)
    crop = analysis.rgb[top : top + height, left : left + width]
    mask = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillPoly(mask, [lids - np.array([left, top], np.int32)], 1)
    radius = float(np.linalg.norm(eye.iris[1:] - eye.iris[0], axis=1).mean())
    centre = (round(float(eye.iris[0, 0])) - left, round(float(eye.iris[0, 1])) - top)
    cv2.circle(mask, centre, math.ceil(_BESIDE_IRIS * radius), 0, -1)
    pixels = crop[mask > 0]
    if len(pixels) < _FEWEST_WHITE:
        return None
    light = pixels.sum(axis=1, dtype=np.int32)
    return lab_of(np.median(pixels[light >= np.percentile(light, _BRIGHTER_PERCENT)], axis=0))
