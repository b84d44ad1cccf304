"""Exposure and evenness of the light on the face (规范 光线: 照明光线均匀, 无高光, 无阴影).

Brightness is never held against a fixed face brightness: a dark face before a bright background is a dark
face, not a dark photo. The yardsticks are the background, whose colour the standard fixes, the brightest
parts of the picture, and one part of the face against another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import hue, lab_of, luminance
from webapp.photocheck.mesh_points import Ring
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.patches import (
    FOREHEAD,
    JOWL,
    LOWER_CHEEK,
    LOWER_LIP,
    NOSE_ROOT,
    UPPER_CHEEK,
    face_box,
    patch_color,
)
from webapp.photocheck.ranks import percentile, pixels_in
from webapp.photocheck.report import Allowed, Finding, Status, rounded
from webapp.photocheck.standard import Standard

from .eyes import white_of_eyes
from .geometry import over
from .halves import half_shadow

_REFERENCE: Final = 0.5  # linear luminance of the reference background; a compliant photo has whites above it
_BLUE_HUES: Final = (175.0, 285.0)  # burnt light blue turns to cyan
_WITNESS_MARGIN: Final = 0.4  # stops by which highlights and face are allowed to lie below the reference
_DARK_FACE, _DARK_PERSON, _DARK_WHITE = 1.1, 0.9, 2.6
"""Stops that the face, the brightest of the person and the white of the eyes lie below the reference where no
light reaches the person. The darkest skin comes to 2.4 and its eyes to 2.7, but not in a bright garment; the
white of fair people's eyes comes to 3.0 in deep sockets, but not their face."""
_CLIPPED: Final = 250
_BLUE_LEFT: Final = (105, 250)
"""Red of a background whose green and blue are burnt: light blue overexposed; neon and white are another."""
_SAME_SKIN: Final = 0.5  # log2 of red over green: hair and caps lie farther from the cheeks than shaded skin
_HAIR_STOPS: Final = -3.2  # no shadow on a face is deeper than this: black hair is
# Stops by which good light from above leaves cheeks, jowls and lips darker than a shining forehead. Wide,
# because dark skin shines most. A beard darkens the jowls by two stops, but never the lips.
_TOP_LIGHT, _TOP_LIGHT_JOWL, _TOP_LIGHT_LIPS = 0.58, 0.38, 0.98
_MEDIAN_WEIGHT: Final = 0.55


def check_exposure(analysis: Analysis, standard: Standard) -> Finding:
    """Neither under- nor over-exposed.

    Over: measured is the share of the face whose detail is burnt out; a light blue background that is burnt
    confirms it on dark skin, too. Under: measured is how many stops the whole picture is too dark.
    """
    some = analysis.ninth
    light = luminance(some)
    face = analysis.face_oval[::3, ::3]
    background = _background_stops(analysis)
    burnt = _burnt_share(pixels_in(some, face))
    bright = _burnt_background(analysis)
    region = face_box(analysis)
    if burnt > standard.burnt_warn or bright:
        failed = burnt > standard.burnt_fail or bright
        status = Status.FAIL if failed else Status.WARN
        limit = Allowed(None, standard.burnt_warn)
        detail = "over" if burnt > standard.burnt_warn else "over_all"
        return Finding("exposure", status, rounded(burnt, 3, limit), limit, "ratio", region, detail=detail)
    face_stops = _stops_below(light[face], 95)
    stops = _stops_under(light, background, face_stops if face.any() else None)
    limit = Allowed(None, standard.under_stops_warn)
    if stops > standard.under_stops_warn:
        status = Status.FAIL if stops > standard.under_stops_fail else Status.WARN
        return Finding("exposure", status, rounded(stops, 1, limit), limit, "stops", region, detail="under")
    if _dark_person(analysis, light, face_stops):
        measured = rounded(face_stops, 1, limit)
        return Finding("exposure", Status.WARN, measured, limit, "stops", region, detail="face_dark")
    return Finding("exposure", Status.PASS, rounded(max(stops, 0.0), 1, limit), limit, "stops", region)


def _stops_under(light: Floats, background: float | None, face: float | None) -> float:
    """Stops the whole picture is too dark, from those the background and the face lie below the reference.

    Both must be dark: a dark face before a bright background is no dark photo, nor is a bright face before a
    background of a darker blue. Without either the brightest parts of the picture witness alone.
    """
    if background is None or face is None:
        return _stops_below(light, 99) + _WITNESS_MARGIN
    return min(background, face + _WITNESS_MARGIN)


def _background_stops(analysis: Analysis) -> float | None:
    """Stops the background is darker than the reference; None when it is no blue, and so no witness."""
    color = analysis.background_color
    if not _BLUE_HUES[0] < hue(lab_of(color)) < _BLUE_HUES[1]:
        return None
    light = float(luminance(np.clip(color, 0, 255).astype(np.uint8)[None])[0])
    return math.log2(_REFERENCE / max(light, 1e-3))


def _burnt_background(analysis: Analysis) -> bool:
    """Whether a light blue background lost its blue to light: two channels at their end, red not yet."""
    red, green, blue = (float(value) for value in analysis.background_color)
    return min(green, blue) >= _CLIPPED and _BLUE_LEFT[0] <= red < _BLUE_LEFT[1]


def _dark_person(analysis: Analysis, light: Floats, face: float) -> bool:
    """Whether nothing of the person is bright, neither face nor garment nor the white of the eyes.

    light: luminance of every third pixel; face: stops that the face lies below the reference.
    """
    if face < _DARK_FACE or _stops_below(light[analysis.person[::3, ::3] > 0.9], 99) < _DARK_PERSON:
        return False
    white = white_of_eyes(analysis)
    return white is not None and math.log2(_REFERENCE / ((float(white[0]) + 16) / 116) ** 3) > _DARK_WHITE


def _stops_below(light: Floats, percent: float) -> float:
    """Stops that a percentile of the luminance lies below the reference; 0 for no pixels."""
    if not light.size:
        return 0.0
    return math.log2(_REFERENCE / max(percentile(light, percent), 1e-3))


def _burnt_share(face: Pixels) -> float:
    """Share of face pixels with two channels at their end."""
    return float((np.count_nonzero(face >= _CLIPPED, axis=1) >= 2).mean()) if len(face) else 0.0


@dataclass(frozen=True)
class _FaceLight:
    """Stops of light: positive `sides` when the picture's left half of the face is the brighter one.

    sides: for forehead, upper and lower cheeks.
    top_dark: how much darker forehead and root of the nose both are than what is below: a fringe or a hat
    covers the one and leaves the other bare. bottom_dark: how much darker the lower part is than the
    forehead. Of a forehead that shows something else than skin only top_dark tells anything.
    """

    sides: tuple[float, float, float]
    top_dark: float
    bottom_dark: float

    @property
    def uneven(self) -> float:
        """How uneven the halves are, in stops. Good light from one side models cheeks, not the forehead,
        so the weakest of the three differences counts in full, and their median with a weight."""
        sign = math.copysign(1.0, sum(self.sides))
        weakest = min(side * sign for side in self.sides)
        return max(weakest, _MEDIAN_WEIGHT * abs(sorted(self.sides)[1]))


def check_even_lighting(analysis: Analysis, standard: Standard) -> Finding:
    """No part of the face in shadow. measured: stops between its halves, beyond what modelling by light from
    one side makes, or between top and bottom; for a shadow that lies aslant, both over their limits together.

    Only a face is compared with itself, so the rule is the same for every skin.
    """
    light = _measure(analysis)
    shadow = half_shadow(analysis)
    halves = (standard.uneven_stops_warn, standard.uneven_stops_fail)
    edges = (standard.half_stops_warn, standard.half_stops_fail)
    levels = (standard.top_stops_warn, standard.top_stops_fail)
    measures = (
        (light.uneven, halves, "right_dark" if sum(light.sides) > 0 else "left_dark"),
        (abs(shadow), edges, "right_dark" if shadow > 0 else "left_dark"),
        (light.top_dark, levels, "top_dark"),
        (light.bottom_dark, levels, "bottom_dark"),
    )
    measured, (warn, fail), detail = max(measures, key=lambda item: item[0] / item[1][0])
    status, unit = over(measured, warn, fail), "stops"
    across, down = (max(item[0] / item[1][0] for item in pair) for pair in (measures[:2], measures[2:]))
    aslant = math.hypot(across, max(down, 0.0))
    if status is Status.PASS and aslant > standard.aslant_warn:
        status, measured, warn, unit, detail = Status.WARN, aslant, standard.aslant_warn, "ratio", "aslant"
    allowed = Allowed(None, warn)
    return Finding(
        "even_lighting",
        status,
        rounded(measured, 2, allowed),
        allowed,
        unit,
        face_box(analysis),
        detail="" if status is Status.PASS else detail,
    )


def _measure(analysis: Analysis) -> _FaceLight:
    patches = (FOREHEAD, UPPER_CHEEK, LOWER_CHEEK, JOWL)
    colors = [[patch_color(analysis, ring) for ring in pair] for pair in patches]
    stops = np.log2(luminance(np.array(colors, dtype=np.uint8)) + 1e-3)
    forehead, right, left = (float(value) for value in stops[:3, 0] - stops[:3, 1])
    top, upper, lower, jowl = (float(value) for value in stops.mean(axis=1))
    top_dark = max(upper, lower, jowl) - max(top, _stops(analysis, NOSE_ROOT))
    if top - lower < _HAIR_STOPS or abs(_redness(colors[0]) - _redness(colors[2])) > _SAME_SKIN:
        return _FaceLight((0.0, right, left), top_dark, 0.0)
    return _FaceLight(
        (forehead, right, left),
        top_dark,
        min(
            max(top - lower - _TOP_LIGHT, top - jowl - _TOP_LIGHT_JOWL),
            top - _stops(analysis, LOWER_LIP) - _TOP_LIGHT_LIPS,
        ),
    )


def _stops(analysis: Analysis, ring: Ring) -> float:
    """log2 of the luminance within a ring of the mesh."""
    return math.log2(float(luminance(patch_color(analysis, ring).astype(np.uint8))) + 1e-3)


def _redness(pair: list[Floats]) -> float:
    """log2 of red over green in linear light, which shade does not change."""
    mean = np.mean(pair, axis=0) / 255.0
    red, green = np.maximum(mean[:2] ** 2.2, 1e-3)
    return float(np.log2(red / green))
