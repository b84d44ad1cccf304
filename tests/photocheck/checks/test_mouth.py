"""Teeth and open lips are seen where the mesh draws them closed; lips that shine or are painted pass."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import lit, portrait, with_pixels
from webapp.photocheck.analysis import Analysis, analyse
from webapp.photocheck.checks.mouth import check_mouth_closed, look_at_mouth
from webapp.photocheck.faces import Mesh
from webapp.photocheck.mesh_points import INNER_LIPS, OUTER_LIPS
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

PEOPLE = ["lin", "amina"]
TEETH, HOLLOW, SHINE = (222, 214, 200), (40, 18, 18), (250, 235, 235)


def _between(base: Analysis, color: tuple[int, int, int], height: float, width: float = 0.8) -> Analysis:
    """A band painted along the mouth's line; height and width in mouth widths."""
    right, left = base.points[[61, 291]]
    middle, reach = (right + left) / 2, float(np.hypot(*(left - right)))
    half = np.array([width, height]) * reach / 2
    rgb = base.rgb.copy()
    low, high = (tuple(round(value) for value in middle + sign * half) for sign in (-1, 1))
    cv2.rectangle(rgb, low, high, color, -1)
    return with_pixels(base, rgb)


def _gaping(base: Analysis, gap: float) -> Analysis:
    """The same picture with a mesh whose lips stand apart by a share of their thickness."""
    assert base.mesh is not None
    points = base.mesh.points.copy()
    thickness = abs(points[0, 1] - points[13, 1]) + abs(points[14, 1] - points[17, 1])
    for upper, lower in ((13, 14), (82, 87), (312, 317)):
        points[lower, 1] = points[upper, 1] + gap * thickness
    return replace(base, mesh=Mesh(points, 1.0))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("shade", [1.0, 0.35])
def test_teeth_between_lips_that_the_mesh_closes(person: str, shade: float) -> None:
    """On dark skin, too, where teeth stay pale."""
    base = portrait(person)
    darker = lit(base, np.where(base.person > 0.5, shade, 1.0).astype(np.float32))
    smiling = _between(darker, TEETH, 0.09)
    found = check_mouth_closed(smiling, STANDARD)
    assert check_mouth_closed(darker, STANDARD).status is Status.PASS
    assert (found.status, found.detail) == (Status.FAIL, "open")
    seen_anew = check_mouth_closed(analyse(smiling.rgb), STANDARD)
    assert seen_anew.measured == pytest.approx(0.09, abs=0.04)


def test_a_dark_gap_counts_where_the_mesh_sees_lips_apart() -> None:
    """Otherwise it may be a moustache that hangs over the lips."""
    dark = _between(portrait(), HOLLOW, 0.16)
    assert look_at_mouth(dark, STANDARD.mask_warn).dark > STANDARD.mouth_dark_warn
    assert check_mouth_closed(_gaping(dark, 0.04), STANDARD).status is Status.PASS
    assert check_mouth_closed(_gaping(dark, 0.2), STANDARD).status is Status.FAIL
    assert check_mouth_closed(_gaping(portrait(), 0.15), STANDARD).status is Status.PASS


@pytest.mark.parametrize("person", PEOPLE)
def test_lips_just_apart_are_told_by_the_gap_and_its_darkness_together(person: str) -> None:
    """Neither alone says enough: both of closed lips come to half of it."""
    base = _gaping(portrait(person), 0.13)
    found = check_mouth_closed(_between(base, HOLLOW, 0.09), STANDARD)
    assert check_mouth_closed(base, STANDARD).status is Status.PASS
    assert (found.status, found.detail) == (Status.WARN, "lips_apart")
    assert isinstance(found.measured, float)
    assert found.measured > STANDARD.mouth_dark_warn


@pytest.mark.parametrize("person", PEOPLE)
def test_shining_lips_show_no_teeth(person: str) -> None:
    base = portrait(person)
    rgb = base.rgb.copy()
    low = base.points[[14, 17]].mean(axis=0)
    reach = int(0.1 * np.hypot(*(base.points[291] - base.points[61])))
    cv2.ellipse(rgb, (int(low[0]), int(low[1])), (reach, 1), 0, 0, 360, SHINE, -1, cv2.LINE_AA)
    assert check_mouth_closed(with_pixels(base, rgb), STANDARD).status is Status.PASS


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("below", [2.5, 4])
def test_a_lower_lip_that_shines_all_along_shows_no_teeth(person: str, below: float) -> None:
    """As pale as teeth, it lies below the lip's inner edge; teeth lie above it."""
    base = portrait(person)
    rgb = base.rgb.copy()
    inner, outer = base.points[[88, 178, 87, 14, 317, 402, 318]], base.points[[181, 84, 17, 314, 405]]
    lip = np.concatenate([inner + np.array([0, below]), outer[::-1]])
    cv2.fillPoly(rgb, [np.round(lip).astype(np.int32)], SHINE)
    assert look_at_mouth(with_pixels(base, rgb), STANDARD.mask_warn).teeth < STANDARD.teeth_warn


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("shade", [1.0, 0.35])
def test_full_lips_that_the_mesh_draws_apart_are_closed(person: str, shade: float) -> None:
    """What it takes for the opening has the colour of the lips; a hollow is darker, on dark skin, too."""
    base = _gaping(portrait(person), 0.6)
    rgb = base.rgb.copy()
    rgb[base.polygon(OUTER_LIPS)] = np.median(rgb[base.polygon(OUTER_LIPS)], axis=0)
    lips = lit(with_pixels(base, rgb), shade)
    assert check_mouth_closed(lips, STANDARD).status is Status.PASS
    inner = lips.polygon(INNER_LIPS)[..., None]
    for seen in (HOLLOW, TEETH):
        opened = with_pixels(lips, np.where(inner, np.array(seen) * shade**0.45, lips.rgb))
        assert check_mouth_closed(opened, STANDARD).status is Status.FAIL


@pytest.mark.parametrize("person", PEOPLE)
def test_lips_painted_in_the_colour_of_the_skin_show_no_teeth(person: str) -> None:
    base = portrait(person)
    rgb = base.rgb.copy()
    lips = base.polygon(OUTER_LIPS)
    rgb[lips] = base.skin_color
    assert look_at_mouth(with_pixels(base, rgb), STANDARD.mask_warn).teeth == 0.0


def test_a_white_mask_is_no_smile() -> None:
    base = portrait()
    rgb = base.rgb.copy()
    rgb[int(base.points[5, 1]) : int(base.points[152, 1])] = (240, 240, 240)
    masked = with_pixels(base, rgb)
    assert look_at_mouth(masked, STANDARD.mask_warn).teeth == 0.0
