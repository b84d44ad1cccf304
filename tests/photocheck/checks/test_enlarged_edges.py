"""Pictures at the edges of what tells an enlargement: blocks in one direction, dark photos, faces cut off."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import lit, portrait, with_pixels
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.enlarged import lost_detail, own_pixels
from webapp.photocheck.checks.sharpness import check_sharpness
from webapp.photocheck.faces import Mesh
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

PEOPLE = ["lin", "amina"]


def _noise(height: int, width: int) -> Floats:
    """A grey picture with detail in every pixel."""
    return np.random.default_rng(2).normal(128, 20, (height, width)).astype(np.float32)


@pytest.mark.parametrize("across", [True, False])
def test_pixels_repeated_in_one_direction_only_are_not_blocks(across: bool) -> None:
    """The other direction has its own detail: nobody enlarges a photo like that, but stripes look so."""
    striped = np.repeat(_noise(120, 120), 3, axis=1 if across else 0)
    assert own_pixels(striped) > 2 * STANDARD.own_pixels_fail
    blocks = np.repeat(striped, 3, axis=0 if across else 1)
    assert own_pixels(blocks) < STANDARD.own_pixels_fail


def test_blocks_larger_than_the_neighbourhood_are_blocks() -> None:
    """Where all nearby steps are nothing, too: 16 px, as JPEG's blocks lie, leave no trace of it."""
    small = cv2.resize(portrait().rgb, (30, 40), interpolation=cv2.INTER_AREA)
    blocks = cv2.resize(small, (480, 640), interpolation=cv2.INTER_NEAREST)
    finding = check_sharpness(with_pixels(portrait(), blocks), STANDARD)
    assert (finding.status, finding.measured) == (Status.FAIL, 0.0)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_dark_photo_has_pixels_of_its_own(person: str) -> None:
    """Five stops too dark, its steps are small, but no two columns are equal."""
    assert check_sharpness(lit(portrait(person), 0.03), STANDARD).status is Status.PASS


def test_of_a_large_face_the_middle_is_looked_at() -> None:
    """A sharp border does not hide that the middle was enlarged."""
    face = _noise(440, 360)
    small = cv2.resize(face[60:380, 60:300], (80, 107), interpolation=cv2.INTER_AREA)
    face[60:380, 60:300] = cv2.resize(small, (240, 320), interpolation=cv2.INTER_LANCZOS4)
    assert lost_detail(face) > 1.2 * STANDARD.lost_detail_warn
    assert lost_detail(_noise(440, 360)) < STANDARD.lost_detail_warn


def test_a_plain_face_lacks_nothing_that_can_be_told() -> None:
    assert lost_detail(np.full((320, 240), 140, np.float32)) == 0.0


def _cut(base: Analysis, larger: float, across: float, down: float) -> Analysis:
    """The landmarks of a face larger and further right or down, so that the frame leaves a part of them."""
    assert base.mesh is not None
    middle = base.mesh.points.mean(axis=0)
    points = middle + larger * (base.mesh.points - middle) + np.array([across, down, 0], np.float32)
    return replace(base, mesh=Mesh(points, base.mesh.score))


def test_what_the_frame_leaves_of_a_face_may_be_too_little_to_tell() -> None:
    """A row of pixels at last, or a column of a large face: no step lies beside it."""
    for step in range(30):
        for cut in (_cut(portrait(), 1, 0, 422 + step), _cut(portrait(), 2, 432 + step, 0)):
            assert isinstance(check_sharpness(cut, STANDARD).measured, float)


@pytest.mark.parametrize(("columns", "status"), [(60, Status.FAIL), (20, Status.PASS)])
def test_a_part_of_a_face_tells_blocks(columns: int, status: Status) -> None:
    """So many columns of it; of too few one cannot say."""
    small = cv2.resize(portrait().rgb, (130, 173), interpolation=cv2.INTER_AREA)
    blocks = with_pixels(portrait(), cv2.resize(small, (480, 640), interpolation=cv2.INTER_NEAREST))
    first = float(portrait().points[:, 0].min())
    finding = check_sharpness(_cut(blocks, 1, 480 - columns - first, 0), STANDARD)
    assert finding.status is status
    assert finding.allowed is not None
    assert (finding.allowed.low == STANDARD.own_pixels_fail) is (status is Status.FAIL)
