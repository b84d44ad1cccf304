"""Does hair, a mask or a hand cover the brows, the eyes, the cheeks or the mouth?"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis, Mask
from webapp.photocheck.hands import find_hand
from webapp.photocheck.mesh_points import CHIN, FACE_OVAL, FOREHEAD_TOP, Ring
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Allowed, Finding, Fixer, Region, Status
from webapp.photocheck.skin import Skin, measure_skin
from webapp.photocheck.standard import Standard

from .geometry import oval_region

_BROW_TOPS: Final[tuple[Ring, Ring]] = ((70, 63, 105, 66, 107), (300, 293, 334, 296, 336))
_BROW_STRIP: Final = (0.02, 0.055)
"""The strip of forehead above a brow that must be bare, in face widths above the brow's upper edge."""
_SIDES: Final = (
    ((33, 133), (127, 234, 93, 132, 58, 172)),
    ((263, 362), (356, 454, 323, 361, 288, 397)),
)
"""Corners of an eye, and the outline of the face on its side from the temple down to the jaw."""


def check_occlusion(analysis: Analysis, standard: Standard) -> Finding:
    """The whole face is seen (notice: 头发不得遮挡眉毛、眼睛和耳朵). detail names the worst cover.

    measured: 0 (free) to 1 (covered) for what `detail` names; ears are left to people.
    """
    skin = measure_skin(analysis)
    brows = covered_brows(analysis, skin)
    covers = [
        _cover("mask", skin.lower_distance, standard.mask_warn, standard.mask_fail),
        _cover("mouth_hidden", -lip_contrast(analysis, skin), -standard.lips_warn, -standard.lips_fail),
        _cover("brows", max(brows), standard.brow_warn, standard.brow_fail),
        _cover("cheek", 1.0 - min(bare_cheeks(analysis)), standard.cheek_warn, standard.cheek_fail),
        _hand(analysis, skin, standard),
    ]
    severity, value, limit, detail = max(covers, key=lambda cover: cover[0])
    status = (Status.PASS, Status.WARN, Status.FAIL)[severity]
    if status is Status.PASS:
        value, limit, detail = max(brows), standard.brow_warn, ""
    return Finding(
        "occlusion",
        status,
        round(abs(value), 2),
        Allowed(0.0, limit) if limit >= 0 else Allowed(-limit),
        "ratio",
        _region(analysis, detail),
        Fixer.PHOTOGRAPHER,
        detail,
    )


Cover = tuple[int, float, float, str]


def _cover(detail: str, value: float, warn: float, fail: float) -> Cover:
    return (2 if value > fail else 1 if value > warn else 0), value, warn, detail


def covered_brows(analysis: Analysis, skin: Skin) -> tuple[float, float]:
    """Share of the strip above the right and the left brow that is not skin."""
    up = analysis.points[FOREHEAD_TOP] - analysis.points[CHIN]
    up = up / max(float(np.hypot(*up)), 1.0) * analysis.face_width
    shares = []
    for ring in _BROW_TOPS:
        edge = analysis.points[list(ring)]
        low, high = (edge + up * distance for distance in _BROW_STRIP)
        shares.append(_share(skin.foreign, _fill(analysis, np.concatenate([low, high[::-1]]))))
    return shares[0], shares[1]


def lip_contrast(analysis: Analysis, skin: Skin) -> float:
    """How much darker than the skin around it the line of the mouth is; a mask or a hand has no such line."""
    points = analysis.points
    middle = int(points[[13, 14], 0].mean())
    top, bottom = int(points[164, 1]), int(points[18, 1]) + 1
    column = skin.lab[max(top, 0) : bottom, max(0, middle - 4) : middle + 5, 0]
    if not column.size:
        return 0.0
    profile = np.median(column, axis=1)
    return float(np.percentile(profile, 80) - profile.min()) / max(float(skin.color[0]), 1.0)


def bare_cheeks(analysis: Analysis) -> tuple[float, float]:
    """How far from below the eye outwards the cheek is seen, right and left; 1 is up to the outline.

    A curtain of hair shows as a sharp step to dark in most rows between eye and mouth; shadows have none.
    """
    width = analysis.face_width
    blurred = cv2.GaussianBlur(analysis.lab[:, :, 0], (0, 0), max(0.5, 0.006 * width))
    lightness = np.asarray(blurred, dtype=np.float32)
    return (
        _bare_cheek(analysis, lightness, *_SIDES[0]),
        _bare_cheek(analysis, lightness, *_SIDES[1]),
    )


def _bare_cheek(analysis: Analysis, lightness: Floats, corners: Ring, outline: Ring) -> float:
    eye = analysis.points[list(corners)].mean(axis=0)
    edge = analysis.points[list(outline)]
    reach = max(3, int(0.025 * analysis.face_width))
    shares = []
    for y in np.arange(eye[1] + 0.12 * analysis.face_width, analysis.points[13, 1], 3):
        end = float(np.interp(y, edge[:, 1], edge[:, 0]))
        count = int(abs(end - eye[0]))
        if count <= 2 * reach or not 0 <= y < analysis.height:
            continue
        columns = np.clip(np.linspace(eye[0], end, count).astype(int), 0, analysis.width - 1)
        shares.append(_first_step(lightness[int(y), columns], reach))
    return float(np.median(shares)) if shares else 1.0


def _first_step(row: Floats, reach: int) -> float:
    """Where along a row, 0 to 1, the skin ends in a sharp step to dark; 1 when it does not."""
    base = float(np.median(row[: max(3, len(row) // 4)]))
    steps = np.flatnonzero((row[:-reach] - row[reach:] > 0.22 * base) & (row[reach:] < 0.72 * base))
    return (float(steps[0]) + reach / 2) / len(row) if steps.size else 1.0


def _hand(analysis: Analysis, skin: Skin, standard: Standard) -> Cover:
    """A hand at the head; looked for only where skin is seen beside the face, or no mouth is."""
    beside = skin_beside_face(analysis, skin)
    if beside <= standard.skin_beside and lip_contrast(analysis, skin) >= standard.lips_warn:
        return 0, 0.0, standard.hand_fail, "hand"
    score = find_hand(analysis.rgb)
    return _cover("hand", score, standard.hand_fail, standard.hand_fail)


def skin_beside_face(analysis: Analysis, skin: Skin) -> float:
    """Area of skin beside the face above the mouth, ears excluded by size, in squared face widths."""
    width, points = analysis.face_width, analysis.points
    bare = (skin.hue_distance < 12) & (skin.shade > 0.6) & (skin.shade < 1.4) & (analysis.person > 0.8)
    oval = points[list(FACE_OVAL)]
    bare &= ~_fill(analysis, oval.mean(axis=0) + (oval - oval.mean(axis=0)) * 1.06)
    bare[int(points[13, 1]) :] = False
    middle, half = int(points[[9, 10, 151], 0].mean()), int(0.42 * width)
    bare[:, max(0, middle - half) : middle + half] = False
    size = max(3, int(0.06 * width))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    opened = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    return float(opened.sum()) / (width * width)


def _fill(analysis: Analysis, ring: Floats) -> Mask:
    mask = np.zeros(analysis.rgb.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(ring).astype(np.int32)], 1)
    return mask.astype(bool)


def _share(what: Mask, where: Mask) -> float:
    return float(what[where].mean()) if where.any() else 0.0


def _region(analysis: Analysis, detail: str) -> Region:
    """The part of the face that a detail speaks of."""
    region = oval_region(analysis)
    if detail == "brows":
        top = float(analysis.points[list(_BROW_TOPS[0] + _BROW_TOPS[1]), 1].min())
        return Region(
            region.x, round(top - 0.08 * region.width, 1), region.width, round(0.16 * region.width, 1)
        )
    if detail in ("mask", "mouth_hidden"):
        nose = round(float(analysis.points[1, 1]), 1)
        return Region(region.x, nose, region.width, round(region.y + region.height - nose, 1))
    return region
