"""Is the head bare? What lies above the forehead must look like hair or like skin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import FACE_OVAL
from webapp.photocheck.models import Floats, Mask
from webapp.photocheck.report import Allowed, Finding, Fixer, Region, Status
from webapp.photocheck.skin import Skin
from webapp.photocheck.standard import Standard

from .rim import Rim, rim_strength

_SCALE: Final = 200.0
"""Texture is compared at one size: the face is scaled to this many pixels."""
_EDGE: Final = 15
"""Pixels at that size by which the outline is drawn in, so that no background mixes in."""
_LEAST_AREA: Final = 0.05
"""In squared face widths: less hair than this has no colour that says anything."""
_BROAD_AREA: Final = 0.15
"""Less than this can be the highlights of fair hair, or of a bald head, whose rest looks like skin."""
_PLAIN_FINE: Final = 0.5
"""Fine contrast of a head that seems bald below which it may be cloth: scalps from 0.6, cloth up to 0.4."""
_SEAM_REACH, _SEAM_HALF = 4, 45
"""Rows between which a seam is looked for, and half the breadth over which it must run."""
_SMOOTH: Final = 0.022
_DARKEST: Final = 6.0
"""Fine contrast over lightness (and this much): hair, however dark, has more than the first, cloth less."""
_SMOOTHER, _DARKER_THAN_SKIN = 0.016, 0.95
"""Hair has more than the first (from 0.022), but for white hair, and only that is as light as the skin."""
_HALF_SURE: Final = 0.5
"""So what is smoother and darker counts as cloth at twice the texture: its yardstick, the contrast of eyes
and brows, is low on dark faces."""
_NO_RIM: Final = Rim(0.0, 0.0, 0.0)
_BELOW_HAIRLINE: Final = 0.2
"""Face widths above the brows: below any hairline (from 0.22), so what ends there is a hat or a fringe."""
_FEW_STRANDS: Final = 0.05
"""Fine contrast over lightness (and `_DARKEST`) from which an edge above lighter skin is a sharp hairline."""
_PLAIN_RIM, _RIM_SHARE = 0.03, 0.68
"""What has less of it than the first is a hat by a rim of this share: dyed and white hair can be as
plain (0.014 and more), but makes no rim (up to 0.6 of one)."""
_MOST_SHARP: Final = 4.0
"""Fine contrast of eyes and brows beyond which the frame of glasses is measured, and not the photo."""
_VIVID_SHARE: Final = 0.52
"""Colours count as several when they differ by this share of the skin's chroma: contrast scales both."""


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
    rim: whether the rim of a hat is seen (see `rim.py`).
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
    sharpness: float


def check_head_covering(analysis: Analysis, standard: Standard) -> Finding:
    """No cap, hat, hood or scarf (notice: 不得佩戴帽子、头巾). detail says what gives it away.

    measured: the value that decided, or the share of unnatural colours when nothing did.
    """
    status, value, limit, detail = judge_top(measure_top(analysis), standard)
    return Finding(
        "head_covering",
        status,
        round(value, 3),
        limit,
        "ratio",
        _region(analysis),
        Fixer.PHOTOGRAPHER,
        detail,
    )


def judge_top(top: HeadTop, standard: Standard) -> tuple[Status, float, Allowed, str]:
    """The status by the worst sign of a covering; its value, what is allowed, and its name."""
    severity, value, limit, detail = max(_cues(top, standard), key=lambda cue: cue[0])
    return (Status.PASS, Status.WARN, Status.FAIL)[severity], value, limit, detail if severity else ""


Cue = tuple[int, float, Allowed, str]


def _cues(top: HeadTop, standard: Standard) -> list[Cue]:
    """Every sign of a covering: how bad (0 to 2), its value, what is allowed, its name."""
    cues = [
        (0, 0.0, Allowed(0.0, standard.cover_colors_warn), ""),
        _high(_rim(top), standard.cover_rim_warn, standard.cover_rim_fail, "rim"),
    ]
    if top.area >= _LEAST_AREA:
        spread = top.color_spread if top.color_spread > _VIVID_SHARE * top.skin_chroma else 0.0
        cues += [
            _high(top.unnatural, standard.cover_colors_warn, standard.cover_colors_fail, "unnatural_color"),
            _high(spread, standard.cover_spread_warn, standard.cover_spread_fail, "many_colors"),
        ]
    if top.area > _BROAD_AREA:
        return cues + _plain_cues(top, standard)
    return [*cues, _high(top.seam, standard.cover_seam_warn, standard.cover_seam_fail, "skin_colored")]


def _rim(top: HeadTop) -> float:
    """The rim of a hat. Above lighter skin it must not be that of hair; around plain cloth less will do."""
    strands = top.fine / (top.lightness + _DARKEST)
    edge = top.rim.edge if strands < _FEW_STRANDS or top.rim.height < _BELOW_HAIRLINE else 0.0
    rim = max(top.rim.fall, edge)
    return rim / _RIM_SHARE if top.area > _BROAD_AREA and strands < _PLAIN_RIM else rim


def _plain_cues(top: HeadTop, standard: Standard) -> list[Cue]:
    """The signs of plain cloth: no strands in it. Grey and bleached hair is bright too, but shows them."""
    smooth = top.fine < _SMOOTH * (top.lightness + _DARKEST)
    texture = top.fine / max(top.sharpness, 0.1) if smooth else 1.0
    if top.fine < _SMOOTHER * (top.lightness + _DARKEST) and top.over_skin < _DARKER_THAN_SKIN:
        texture *= _HALF_SURE
    brightness = top.over_skin if smooth else 0.0
    return [
        _high(brightness, standard.cover_bright_warn, standard.cover_bright_fail, "brighter_than_skin"),
        _low(texture, standard.cover_texture_warn, standard.cover_texture_fail, "smooth"),
    ]


def _high(value: float, warn: float, fail: float, detail: str) -> Cue:
    severity = 2 if value > fail else 1 if value > warn else 0
    return severity, value, Allowed(0.0, warn), detail


def _low(value: float, warn: float, fail: float, detail: str) -> Cue:
    severity = 2 if value < fail else 1 if value < warn else 0
    return severity, value, Allowed(warn), detail


def measure_top(analysis: Analysis) -> HeadTop:
    """Measure the top of the head of an analysis with a mesh."""
    rim = rim_strength(analysis)
    scale = _SCALE / analysis.face_width
    bottom = min(analysis.height, int(analysis.points[[145, 374], 1].max() + 0.1 * analysis.face_width))
    lab = _scaled(analysis.lab[:bottom], scale)
    person = _scaled(analysis.person[:bottom], scale)
    points = analysis.points * scale
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
    return replace(_describe(lab, fine, (hair, above), (skin, sharpness), points), rim=rim)


def _describe(
    lab: Floats, fine: Floats, places: tuple[Mask, Mask], face: tuple[Skin, float], points: Floats
) -> HeadTop:
    (hair, above), (skin, sharpness) = places, face
    natural_light = _is_skin_colored(skin)
    square = _SCALE * _SCALE
    colors = lab[hair] if hair.any() else np.zeros((1, 3), np.float32)
    lightness = float(np.median(colors[:, 0]))
    bare_fine = float(np.median(fine[above])) if above.any() else 0.0
    return HeadTop(
        area=float(hair.sum()) / square,
        unnatural=float(_unnatural(colors).mean()) if natural_light else 0.0,
        color_spread=float(np.hypot(colors[:, 1].std(), colors[:, 2].std())) if natural_light else 0.0,
        skin_chroma=float(np.hypot(skin.color[1], skin.color[2])),
        lightness=lightness,
        over_skin=lightness / max(float(skin.color[0]), 1.0),
        fine=float(np.median(fine[hair])) if hair.any() else 0.0,
        sharpness=sharpness,
        bare_fine=bare_fine,
        rim=_NO_RIM,
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
    above = inside & (oval == 0) & _rows_above(inside, points[[107, 336], 1].mean() - 0.15 * _SCALE)
    middle, half = int(points[[9, 10, 151], 0].mean()), int(_SCALE / 2)
    above[:, : max(0, middle - half)] = False
    above[:, middle + half :] = False
    return above, oval.astype(bool)


def _joined(bare: Mask, seeds: Mask) -> Mask:
    """The patches of bare skin that touch the forehead."""
    opened = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels = cv2.connectedComponents(opened)
    touched = np.unique(labels[seeds])
    return np.isin(labels, touched[touched > 0])


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


def _region(analysis: Analysis) -> Region:
    """From the crown to the brows."""
    top = analysis.crown if analysis.crown is not None else 0.0
    middle = float(analysis.points[10, 0])
    bottom = float(analysis.points[[105, 334], 1].min())
    half = 0.55 * analysis.face_width
    return Region(
        round(middle - half, 1), round(top, 1), round(2 * half, 1), round(max(0.0, bottom - top), 1)
    )
