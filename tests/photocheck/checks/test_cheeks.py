"""How rough cheeks are when hair hangs over them, and how rough skin, beards and the rims of glasses are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import portrait
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.cheeks import cheek_strands
from webapp.photocheck.checks.occlusion import check_occlusion
from webapp.photocheck.patches import LOWER_CHEEK, UPPER_CHEEK
from webapp.photocheck.report import Fixer
from webapp.photocheck.standard import STANDARD


def _rough(base: Analysis, wanted: float, other: float = 1.0, down_to: float = 1.0) -> Analysis:
    """Both cheeks with so much fine contrast over lightness, measured; other: share on the left one.

    down_to: where it ends, as a share of the way from the eyes to the lower lip.
    """
    noise = cv2.GaussianBlur(np.random.default_rng(5).normal(0, 1, base.rgb.shape[:2]), (0, 0), 0.8)
    cheeks = np.zeros(base.rgb.shape[:2], np.float32)
    for upper, lower, share in zip(UPPER_CHEEK, LOWER_CHEEK, (1.0, other), strict=True):
        hull = cv2.convexHull(np.round(base.points[list(upper + lower)]).astype(np.int32))
        cv2.fillConvexPoly(cheeks, hull, share)
    eyes, lip = float(base.eye_centres[:, 1].mean()), float(base.points[17, 1])
    cheeks[int(eyes + down_to * (lip - eyes)) :] = 0
    depth, made = 20.0, base
    for _ in range(12):
        rgb = np.clip(base.rgb + (depth * noise * cheeks)[..., None], 0, 255).astype(np.uint8)
        made = Analysis(rgb, base.faces, base.turned, base.mesh, base.eyes, base.person, base.crown)
        depth *= wanted / max(cheek_strands(made)[0])
    return made


@pytest.mark.parametrize(("times", "status"), [(1.75, Status.PASS), (2.4, Status.FAIL)])
def test_cheeks_that_are_equally_rough(times: float, status: Status) -> None:
    """Beards, thick frames and freckles come to 1.9 times the limit, hair over both cheeks to 2.8."""
    seen = _rough(portrait(), times * STANDARD.cheek_fail)
    smoother, rougher = sorted(cheek_strands(seen)[0])
    assert rougher == pytest.approx(times * STANDARD.cheek_fail, rel=0.04)
    assert rougher < 1.5 * smoother
    found = check_occlusion(seen, STANDARD)
    assert (found.status, found.detail) == (status, "cheek" if status is Status.FAIL else "")


def test_one_cheek_twice_as_rough_is_hair_over_it() -> None:
    """No skin is so much rougher on one side: the limits are the plain ones."""
    seen = _rough(portrait(), 1.4 * STANDARD.cheek_fail, 0.35)
    smoother, rougher = sorted(cheek_strands(seen)[0])
    assert 1.8 * smoother < rougher < 3 * smoother
    found = check_occlusion(seen, STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "cheek")


@pytest.mark.parametrize(("down_to", "status"), [(0.43, Status.WARN), (0.9, Status.FAIL)])
def test_what_ends_above_the_lowest_part_of_a_cheek_may_be_a_rim(down_to: float, status: Status) -> None:
    """Large glasses reach far down; hair that hangs over a cheek reaches all the way."""
    seen = _rough(portrait(), 1.4 * STANDARD.cheek_fail, 0.1, down_to)
    assert max(cheek_strands(seen)[0]) == pytest.approx(1.4 * STANDARD.cheek_fail, rel=0.04)
    found = check_occlusion(seen, STANDARD)
    detail, fixer = ("hair_or_rim", Fixer.COLLEGE) if status is Status.WARN else ("cheek", Fixer.PHOTOGRAPHER)
    assert (found.status, found.detail, found.fixer) == (status, detail, fixer)
    assert isinstance(found.measured, float)
    assert found.measured > STANDARD.cheek_fail
