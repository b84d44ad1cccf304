"""What is seen above the forehead: how large, light, colourful and smooth it is, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import FACE_OVAL
from webapp.photocheck.models import Floats, Mask
from webapp.photocheck.skin import Skin

from .beside import STRANDS, strands_beside
from .hem import hem_strength
from .rim import NO_RIM, Rim, find_rim
from .upright import SCALE

_EDGE: Final = 15
"""Pixels (of a face 200 wide) by which the outline is drawn in, so that no background mixes in."""
_PLAIN_FINE: Final = 0.5
"""Fine contrast of a head that seems bald below which it may be cloth: scalps from 0.6, cloth up to 0.4."""
_SEAM_REACH, _SEAM_HALF = 4, 45
"""Rows between which a seam is looked for, and half the breadth over which it must run."""
_MOST_SHARP: Final = 4.0
"""Fine contrast of eyes and brows beyond which the frame of glasses is measured, and not the photo."""


@dataclass(frozen=True)
class HeadTop:
    """What is seen above the forehead, in units of a face 200 px wide.

    area: of what is neither forehead nor other skin joined to it, in squared face widths.
    unnatural: share of `area` in colours that hair has not (blue, green, violet, bright red).
    color_spread: standard deviation of Lab's a and b over it: hair has one colour, prints have several.
    skin_chroma: how colourful the skin is, the yardstick for that.
    lightness: its median L; over_skin: the same over the skin's own.
    fine / bare_fine: median fine contrast of `area`, without and with that skin: hair has much, cloth little.
    seam: the largest step in colour, CIE76, from one side of the forehead to the other: a hairline or the rim
    of a cap makes one, a scalp none; 0 where strands are seen.
    rim: whether the rim of a hat is seen (see `rim.py`); hem: the same of its hem on the forehead (`hem.py`).
    beside: contrast of strands on both sides of the jaw, where cloth may hang there (see `beside.py`).
    sharpness: the same of the eyes and brows, which says how sharp the photo is; frames are left out.
    """

    area: float
    unnatural: float
    color_spread: float
    skin_chroma: float
    lightness: float
    over_skin: float
    fine: float
    bare_fine: float
    seam: float
    rim: Rim
    hem: float
    beside: float
    sharpness: float


def measure_top(analysis: Analysis) -> HeadTop:
    """Measure the top of the head of an analysis with a mesh."""
    scale = SCALE / analysis.face_width
    rows, columns = _window(analysis)
    lab = _scaled(analysis.lab[rows, columns], scale)
    person = _scaled(analysis.person[rows, columns], scale)
    points = (analysis.points - (columns.start, rows.start)) * scale
    skin = analysis.face_skin
    scaled = replace(skin, lab=lab)
    hue, shade = scaled.hue_distance, scaled.shade
    bare = (hue < 13) & (shade > 0.5) & (shade < 1.4)
    above, oval = _above_forehead(person, points)
    forehead = _joined(bare, oval & _rows_above(bare, points[[107, 336], 1].mean()))
    hair = above & ~cv2.dilate(forehead.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool) & ~bare
    fine = np.abs(lab[:, :, 0] - cv2.GaussianBlur(lab[:, :, 0], (0, 0), 2.5))
    eyes = fine[_eye_band(points, lab)]
    sharpness = min(float(np.median(eyes)), _MOST_SHARP) if eyes.size else 0.0
    top = _describe(lab, fine, (hair, above), (skin, sharpness), points)
    hem, beside = hem_strength(lab, bare, points), strands_beside(analysis, lab, above)
    return replace(top, rim=find_rim(analysis), hem=hem, beside=beside)


def _window(analysis: Analysis) -> tuple[slice, slice]:
    """The rows and columns of the head, from its top to below the eyes."""
    width, points = analysis.face_width, analysis.points
    middle, margin = float(points[[9, 10, 151], 0].mean()), 0.1 * width
    left = min(middle - 0.5 * width, float(points[:, 0].min())) - margin
    right = max(middle + 0.5 * width, float(points[:, 0].max())) + margin
    columns = slice(max(0, int(left)), max(1, min(analysis.width, int(right))))
    bottom = max(1, min(analysis.height, int(points[[145, 374], 1].max() + margin)))
    head = (analysis.person[:bottom, columns] > 0.5).any(axis=1)
    return slice(max(0, int(head.argmax() - margin)), bottom), columns


def _describe(
    lab: Floats, fine: Floats, places: tuple[Mask, Mask], face: tuple[Skin, float], points: Floats
) -> HeadTop:
    (hair, above), (skin, sharpness) = places, face
    natural_light = _is_skin_colored(skin)
    square = SCALE * SCALE
    where = np.flatnonzero(hair)
    colors = lab.reshape(-1, 3).take(where, axis=0) if where.size else np.zeros((1, 3), np.float32)
    lightness = float(np.median(colors[:, 0]))
    bare_fine = float(np.median(fine[above])) if above.any() else 0.0
    return HeadTop(
        area=where.size / square,
        unnatural=float(_unnatural(colors).mean()) if natural_light else 0.0,
        color_spread=float(np.hypot(colors[:, 1].std(), colors[:, 2].std())) if natural_light else 0.0,
        skin_chroma=float(np.hypot(skin.color[1], skin.color[2])),
        lightness=lightness,
        over_skin=lightness / max(float(skin.color[0]), 1.0),
        fine=float(np.median(fine.ravel().take(where))) if where.size else 0.0,
        sharpness=sharpness,
        bare_fine=bare_fine,
        rim=NO_RIM,
        hem=0.0,
        beside=STRANDS,
        seam=_seam(lab, points, above) if bare_fine < _PLAIN_FINE else 0.0,
    )


def _seam(lab: Floats, points: Floats, above: Mask) -> float:
    """The largest step between rows from the brows to the top of the head, in the middle of the forehead."""
    top = int(above.any(axis=1).argmax())
    bottom = int(points[[105, 334], 1].min()) - 4 * _SEAM_REACH
    middle = int(points[10, 0])
    strip = lab[top:bottom, max(0, middle - _SEAM_HALF) : middle + _SEAM_HALF]
    if len(strip) <= 2 * _SEAM_REACH or not strip.shape[1]:
        return 0.0
    smooth = cv2.GaussianBlur(strip, (0, 0), 1.0)
    steps = np.median(smooth[2 * _SEAM_REACH :] - smooth[: -2 * _SEAM_REACH], axis=1)
    return float(np.linalg.norm(steps, axis=1).max())


def _unnatural(colors: Floats) -> Mask:
    """Colours hair does not grow in: bluish, greenish, or redder and more vivid than the reddest hair."""
    red, yellow = colors[:, 1], colors[:, 2]
    vivid = np.hypot(red, yellow)
    neutral = -4.5 - 0.09 * colors[:, 0]  # a cool light shifts pale hair further than dark hair
    return np.asarray(
        (yellow < neutral) | (red < neutral) | (vivid > 45) | ((vivid > 25) & (yellow < 0.55 * red))
    )


def _is_skin_colored(skin: Skin) -> bool:
    """Whether the light is near white: under a colour cast hair has strange colours too."""
    return bool(skin.color[1] > 2 and skin.color[2] > 1)


def _above_forehead(person: Floats, points: Floats) -> tuple[Mask, Mask]:
    """The head above the face's oval and within half a face width of its middle; and the oval itself."""
    inside = cv2.erode((person > 0.8).astype(np.uint8), np.ones((_EDGE, _EDGE), np.uint8)).astype(bool)
    ring = points[list(FACE_OVAL)]
    centre = ring.mean(axis=0)
    oval = np.zeros(person.shape, np.uint8)
    cv2.fillPoly(oval, [np.round(centre + (ring - centre) * 1.04).astype(np.int32)], 1)
    above = inside & (oval == 0) & _rows_above(inside, points[[107, 336], 1].mean() - 0.15 * SCALE)
    middle, half = int(points[[9, 10, 151], 0].mean()), int(SCALE / 2)
    above[:, : max(0, middle - half)] = False
    above[:, middle + half :] = False
    return above, oval.astype(bool)


def _joined(bare: Mask, seeds: Mask) -> Mask:
    """The patches of bare skin that touch the forehead."""
    opened = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(opened)
    touched = np.zeros(count, bool)
    touched[labels[seeds]] = True
    touched[0] = False
    return np.asarray(touched[labels])


def _rows_above(like: Mask, row: float) -> Mask:
    mask = np.zeros(like.shape, bool)
    mask[: max(0, int(row))] = True
    return mask


def _eye_band(points: Floats, lab: Floats) -> tuple[slice, slice]:
    """From the brows to below the eyes, between the outer corners."""
    top, bottom = points[[105, 334], 1].min() - 4, points[[145, 374], 1].max() + 8
    rows = slice(max(0, int(top)), max(0, min(lab.shape[0], int(bottom))))
    return rows, slice(max(0, int(points[33, 0])), max(0, int(points[263, 0])))


def _scaled(picture: Floats, scale: float) -> Floats:
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=flags))
