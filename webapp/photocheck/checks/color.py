"""Are the colours of the picture natural: no cast over it, no black and white, no red eyes? (规范 色彩自然)

The skin witnesses, with wide limits: over all skins, fair to dark, it is its lightness that varies most;
hue and chroma vary little. The background, whose colour is known, may confirm a smaller doubt; it never
accuses alone, because a wrong background is another finding.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import hue, lab_of, to_lab
from webapp.photocheck.faces import Eye
from webapp.photocheck.models import Floats
from webapp.photocheck.patches import FOREHEAD, LOWER_CHEEK, UPPER_CHEEK, face_box, patch_color
from webapp.photocheck.ranks import percentile
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

from .eyes import white_of_eyes
from .geometry import over

_SKIN: Final = np.array([15.0, 18.0], np.float32)  # a* and b* of skin, the mean over the development people
_SKIN_SPREAD: Final = np.array([4.5, 7.5], np.float32)  # a fifth more than their standard deviation
_REFERENCE_HUE: Final = 252.5
_GREENISH, _PURPLISH = -12.0, 8.0  # degrees by which a cast turns the blue of the background
_REFERENCE_RED, _REDDER = -11.7, 2.5  # a* of the reference, and how far from it a background confirms a cast
_REDDER_SPREAD: Final = 6.0  # what a redder background adds: a* for one standard deviation of the mean
_BLUER: Final = 5.0  # degrees towards purple from which the white of the eyes is asked
_EYE_WHITE: Final = np.array([10.0, 8.0], np.float32)  # a*, b* of the white of eyes: 1 to 20, -3 to 16
_EYE_WHITE_SPREAD: Final = np.array([5.0, 6.0], np.float32)
_GREY_CHROMA: Final = 4.0  # all but a few places of a photo in one tone lie so near to it; faces do not
_BURNT_LIGHTNESS: Final = 93.0
_HAIR_DARKER: Final = 30.0  # a patch this much darker than the lightest one shows hair or a lens
_RED: Final = 2.0  # red over the other channels in a pupil lit by a flash; brown irises up to 1.6
_RED_LEVEL: Final = 70
_PUPIL: Final = 0.6  # in radii of the iris: a pupil wide open, as it is where a flash is needed


def check_natural_color(analysis: Analysis, standard: Standard) -> Finding:
    """measured: how far the skin is from natural skin, in standard deviations of people's skins; for red
    eyes, the share of the pupils that is red."""
    cast = _cast(analysis, standard)
    redness, region = _red_eyes(analysis)
    if cast.status is Status.FAIL or redness <= standard.red_eye_warn:
        return cast
    status = Status.FAIL if redness > standard.red_eye_fail else Status.WARN
    allowed = Allowed(None, standard.red_eye_warn)
    return Finding(
        "natural_color", status, rounded(redness, 2, allowed), allowed, "ratio", region, detail="red_eye"
    )


def _cast(analysis: Analysis, standard: Standard) -> Finding:
    """The finding on a cast over the whole picture, or on a picture without any colour."""
    allowed, box = Allowed(None, standard.cast_warn), face_box(analysis)
    if _colourless(analysis):
        return Finding("natural_color", Status.FAIL, None, allowed, "", box, detail="no_color")
    skin = _skin(analysis)
    if skin[0] > _BURNT_LIGHTNESS:  # burnt skin has no colour left to judge: `exposure` says so
        return Finding("natural_color", Status.SKIPPED, None, allowed, "", box, detail="overexposed")
    witnesses = _witnesses((skin[1:] - _SKIN) / _SKIN_SPREAD, analysis)
    limits = {True: (standard.cast_warn_confirmed, standard.cast_fail_confirmed)}
    limits[False] = (standard.cast_warn, standard.cast_fail)
    graded = [(float(np.abs(off).max()), *limits[sure], off) for off, sure in witnesses]
    measured, warn, fail, off = max(graded, key=lambda grade: (grade[0] > grade[2], grade[0] > grade[1]))
    status = over(measured, warn, fail)
    detail = "" if status is Status.PASS else _name(off)
    allowed = Allowed(None, warn)
    return Finding("natural_color", status, rounded(measured, 1, allowed), allowed, "", box, detail=detail)


def _witnesses(skin: Floats, analysis: Analysis) -> list[tuple[Floats, bool]]:
    """What tells of a cast: how far it is from natural, (2,) in a* and b*, and whether something confirms it.

    skin: that of the skin, which the background's blue may confirm. A golden skin under a blue light still
    looks like skin, and so does a fair one under a yellow light; the white of the eyes does not.
    """
    background = lab_of(analysis.background_color)
    turned = hue(background) - _REFERENCE_HUE
    witnesses = [(skin, _confirmed(skin, turned))]
    white = white_of_eyes(analysis)
    if white is not None:
        eyes = np.asarray((white[1:] - _EYE_WHITE) / _EYE_WHITE_SPREAD, dtype=np.float32)
        together = _together(skin, eyes, float(background[1]) - _REFERENCE_RED)
        witnesses += [(_turned_eyes(eyes, turned), True), (together, True)]
    return witnesses


def _skin(analysis: Analysis) -> Floats:
    """(3,) L*a*b* of the most natural of forehead, upper and lower cheeks.

    A cast lies over all of them; a mask, make-up or a shadow's edge seldom does. What is much darker than
    the lightest shows hair or a lens.
    """
    pairs = (FOREHEAD, UPPER_CHEEK, LOWER_CHEEK)
    patches = [lab_of(np.mean([patch_color(analysis, ring) for ring in pair], axis=0)) for pair in pairs]
    lightest = max(float(patch[0]) for patch in patches)
    bare = [patch for patch in patches if patch[0] > lightest - _HAIR_DARKER]
    return min(bare, key=lambda patch: float(np.abs((patch[1:] - _SKIN) / _SKIN_SPREAD).max()))


def _turned_eyes(eyes: Floats, turned: float) -> Floats:
    """(2,) how far the white of the eyes is off to the side to which the background is turned, in degrees."""
    red, yellow = turned > _PURPLISH and eyes[0] > 0, turned < _GREENISH and eyes[1] > 0
    blue = turned > _BLUER and eyes[1] < 0
    return np.where([red, yellow or blue], eyes, np.float32(0))


def _together(skin: Floats, eyes: Floats, background: float) -> Floats:
    """(2,) the mean of skin and eyes where both are redder, or greener, than usual, and so is the background;
    the redder that is, the less it takes (greener it is on every photo a little too bright).

    background: its a* beyond the reference's. A flushed face has white eyes, and both may be red before a
    wall that is none. Yellow is left out: people differ most in it, and in both at once.
    """
    mean = (skin[0] + eyes[0]) / 2
    agree = min(skin[0] * mean, eyes[0] * mean) > 0 and background * np.sign(mean) > _REDDER
    more = max(background - _REDDER, 0.0) / _REDDER_SPREAD
    return np.array([mean + more if agree else 0.0, 0.0], np.float32)


def _confirmed(off: Floats, turned: float) -> bool:
    """Whether the background's blue is turned, in degrees, to the same side as the skin."""
    if turned < _GREENISH:
        return bool(off[0] < 0 or off[1] > 0)
    return turned > _PURPLISH and bool(off[0] > 0 or off[1] < 0)


def _name(off: Floats) -> str:
    """The name of the cast that moved the skin this way."""
    if abs(off[0]) >= abs(off[1]):
        if off[0] < 0:
            return "cast_green"
        return "cast_magenta" if off[1] < -1 else "cast_red"
    return "cast_yellow" if off[1] > 0 else "cast_blue"


def _colourless(analysis: Analysis) -> bool:
    """Black and white, or toned (sepia): all colours lie on one ray from grey."""
    colors = to_lab(np.ascontiguousarray(analysis.rgb[::8, ::8]))[..., 1:].reshape(-1, 2)
    ray = colors.mean(axis=0)
    ray /= max(float(np.hypot(*ray)), 1e-3)
    along = np.maximum(colors @ ray, 0)
    return percentile(np.hypot(*(colors - along[:, None] * ray).T), 97) < _GREY_CHROMA


def _red_eyes(analysis: Analysis) -> tuple[float, Region | None]:
    """The share of both pupils that is red as by a flash, and where the redder one is."""
    shares = [_red_share(analysis, eye) for eye in analysis.eyes or ()]
    if not shares:
        return 0.0, None
    return sum(share for share, _ in shares) / len(shares), max(shares, key=lambda share: share[0])[1]


def _red_share(analysis: Analysis, eye: Eye) -> tuple[float, Region]:
    centre_x, centre_y = (float(value) for value in eye.iris[0])
    radius = float(np.linalg.norm(eye.iris[1:] - eye.iris[0], axis=1).mean())
    left, top = max(0, math.floor(centre_x - radius)), max(0, math.floor(centre_y - radius))
    crop = analysis.rgb[top : math.ceil(centre_y + radius), left : math.ceil(centre_x + radius)].astype(
        np.int32
    )
    rows, columns = np.mgrid[: crop.shape[0], : crop.shape[1]]
    inside = np.hypot(columns + left - centre_x, rows + top - centre_y) < _PUPIL * radius
    red = (crop[..., 0] > _RED_LEVEL) & (crop[..., 0] > _RED * crop[..., 1:].max(axis=2, initial=0))
    share = float(red[inside].mean()) if inside.any() else 0.0
    return share, Region(left, top, float(crop.shape[1]), float(crop.shape[0]))
