"""Is the head bare? What lies above the forehead must look like hair or like skin."""

from __future__ import annotations

from typing import Final

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.report import Allowed, Finding, Fixer, Region, Status, rounded
from webapp.photocheck.standard import Standard

from .head_top import HeadTop, measure_top
from .upright import DARKEST

_LEAST_AREA: Final = 0.05
"""In squared face widths: less hair than this has no colour that says anything."""
_BROAD_AREA: Final = 0.15
"""Less than this can be the highlights of fair hair, or of a bald head, whose rest looks like skin."""
_SMOOTH: Final = 0.022
"""Fine contrast over lightness (and `DARKEST`): hair, however dark, has more than the first, cloth less."""
_SMOOTHER, _DARKER_THAN_SKIN = 0.016, 0.95
"""Hair has more than the first (from 0.022), but for white hair, and only that is as light as the skin."""
_HALF_SURE: Final = 0.5
"""So what is smoother and darker counts as cloth at twice the texture: its yardstick, the contrast of eyes
and brows, is low on dark faces."""
_FEW_STRANDS: Final = 0.05
"""Fine contrast over lightness (and `DARKEST`) from which an edge above lighter skin is a sharp hairline."""
_PLAIN_RIM, _RIM_SHARE = 0.03, 0.72
"""What has less of it than the first is a hat by a rim of this share: dyed and white hair can be as
plain (0.014 and more), but makes no rim (up to 0.6 of one)."""
_FAIR: Final = 0.7
_FAIR_HAIRLINE, _SUDDEN, _STEEP = 0.25, 0.85, 1.5
"""Hair lighter than this, over the skin's lightness, may end above darker skin. Its hairline lies higher
above the brows than the first, in face widths (from 0.3), is less abrupt than the second (up to 0.83) and no
steeper than the third (up to 1.1; stripes and peaks 1.5-3)."""
_BLACK: Final = 0.35
_SUDDEN_BLACK, _SUDDEN_SHARE = 0.75, 0.68
"""So high above the brows black hair never falls off more suddenly than the first (mostly 0); black caps do
above their peaks (from 0.79), by this share of a rim and more. Brown hair in the light may (up to 1.6)."""
_RIM_BESIDE, _RIM_PART, _TOO_LOW = 0.9, 0.45, 0.22
"""Beside so much of a rim, or the second so low above the brows, colours and plainness are no hair's: dyed
hair has up to 0.87 of a rim and up to 0.44 so low."""
_VIVID_SHARE: Final = 0.52
"""Colours count as several when they differ by this share of the skin's chroma: contrast scales both."""


def check_head_covering(analysis: Analysis, standard: Standard) -> Finding:
    """No cap, hat, hood or scarf (notice: 不得佩戴帽子、头巾). detail says what gives it away.

    measured: the value that decided, or the share of unnatural colours when nothing did.
    """
    status, value, limit, detail = judge_top(measure_top(analysis), standard)
    return Finding(
        "head_covering",
        status,
        rounded(value, 3, limit),
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
    broad = top.area > _BROAD_AREA
    cues = [(0, 0.0, Allowed(0.0, standard.cover_colors_warn), ""), *_edge_cues(top, standard)]
    cues.append(_low(top.beside, standard.cover_beside_warn, standard.cover_beside_fail, "around"))
    if top.area >= _LEAST_AREA:
        doubtful = _color_cues(top, standard) + (_fair_cues(top, standard) if broad else [])
        cues += doubtful if _beside_cloth(top, standard) else map(_doubt, doubtful)
    if broad:
        texture = _texture(top)
        return [*cues, _low(texture, standard.cover_texture_warn, standard.cover_texture_fail, "smooth")]
    return [*cues, _high(top.seam, standard.cover_seam_warn, standard.cover_seam_fail, "skin_colored")]


def _beside_cloth(top: HeadTop, standard: Standard) -> bool:
    """Whether more says cloth: most of a rim, part of one too low for a hairline, or plainness."""
    low = top.rim.height < _TOO_LOW and top.rim.fall > _RIM_PART
    plain = top.area > _BROAD_AREA and _texture(top) < standard.cover_texture_warn
    return low or (plain and top.over_skin < _DARKER_THAN_SKIN) or _rim(top)[1] > _RIM_BESIDE


def _edge_cues(top: HeadTop, standard: Standard) -> list[Cue]:
    """A rim; one that may be the hairline of fair hair only warns."""
    rim, sure = _rim(top)
    cue = _high(rim, standard.cover_rim_warn, standard.cover_rim_fail, "rim")
    return [cue if sure > standard.cover_rim_fail else _doubt(cue)]


def _rim(top: HeadTop) -> tuple[float, float]:
    """The rim of a hat; and what of it is no hairline of fair hair either.

    Above lighter skin it must not be that of hair; around plain cloth, or where it falls as suddenly as cloth
    ends, less will do.
    """
    strands = top.fine / (top.lightness + DARKEST)
    share = _RIM_SHARE if top.area > _BROAD_AREA and strands < _PLAIN_RIM else 1.0
    edge = top.rim.edge / share if strands < _FEW_STRANDS else 0.0
    sure = max(edge, top.hem)
    high, fair = top.rim.height > _FAIR_HAIRLINE, top.over_skin > _FAIR
    if high and top.over_skin < _BLACK and top.rim.abrupt > _SUDDEN_BLACK:
        share = min(share, _SUDDEN_SHARE)
    rim = max(top.rim.fall / share, sure)
    if high and fair and top.rim.abrupt < _SUDDEN and top.rim.fall < _STEEP:
        return rim, sure
    return rim, rim


def _color_cues(top: HeadTop, standard: Standard) -> list[Cue]:
    """Colours that hair does not grow in, but may be dyed."""
    spread = top.color_spread if top.color_spread > _VIVID_SHARE * top.skin_chroma else 0.0
    return [
        _high(top.unnatural, standard.cover_colors_warn, standard.cover_colors_fail, "unnatural_color"),
        _high(spread, standard.cover_spread_warn, standard.cover_spread_fail, "many_colors"),
    ]


def _fair_cues(top: HeadTop, standard: Standard) -> list[Cue]:
    """What white cloth shows, and white hair or hair dyed light may show too: bright, with few strands."""
    brightness = top.over_skin if _is_smooth(top, _SMOOTH) else 0.0
    texture = _texture(top)
    if _is_smooth(top, _SMOOTHER) and top.over_skin < _DARKER_THAN_SKIN:
        texture *= _HALF_SURE
    return [
        _high(brightness, standard.cover_bright_warn, standard.cover_bright_fail, "brighter_than_skin"),
        _low(texture, standard.cover_texture_warn, standard.cover_texture_fail, "smooth"),
    ]


def _texture(top: HeadTop) -> float:
    """Fine contrast over that of eyes and brows, 1 where it is that of strands."""
    return top.fine / max(top.sharpness, 0.1) if _is_smooth(top, _SMOOTH) else 1.0


def _is_smooth(top: HeadTop, limit: float) -> bool:
    """Whether there is less fine contrast than strands of this lightness have."""
    return top.fine < limit * (top.lightness + DARKEST)


def _doubt(cue: Cue) -> Cue:
    """A person looks at what hair can be, too."""
    return (min(cue[0], 1), *cue[1:])


def _high(value: float, warn: float, fail: float, detail: str) -> Cue:
    severity = 2 if value > fail else 1 if value > warn else 0
    return severity, value, Allowed(0.0, warn), detail


def _low(value: float, warn: float, fail: float, detail: str) -> Cue:
    severity = 2 if value < fail else 1 if value < warn else 0
    return severity, value, Allowed(warn), detail


def _region(analysis: Analysis) -> Region:
    """From the crown to the brows."""
    top = analysis.crown if analysis.crown is not None else 0.0
    middle = float(analysis.points[10, 0])
    bottom = float(analysis.points[[105, 334], 1].min())
    half = 0.55 * analysis.face_width
    return Region(
        round(middle - half, 1), round(top, 1), round(2 * half, 1), round(max(0.0, bottom - top), 1)
    )
