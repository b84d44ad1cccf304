"""A hood or headscarf is told by plain cloth around the head, in any colour; hair and collars are none."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import grid, portrait, with_pixels
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.beside import STRANDS
from webapp.photocheck.checks.covering import check_head_covering
from webapp.photocheck.checks.head_top import measure_top
from webapp.photocheck.mesh_points import FACE_OVAL
from webapp.photocheck.models import Floats, Mask
from webapp.photocheck.standard import STANDARD

KHAKI, BLACK = (150, 134, 96), (24, 24, 27)


def _around(base: Analysis) -> tuple[Mask, Mask]:
    """The head around the face and what hangs from it to the shoulders; and what is below the nose."""
    rows, columns = grid()
    width, oval = base.face_width, base.points[list(FACE_OVAL)]
    middle, chin = float(oval[:, 0].mean()), float(oval[:, 1].max())
    top = float(base.crown or 0) - 0.1 * width
    centre = (top + chin) / 2
    across, down = np.abs(columns - middle) / (0.8 * width), (rows - centre) / (centre - top)
    around = (across**2 + down**2 < 1) | ((across < 1 + 0.2 * down) & (down > 0))
    face = np.zeros(rows.shape, np.uint8)
    cv2.fillPoly(face, [np.round(oval.mean(axis=0) + (oval - oval.mean(axis=0)) * 1.06).astype(np.int32)], 1)
    throat = (np.abs(columns - middle) < 0.25 * width) & (rows > chin - 0.1 * width)
    around &= (face == 0) & ~throat
    return around, around & (rows > base.points[2, 1])


def _noise(seed: int, across: float, down: float) -> Floats:
    noise = np.random.default_rng(seed).normal(0, 1, (640, 480)).astype(np.float32)
    blurred = cv2.GaussianBlur(noise, (0, 0), across, sigmaY=down)
    return np.asarray(blurred / blurred.std(), np.float32)


def _wrapped(base: Analysis, color: tuple[int, ...], place: Mask, locks: float = 0.0) -> Analysis:
    """Cloth with broad folds and a fine weave; or hair, whose locks have so much contrast."""
    shade = 1 + 0.1 * _noise(3, 14, 22) + 0.03 * _noise(4, 0.5, 0.5) + locks * _noise(5, 1.2, 14)
    share = cv2.GaussianBlur(place.astype(np.float32), (0, 0), 1.0)
    made = np.array(color) * (shade * share)[..., None]
    drawn = with_pixels(base, base.rgb * (1 - share[..., None]) + made)
    return replace(drawn, person=np.maximum(base.person, share))


def _skin(base: Analysis) -> tuple[int, ...]:
    return tuple(int(value) for value in base.skin_color)


@pytest.mark.parametrize("person", ["lin", "chen", "amina"])
def test_a_hood_in_the_colour_of_the_skin_is_told(person: str) -> None:
    """No edge and no colour tells it."""
    base = portrait(person)
    found = check_head_covering(_wrapped(base, _skin(base), _around(base)[0]), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "around")


def test_a_hood_as_dark_as_the_skin_is_told() -> None:
    base = portrait("amina")
    found = check_head_covering(_wrapped(base, KHAKI, _around(base)[0]), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "around")


@pytest.mark.parametrize("person", ["lin", "amina"])
def test_long_hair_of_that_colour_has_locks(person: str) -> None:
    base = portrait(person)
    hair = _wrapped(base, _skin(base), _around(base)[0], locks=0.15)
    assert STANDARD.cover_beside_warn < measure_top(hair).beside < STRANDS
    assert check_head_covering(hair, STANDARD).status is Status.PASS


@pytest.mark.parametrize("person", ["lin", "amina"])
def test_plain_cloth_beside_the_jaw_is_of_another_colour_than_hair(person: str) -> None:
    """A collar that is turned up."""
    base = portrait(person)
    collar = _wrapped(base, KHAKI, _around(base)[1])
    assert measure_top(collar).beside == STRANDS
    assert check_head_covering(collar, STANDARD).status is Status.PASS


def test_locks_on_top_are_enough() -> None:
    """A collar in the colour of the hair above it."""
    base = portrait()
    around, low = _around(base)
    head = _wrapped(_wrapped(base, KHAKI, around, locks=0.15), KHAKI, low)
    assert STANDARD.cover_beside_warn < measure_top(head).beside < STRANDS


def test_hair_on_one_side_only_is_none() -> None:
    base = portrait()
    around, low = _around(base)
    place = around & ~(low & (grid()[1] > base.points[2, 0]))
    assert measure_top(_wrapped(base, KHAKI, around)).beside < STANDARD.cover_beside_fail
    assert measure_top(_wrapped(base, KHAKI, place)).beside == STRANDS


def test_black_hair_may_show_no_strands() -> None:
    base = portrait()
    assert measure_top(_wrapped(base, BLACK, _around(base)[0])).beside == STRANDS
