"""A hat is told by its rim, though its stitches look like strands; fringes and hairlines are none."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import grid, portrait, with_pixels
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.covering import check_head_covering
from webapp.photocheck.checks.head_top import measure_top
from webapp.photocheck.checks.rim import NO_RIM, find_rim
from webapp.photocheck.models import Floats
from webapp.photocheck.standard import STANDARD


def _above_brows(base: Analysis, bend: float, ragged: float) -> Floats:
    """How much of every pixel lies above an arc 0.12 face widths over the brows, with strands over it.

    bend: how far it falls towards its ends, as in `rim.py`; ragged: how far the strands end apart, in face
    widths.
    """
    rows, columns = grid()
    width, strand = base.face_width, np.random.default_rng(5).normal(0, 1, (1, columns.shape[1]))
    across = (columns - base.points[10, 0]) / width
    ends = cv2.GaussianBlur(strand.astype(np.float32), (0, 0), 1.2)
    edge = base.points[[105, 334], 1].min() + (bend * across**2 - 0.12 + ragged * ends / ends.std()) * width
    within = (base.person > 0.9) & (np.abs(across) < 0.46)
    return np.asarray(np.clip(edge - rows, 0, 1) * within)


def _covered(
    person: str, color: tuple[int, int, int], bend: float, texture: float, ragged: float = 0.0
) -> Analysis:
    """Something of one colour over hair and forehead, with strands or stitches of so much contrast."""
    base = portrait(person)
    noise = np.random.default_rng(3).normal(0, 1, base.rgb.shape[:2]).astype(np.float32)
    lines = cv2.GaussianBlur(noise, (0, 0), 0.8, sigmaY=6)
    made = np.array(color) * (1 + texture * lines / lines.std())[..., None]
    share = _above_brows(base, bend, ragged)[..., None]
    return with_pixels(base, base.rgb * (1 - share) + made * share)


@pytest.mark.parametrize(
    ("person", "color"),
    [("lin", (75, 58, 46)), ("amina", (75, 58, 46)), ("amina", (185, 175, 160)), ("amina", (235, 228, 220))],
)
def test_a_knitted_hat_has_a_rim(person: str, color: tuple[int, int, int]) -> None:
    """As brown as hair, or lighter than the skin."""
    found = check_head_covering(_covered(person, color, 0.5, 0.09), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "rim")


@pytest.mark.parametrize("person", ["lin", "amina"])
def test_the_front_of_a_cap_ends_above_its_peak(person: str) -> None:
    """Whose underside is dark."""
    peak = _covered(person, (45, 40, 38), 0.5, 0.2)
    front = _covered(person, (150, 140, 128), 0.5, 0.2)
    share = _above_brows(portrait(person), 0.5, 0.0)
    share = np.roll(share, -round(0.12 * peak.face_width), axis=0)[..., None]
    cap = with_pixels(peak, peak.rgb * (1 - share) + front.rgb * share)
    found = check_head_covering(cap, STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "rim")


@pytest.mark.parametrize("person", ["lin", "amina"])
@pytest.mark.parametrize("bend", [0.0, 0.3])
def test_a_fringe_has_none(person: str, bend: float) -> None:
    """Not even one that is cut straight: its strands end a hundredth of the face's width apart and more."""
    fringe = _covered(person, (60, 46, 38), bend, 0.3, ragged=0.014)
    assert check_head_covering(fringe, STANDARD).status is Status.PASS


def test_coarse_stitches_are_no_strands_where_skin_ends_smoothly() -> None:
    """Low on the forehead, where a fringe ends ragged."""
    hat, fringe = (_covered("lin", (60, 46, 38), 0.5, 0.3, ragged) for ragged in (0.0, 0.014))
    assert measure_top(fringe).hem < 0.9
    assert measure_top(hat).hem > 1
    assert check_head_covering(hat, STANDARD).detail == "rim"


@pytest.mark.parametrize(("person", "color"), [("lin", (190, 205, 160)), ("amina", (95, 105, 125))])
def test_a_hem_needs_no_other_lightness_than_the_skins(person: str, color: tuple[int, int, int]) -> None:
    """Its stitches are as coarse as strands, so no colour and no edge in the light tells it."""
    found = check_head_covering(_covered(person, color, 0.5, 0.12), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "rim")


def test_a_shining_forehead_has_no_hem() -> None:
    """Skin burns out softly."""
    base = portrait("amina")
    share = cv2.GaussianBlur(_above_brows(base, 0.5, 0.0).astype(np.float32), (0, 0), 0.03 * base.face_width)
    shining = with_pixels(base, base.rgb * (1 - share[..., None]) + 255 * share[..., None])
    assert measure_top(_covered("amina", (255, 255, 255), 0.5, 0.0)).hem > 1
    assert measure_top(shining).hem == 0


def test_the_outline_of_the_head_is_no_rim() -> None:
    """Nor is a hairline, which parts dark from light."""
    for person in ("lin", "chen", "amina"):
        assert find_rim(portrait(person)).fall < 0.5


def test_a_sharp_hairline_is_no_rim_where_strands_are_seen() -> None:
    """Tied back or shaved to a line."""
    tied = portrait("chen")
    assert find_rim(tied).edge > 1
    assert check_head_covering(tied, STANDARD).status is Status.PASS


def test_where_no_head_is_seen_there_is_no_rim() -> None:
    base = portrait()
    assert find_rim(replace(base, person=np.zeros_like(base.person))) == NO_RIM
