"""Does hair, a mask or a hand cover the brows, the eyes, the cheeks or the mouth?"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.hands import find_palms
from webapp.photocheck.mesh_points import CHIN, FACE_OVAL, FOREHEAD_TOP, Ring
from webapp.photocheck.models import Floats, Mask, Pixels
from webapp.photocheck.report import Allowed, Finding, Fixer, Region, Status, rounded
from webapp.photocheck.skin import Skin, disc_color
from webapp.photocheck.standard import Standard

from .cheeks import HAIR_OR_RIM, fine_contrast, hair_over_cheek
from .geometry import oval_region
from .lips import mouth_contrast, mouth_line
from .upright import SCALE

_BROW_TOPS: Final[tuple[Ring, Ring]] = ((70, 63, 105, 66, 107), (300, 293, 334, 296, 336))
_BROW_STRIP: Final = (0.02, 0.055)
"""The strip of forehead above a brow that must be bare, in face widths above the brow's upper edge."""
_NOSE_TIP, _LOWER_LIP, _LIP_ABOVE, _CHIN_BELOW = (4, 1), (17,), (164,), (199,)
_BARE_NOSE: Final = 8.0
_LIPS_REDDER: Final = 4.0
"""In Lab's a and b: a bare nose is nearer than the first to the upper face; lips in a beard are redder by the
second and more, while a mask has one colour, or a pattern that covers the nose too."""
_JAW_SKIN, _SHOULDER_SKIN = 0.055, 0.12
"""Skin beside the jaw and beside the neck that makes a hand worth looking for, in squared face widths: heads
above clothes up to 0.05 and 0.11, bare shoulders up to 0.3, a hand before the face 0.06-0.2."""
_NO_HEAD: Final = 0.7
"""Above the chin no head, however bald, reaches further from its middle, in face widths: an arm does."""
_ARM_STRANDS, _ARM_SCORE = 0.0105, 0.7
"""Fine contrast over lightness of what reaches out there: arms up to 0.010, hair as light as the skin from
0.011. Beside an arm, so much of a palm's score will do: hands 0.5-0.98, fair hair so smooth up to 0.5."""
_NEAR: Final = (2.0, 2.4)
"""Sides of two nearer looks at the head for a palm, in face widths, where an arm is seen."""
_PALM, _PALM_SKIN = 0.2, 0.33
"""The surroundings of a palm, in face widths, and the share of them that is skin: hands from 0.47."""


def check_occlusion(analysis: Analysis, standard: Standard) -> Finding:
    """The whole face is seen (notice: 头发不得遮挡眉毛、眼睛和耳朵). detail names the worst cover.

    measured: 0 (free) to 1 (covered) for what `detail` names; ears are left to people.
    """
    skin = analysis.face_skin
    brows = covered_brows(analysis, skin)
    covers = [
        _mask(analysis, skin, standard),
        *_mouth(analysis, skin, standard),
        _cover("brows", max(brows), standard.brow_warn, standard.brow_fail),
        hair_over_cheek(analysis, standard),
        _hand(analysis, skin, standard),
    ]
    severity, value, limit, detail = max(covers, key=lambda cover: cover[0])
    status = (Status.PASS, Status.WARN, Status.FAIL)[severity]
    if status is Status.PASS:
        value, limit, detail = max(brows), standard.brow_warn, ""
    allowed = Allowed(0.0, limit) if limit >= 0 else Allowed(-limit)
    return Finding(
        "occlusion",
        status,
        rounded(abs(value), 3, allowed),
        allowed,
        "ratio",
        _region(analysis, detail),
        Fixer.COLLEGE if detail == HAIR_OR_RIM else Fixer.PHOTOGRAPHER,
        detail,
    )


Cover = tuple[int, float, float, str]


def _cover(detail: str, value: float, warn: float, fail: float) -> Cover:
    return (2 if value > fail else 1 if value > warn else 0), value, warn, detail


def _mouth(analysis: Analysis, skin: Skin, standard: Standard) -> tuple[Cover, Cover]:
    """No line of a mouth is seen, or what is seen there does not run along it. Less will do to fail where
    nose and lips are not those of a bare face either.
    """
    line = mouth_line(analysis, skin)
    contrast = mouth_contrast(analysis, skin, line)
    lips, along = standard.lips_fail, standard.mouth_line_fail
    doubtful = contrast < standard.lips_warn or line.agreement < standard.mouth_line_warn
    if doubtful and not _is_bare(analysis, skin):
        lips, along = standard.lips_warn, standard.mouth_line_warn
    return (
        _cover("mouth_hidden", -contrast, -standard.lips_warn, -lips),
        _cover("mouth_hidden", -line.agreement, -standard.mouth_line_warn, -along),
    )


def _mask(analysis: Analysis, skin: Skin, standard: Standard) -> Cover:
    """A mask or scarf: the lower face is not in this person's skin, and it is no beard around bare lips."""
    distance = skin.lower_distance
    if distance > standard.mask_warn and _is_bare(analysis, skin):
        distance = 0.0
    return _cover("mask", distance, standard.mask_warn, standard.mask_fail)


def _is_bare(analysis: Analysis, skin: Skin) -> bool:
    """Whether the nose is bare and the lips are redder than what is above and below them, as on three in four
    free faces.

    A full beard moves the colour of cheeks, lip and chin like a mask; a mask hides nose or lips, or both.
    """
    points, radius = analysis.points, 0.03 * analysis.face_width
    nose, lip, above, below = (
        disc_color(skin.lab, points[list(ring)], radius)
        for ring in (_NOSE_TIP, _LOWER_LIP, _LIP_ABOVE, _CHIN_BELOW)
    )
    bare = min(float(np.hypot(*(nose - place)[1:])) for place in skin.places) < _BARE_NOSE
    return bare and float(lip[1]) > max(float(above[1]), float(below[1])) + _LIPS_REDDER


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


def _hand(analysis: Analysis, skin: Skin, standard: Standard) -> Cover:
    """A hand at the head; looked for only where skin is seen beside the face, as finding one takes long.

    Collars, throats and curls look like palms to the detector, too: a palm is of the skin's colour, and one
    below the chin only warns.
    """
    arm, jaw, shoulders = skin_beside_face(analysis, skin)
    reaching = np.count_nonzero(arm) > standard.skin_beside * analysis.face_width**2
    if not reaching and jaw <= _JAW_SKIN and shoulders <= _SHOULDER_SKIN:
        return 0, 0.0, standard.hand_warn, "hand"
    high, low = _palm(analysis, skin, analysis.rgb)
    covers = [
        _cover("hand", high, standard.hand_warn, standard.hand_fail),
        (int(low > standard.hand_fail), low, standard.hand_warn, "hand"),
    ]
    if reaching and _strands(analysis, arm) < _ARM_STRANDS:
        near = max(_palm(analysis, skin, *_head(analysis, side))[0] for side in _NEAR)
        warn, fail = _ARM_SCORE * standard.hand_warn, _ARM_SCORE * standard.hand_fail
        covers.append(_cover("hand", (high + near) / 2, warn, fail))
    return max(covers)


def _palm(analysis: Analysis, skin: Skin, rgb: Pixels, left: int = 0, top: int = 0) -> tuple[float, float]:
    """How surely a palm of skin is seen above and below the chin in what begins there in the picture."""
    scores, places = find_palms(rgb)
    places = places + np.array([left, top])
    scores = scores * _is_skin(analysis, skin, places)
    is_high = places[:, 1] < analysis.points[CHIN, 1]
    return float(scores[is_high].max(initial=0.0)), float(scores[~is_high].max(initial=0.0))


def _head(analysis: Analysis, widths: float) -> tuple[Pixels, int, int]:
    """A square of so many face widths around the eyes, as much as the picture holds, and where it begins."""
    half = widths * analysis.face_width / 2
    middle = analysis.eye_centres.mean(axis=0)
    left, top = (max(0, int(value - half)) for value in middle)
    right, bottom = (max(0, int(value + half)) for value in middle)
    return analysis.rgb[top:bottom, left:right], left, top


def _strands(analysis: Analysis, where: Mask) -> float:
    """Fine contrast over lightness: hair has much of it, skin little."""
    scale = SCALE / analysis.face_width
    rows = np.flatnonzero(where.any(axis=1))
    part = slice(rows[0], rows[-1] + 1)
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    light = cv2.resize(analysis.lab[part, :, 0].copy(), None, fx=scale, fy=scale, interpolation=flags)
    inside = cv2.resize(where[part].astype(np.uint8), light.shape[::-1], interpolation=cv2.INTER_NEAREST)
    inner = cv2.erode(inside, np.ones((7, 7), np.uint8))
    fine = fine_contrast(np.asarray(light))
    return float(np.median(fine[(inner if inner.any() else inside) > 0]))


def _is_skin(analysis: Analysis, skin: Skin, places: Floats) -> Mask:
    """(n,) whether a third of the surroundings of a place in pixels is skin."""
    side = max(1, int(_PALM * analysis.face_width))
    share = cv2.blur(_skin_colored(skin).astype(np.float32), (side, side))
    x, y = (
        np.clip(np.rint(places[:, axis]).astype(int), 0, size - 1)
        for axis, size in enumerate((analysis.width, analysis.height))
    )
    return np.asarray(share[y, x] > _PALM_SKIN)


def _skin_colored(skin: Skin) -> Mask:
    return np.asarray((skin.hue_distance < 12) & (skin.shade > 0.6) & (skin.shade < 1.4))


def skin_beside_face(analysis: Analysis, skin: Skin) -> tuple[Mask, float, float]:
    """Where skin reaches further out than a head, above the chin; and how much of it lies beside the jaw and
    beside the neck, in squared face widths.
    """
    width, points = analysis.face_width, analysis.points
    bare = _skin_colored(skin) & (analysis.person > 0.8)
    oval = points[list(FACE_OVAL)]
    bare &= ~_fill(analysis, oval.mean(axis=0) + (oval - oval.mean(axis=0)) * 1.06)
    size = max(3, int(0.06 * width))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    opened = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0
    middle, mouth, chin = points[[9, 10, 151], 0].mean(), int(points[13, 1]), int(points[CHIN, 1])
    bands = ((0, chin, _NO_HEAD), (mouth, chin, 0.3), (chin, int(chin + 0.35 * width), 0.45))
    arm, jaw, neck = (
        _outside(opened, slice(max(0, top), max(0, bottom)), middle, half * width)
        for top, bottom, half in bands
    )
    return arm, np.count_nonzero(jaw) / width**2, np.count_nonzero(neck) / width**2


def _outside(mask: Mask, rows: slice, middle: float, half: float) -> Mask:
    """What of a mask lies in some rows, further than `half` from the column `middle`."""
    left = np.zeros_like(mask)
    left[rows] = mask[rows]
    left[:, max(0, int(middle - half)) : max(0, int(middle + half))] = False
    return left


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
