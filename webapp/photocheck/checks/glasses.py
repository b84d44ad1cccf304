"""Glasses are allowed: without tint, without glare, with the frame off the eyes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import to_lab
from webapp.photocheck.faces import crop_turned
from webapp.photocheck.mesh_points import EYE_CORNERS
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.ranks import median_color
from webapp.photocheck.report import Allowed, Finding, Status, rounded
from webapp.photocheck.skin import Skin
from webapp.photocheck.standard import Standard

from .eyes import eyes_region

_CROP: Final = 80
_CROP_WIDTHS: Final = 2.0
"""Side of the crop around an eye in eye widths."""
_FRAME_SHADE: Final = 0.35
"""Frames are darker than this share of the skin's lightness; the shadow of a brow is not."""
_WHITE: Final = 235
_PALE: Final = 200
_PALER_THAN_SKIN: Final = 40
_BOTH_WARN, _BOTH_FAIL = 0.82, 1.08
"""Shade and colour together, each in the unit of its limit for a failure: sockets in hard light up to 0.8."""


@dataclass(frozen=True)
class Lens:
    """What lies over one eye.

    shade: lightness below the eye, where a lens reaches and an eye does not, over the skin's own.
    hue_distance: how far the colour there is from the nearest place of bare face, in Lab's a and b.
    glare: share of the eye that is white where an eye is not.
    bar: share of the eye's breadth and beyond that one dark row crosses: a frame before the eye.
    """

    shade: float
    hue_distance: float
    glare: float
    bar: float


def check_glasses(analysis: Analysis, standard: Standard) -> Finding:
    """Nothing dark, coloured, shining or framed before the eyes.

    A tint must lie over both eyes, because light from the side darkens one socket on many good photos.
    measured: the shade of the lighter of both sides, 1 being bare skin, or where only its colour tells, the
    distance from the skin's (CIE76), or how much there is of both; for glare, the share of the eye; for a
    frame before the eye, the share of its breadth.
    """
    skin = analysis.face_skin
    lenses = [measure_lens(analysis, skin, index) for index in (0, 1)]
    shade = max(lens.shade for lens in lenses)
    hue = min(lens.hue_distance for lens in lenses)
    glare = max(lens.glare for lens in lenses)
    bar = max(lens.bar for lens in lenses)
    region = eyes_region(analysis)
    if glare > standard.glare_warn:
        status = Status.FAIL if glare > standard.glare_fail else Status.WARN
        allowed = Allowed(0.0, standard.glare_warn)
        return Finding(
            "glasses", status, rounded(glare, 2, allowed), allowed, "ratio", region, detail="glare"
        )
    tint = _judge_tint(shade, hue, standard)
    if tint.status is Status.PASS and bar > standard.frame_bar_warn:
        allowed = Allowed(0.0, standard.frame_bar_warn)
        return Finding(
            "glasses",
            Status.WARN,
            rounded(bar, 2, allowed),
            allowed,
            "ratio",
            region,
            detail="frame_over_eye",
        )
    return replace(tint, region=region)


def _judge_tint(shade: float, hue: float, standard: Standard) -> Finding:
    """A lens darkens and colours what lies behind it; each limit holds alone, and less of both will do."""
    darker = max(1 - shade, 0) / max(1 - standard.tint_fail, 1e-3)
    both = math.hypot(darker, hue / max(standard.tint_hue_fail, 1e-3))
    if shade < standard.tint_fail or hue > standard.tint_hue_fail or both > _BOTH_FAIL:
        status = Status.FAIL
    elif shade < standard.tint_warn or hue > standard.tint_hue_warn or both > _BOTH_WARN:
        status = Status.WARN
    else:
        allowed = Allowed(standard.tint_warn)
        return Finding("glasses", Status.PASS, rounded(shade, 2, allowed), allowed, "ratio")
    measured, allowed = shade, Allowed(standard.tint_warn)
    if shade >= standard.tint_warn:
        measured, allowed = hue, Allowed(0.0, standard.tint_hue_warn)
        if hue <= standard.tint_hue_warn:
            measured, allowed = both, Allowed(0.0, _BOTH_WARN)
    return Finding("glasses", status, rounded(measured, 2, allowed), allowed, "ratio", detail="tinted")


def measure_lens(analysis: Analysis, skin: Skin, index: int) -> Lens:
    """Measure what lies over the right (0) or the left (1) eye."""
    outer, inner = analysis.points[list(EYE_CORNERS[index])]
    start, end = (outer, inner) if index == 0 else (inner, outer)
    centre = (float(start[0] + end[0]) / 2, float(start[1] + end[1]) / 2)
    roll = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    crop, _ = crop_turned(analysis.rgb, centre, math.dist(start, end) * _CROP_WIDTHS, roll, _CROP)
    lab = to_lab(crop)
    below = _window(lab, (-0.45, 0.45), (0.33, 0.6)).reshape(-1, 3)
    color = median_color(below)
    return Lens(
        float(color[0] / max(float(skin.color[0]), 1.0)),
        min(float(np.hypot(*(color - place)[1:])) for place in skin.places),
        _glare(_window(crop, (-0.5, 0.5), (-0.22, 0.22)), analysis.skin_color),
        _dark_bar(_window(lab, (-0.75, 0.75), (0.02, 0.25))[:, :, 0], skin),
    )


def _window(crop: Pixels | Floats, across: tuple[float, float], down: tuple[float, float]) -> Floats:
    """Cut a window out of a crop, in eye widths from the middle of the eye."""
    scale = _CROP / _CROP_WIDTHS
    left, right = (round(_CROP / 2 + value * scale) for value in across)
    top, bottom = (round(_CROP / 2 + value * scale) for value in down)
    return np.asarray(crop[top:bottom, left:right])


def _glare(eye: Floats, skin_color: Floats) -> float:
    """Share of pixels that are white, or pale and far paler than this skin (the catchlight is small)."""
    palest = eye.min(axis=2)
    pale = (palest > _PALE) & (palest > float(skin_color.min()) + _PALER_THAN_SKIN)
    return float(np.mean((palest > _WHITE) | pale))


def _dark_bar(lightness: Floats, skin: Skin) -> float:
    """The longest share of one row's breadth that is dark: lashes end at the corners, a frame does not."""
    dark = lightness < _FRAME_SHADE * float(skin.color[0])
    return float(dark.mean(axis=1).max())
