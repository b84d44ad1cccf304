"""The background: its colour, and whether it is one even surface (规范 背景)."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.backdrop import CELL, Backdrop, Mask
from webapp.photocheck.colors import chroma, hue, lab_of
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

_GREY_CHROMA: Final = 7.0  # below it a surface has no colour to the eye
_WHITE_LIGHTNESS: Final = 93.0
_LIGHT_GREY_LIGHTNESS: Final = 78.0
_REFERENCE_LIGHTNESS: Final = 76.0  # of RGB 100,197,255
_COOL_HUES: Final = (120.0, 335.0)  # outside, neither green nor purple names the colour
_STATUS: Final = (Status.PASS, Status.WARN, Status.FAIL)

_FEWEST_CELLS: Final = 40
_OBJECT_PIXELS: Final = 300  # thin edges on the background: shadows and folds have none, things have many
_GRADIENT_FIT: Final = 0.7
_SHADOW_PARTS: Final = 3


def check_background_color(analysis: Analysis, standard: Standard) -> Finding:
    """Light blue, reference RGB 100,197,255 (notice, Attachment 2). measured: the median RGB.

    Lightness, chroma and hue are judged apart, because a lighter or warmer light blue is still what the
    standard asks for, and a darker one is not.
    """
    color = analysis.background_color
    status, detail = _judge_color(lab_of(color), standard)
    measured = tuple(float(round(float(value))) for value in color)
    return Finding(
        "background_color", status, measured, Allowed(values=standard.background_colors), "rgb", detail=detail
    )


def _judge_color(lab: Floats, standard: Standard) -> tuple[Status, str]:
    lightness = float(lab[0])
    if chroma(lab) < _GREY_CHROMA:
        name = "white" if lightness >= _WHITE_LIGHTNESS else "light_grey"
        if name in standard.background_colors and lightness >= _LIGHT_GREY_LIGHTNESS:
            return Status.PASS, ""
        return Status.FAIL, "white" if name == "white" else "greyish"
    if "light_blue" not in standard.background_colors:
        return Status.FAIL, ""
    angle = hue(lab)
    warm = not _COOL_HUES[0] < angle < _COOL_HUES[1]
    # A light tint of a colour has less chroma than the colour itself, in proportion to what is left to white.
    purity = chroma(lab) * max(1.0, (100.0 - _REFERENCE_LIGHTNESS) / max(100.0 - lightness, 1.0))
    grades = (
        (_grade(lightness, standard.background_lightness), "too_dark", "white"),
        (_grade(angle, standard.background_hue), *(("", "") if warm else ("greenish", "purplish"))),
        (_grade(purity, standard.background_chroma), "greyish", "too_deep"),
    )
    grade, low, high = max(grades, key=lambda item: abs(item[0]))
    return _STATUS[abs(grade)], "" if not grade else low if grade < 0 else high


def _grade(value: float, bounds: tuple[float, ...]) -> int:
    """0 within the inner bounds, 1 beyond them, 2 beyond the outer ones; negative when too low."""
    far_low, low, high, far_high = bounds
    if value < low:
        return -2 if value < far_low else -1
    if value > high:
        return 2 if value > far_high else 1
    return 0


def check_background_uniformity(analysis: Analysis, standard: Standard) -> Finding:
    """No gradient, shadow, fold or object. measured: how far the oddest part is from the rest, CIE76."""
    allowed = Allowed(0.0, standard.background_spread_warn)
    backdrop = analysis.backdrop
    if analysis.turned or np.count_nonzero(backdrop.free) < _FEWEST_CELLS:
        return Finding("background_uniformity", Status.SKIPPED, None, allowed, detail="no_background")
    spread, relief = backdrop.spread, backdrop.relief
    if spread <= standard.background_spread_warn and not backdrop.patterned:
        if relief <= standard.background_relief_warn:
            return Finding("background_uniformity", Status.PASS, rounded(spread, 1, allowed), allowed)
        allowed = Allowed(0.0, standard.background_relief_warn)
        measured = rounded(relief, 1, allowed)
        return Finding("background_uniformity", Status.WARN, measured, allowed, detail="patches")
    failed = spread > standard.background_spread_fail or backdrop.patterned
    status = Status.FAIL if failed else Status.WARN
    odd = backdrop.distance > max(spread, standard.background_spread_warn) / 2
    if backdrop.patterned:
        odd = backdrop.free & ~backdrop.plain
    detail = "objects" if backdrop.patterned else _kind(backdrop, odd)
    measured = rounded(spread, 1, allowed)
    return Finding("background_uniformity", status, measured, allowed, "", _region(odd), detail=detail)


def _kind(backdrop: Backdrop, odd: Mask) -> str:
    """Name what makes the background uneven: "gradient", "objects", "shadow" or "patches"."""
    rows, columns = np.nonzero(backdrop.free)
    lightness = backdrop.cells[backdrop.free][:, 0]
    plane = np.stack([rows, columns, np.ones_like(rows)], axis=1).astype(np.float64)
    solution = np.linalg.lstsq(plane, lightness, rcond=None)[0]
    left_over = float(np.var(lightness - plane @ solution))
    if left_over < (1 - _GRADIENT_FIT) * float(np.var(lightness)):
        return "gradient"
    if np.count_nonzero(backdrop.strokes) > _OBJECT_PIXELS:
        return "objects"
    darker = float(np.median(backdrop.cells[odd][:, 0])) < float(np.median(lightness)) - 1
    parts = cv2.connectedComponents(odd.astype(np.uint8))[0] - 1
    return "shadow" if darker and parts <= _SHADOW_PARTS else "patches"


def _region(odd: Mask) -> Region:
    """The box around the largest connected odd part, in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(odd.astype(np.uint8))
    x, y, width, height, _ = max(stats[1:], key=lambda part: int(part[4]))
    return Region(*(float(value) * CELL for value in (x, y, width, height)))
