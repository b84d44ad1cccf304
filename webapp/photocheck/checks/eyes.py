"""Are both eyes open and looking ahead?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.faces import Eye, crop_turned
from webapp.photocheck.mesh_points import EYE_CORNERS
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Allowed, Finding, Region, Status
from webapp.photocheck.standard import Standard

_CROP: Final = 64
_CROP_WIDTHS: Final = 1.6
"""Side of the crop in eye widths, for the dark run below."""
_HIDDEN_CONTRAST: Final = 0.35
"""Below this share of the skin's brightness nothing dark is seen where the eye should be (glare, a tint)."""


@dataclass(frozen=True)
class EyeMeasure:
    """One eye, in units that do not depend on the size or colour of the face.

    openness: area between the lids over the square of the eye's width.
    dark_run: height of the dark stripe through the iris over the eye's width; a lash line is thin.
    contrast: how much darker than the skin below the eye its darkest place is, 0 to 1.
    gaze: where the iris stands between the corners, 0 (left in the picture) to 1 (right).
    """

    openness: float
    dark_run: float
    contrast: float
    gaze: float


def check_eyes_open(analysis: Analysis, standard: Standard) -> Finding:
    """双眼自然睁开并平视. measured: openness of the less open eye (0.17 and more on compliant photos).

    Three cues: how far apart the lids are; whether one eye is far less open than the other (a wink); and,
    between the limits, whether an iris is seen, so that narrow eyes pass and a thick lash line does not.
    Skipped where the eyes cannot be seen at all: `glasses` or `occlusion` say why.
    """
    if analysis.eyes is None:
        return Finding("eyes_open", Status.SKIPPED)
    eyes = tuple(measure_eye(analysis, index, eye) for index, eye in enumerate(analysis.eyes))
    region = eyes_region(analysis)
    if min(eye.contrast for eye in eyes) < _HIDDEN_CONTRAST:
        return Finding("eyes_open", Status.SKIPPED, region=region, detail="eyes_hidden")
    status, detail = _judge(eyes[0], eyes[1], standard)
    smaller = min(eye.openness for eye in eyes)
    allowed = Allowed(standard.eye_open_warn)
    return Finding("eyes_open", status, round(smaller, 3), allowed, "ratio", region, detail=detail)


def _judge(right: EyeMeasure, left: EyeMeasure, standard: Standard) -> tuple[Status, str]:
    less, more = sorted((right, left), key=lambda eye: eye.openness)
    if less.openness < standard.eye_open_fail:
        one = more.openness >= standard.eye_open_unsure
        return Status.FAIL, "one_closed" if one else "closed"
    if less.openness < standard.eye_open_unsure and less.openness < standard.eye_pair_fail * more.openness:
        return Status.FAIL, "one_closed"
    if less.openness < standard.eye_open_unsure and less.dark_run < standard.eye_iris_seen:
        return Status.FAIL, "closed"
    if less.openness < standard.eye_open_warn:
        return Status.WARN, "half_closed"
    if abs((right.gaze + left.gaze) / 2 - 0.5) > standard.gaze_warn:
        return Status.WARN, "looking_aside"
    return Status.PASS, ""


def measure_eye(analysis: Analysis, index: int, eye: Eye) -> EyeMeasure:
    """Measure the right (0) or the left (1) eye of an analysis with a mesh."""
    outer, inner = analysis.points[list(EYE_CORNERS[index])]
    start, end = (outer, inner) if index == 0 else (inner, outer)
    along = end - start
    gaze = float((eye.iris[0] - start) @ along / max(float(along @ along), 1.0))
    dark_run, contrast = _dark_stripe(analysis, start, end, eye.iris[0])
    return EyeMeasure(_lid_area(eye), dark_run, contrast, gaze)


def lid_ring(eye: Eye) -> Floats:
    """(16, 2) the lids as a closed ring: the network gives the lower lid and the upper one, both outwards."""
    return np.concatenate([eye.contour[:9], eye.contour[15:8:-1]])


def _lid_area(eye: Eye) -> float:
    width = math.dist(eye.contour[0], eye.contour[8])
    return float(cv2.contourArea(lid_ring(eye).astype(np.float32))) / max(width * width, 1.0)


def _dark_stripe(analysis: Analysis, start: Floats, end: Floats, iris: Floats) -> tuple[float, float]:
    """Height of the dark stripe through the iris in eye widths, and its contrast to the skin below."""
    width = math.dist(start, end)
    side = width * _CROP_WIDTHS
    centre = (float(start[0] + end[0]) / 2, float(start[1] + end[1]) / 2)
    roll = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    crop, back = crop_turned(analysis.rgb, centre, side, roll, _CROP)
    x, y = np.linalg.inv(back[:, :2]) @ (iris - back[:, 2])
    green = cv2.GaussianBlur(crop, (0, 0), 0.7)[:, :, 1].astype(np.float64)
    half = max(1, round(0.08 * _CROP / _CROP_WIDTHS))
    column, row = int(np.clip(x, half, _CROP - 1 - half)), int(np.clip(y, 8, _CROP - 9))
    profile = np.median(green[:, column - half : column + half + 1], axis=1)
    skin = float(np.median(green[int(_CROP * 0.68) : int(_CROP * 0.9), _CROP // 4 : _CROP * 3 // 4]))
    darkest = row - 8 + int(np.argmin(profile[row - 8 : row + 9]))
    dark = profile < (skin + profile[darkest]) / 2
    above, below = darkest, darkest
    while above > 0 and dark[above - 1]:
        above -= 1
    while below < _CROP - 1 and dark[below + 1]:
        below += 1
    run = (below - above + 1) * _CROP_WIDTHS / _CROP
    return run, (skin - float(profile[darkest])) / max(skin, 1.0)


def eyes_region(analysis: Analysis) -> Region:
    """A box around both eyes, for drawing."""
    corners = analysis.points[[33, 133, 263, 362]]
    reach = 0.09 * analysis.face_width
    low, high = corners.min(axis=0) - reach, corners.max(axis=0) + reach
    return Region(*(round(float(value), 1) for value in (*low, *(high - low))))
