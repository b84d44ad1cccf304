"""Hands at the head: an arm reaches further out than any head, and beside one a doubtful palm will do."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import portrait, with_pixels
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.occlusion import check_occlusion
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.standard import STANDARD

FINDER = "webapp.photocheck.checks.occlusion.find_palms"


def _skin_beside(base: Analysis, reach: float, strands: bool = False) -> Analysis:
    """The skin's colour from the temple outwards, so many face widths from the head's middle.

    strands: as hair of that colour has them.
    """
    picture, person = base.rgb.copy(), base.person.copy()
    middle, width = float(base.points[10, 0]), base.face_width
    rows = slice(int(base.points[10, 1]), int(base.points[13, 1]))
    columns = slice(max(0, int(middle - reach * width)), int(middle - 0.45 * width))
    picture[rows, columns] = base.skin_color
    if strands:
        picture[rows, columns][:, ::4] = np.asarray(base.skin_color) * 0.85
    person[rows, columns] = 1.0
    made = with_pixels(base, cv2.GaussianBlur(picture, (0, 0), 0.7))
    return Analysis(made.rgb, made.faces, made.turned, made.mesh, made.eyes, person, made.crown)


def _palms(base: Analysis, far: float, near: float) -> Callable[[Pixels], tuple[Floats, Floats]]:
    """A detector that sees palms everywhere, so surely in the whole picture and from nearer."""

    def found(rgb: Pixels) -> tuple[Floats, Floats]:
        height, width = rgb.shape[:2]
        places = np.stack(np.meshgrid(np.arange(0, width, 8), np.arange(0, height, 8)), axis=-1)
        scores = np.full(places.size // 2, far if rgb.shape == base.rgb.shape else near, np.float32)
        return scores, np.asarray(places.reshape(-1, 2), dtype=np.float32)

    return found


@pytest.mark.parametrize("person", ["lin", "amina"])
@pytest.mark.parametrize(
    ("far", "near", "status"),
    [
        (0.4, 0.8, Status.FAIL),
        (0.3, 0.66, Status.WARN),
        (0.1, 0.7, Status.PASS),
        (0.9, 0.0, Status.FAIL),  # sure from afar
    ],
)
def test_beside_an_arm_a_doubtful_palm_is_a_hand(
    monkeypatch: pytest.MonkeyPatch, person: str, far: float, near: float, status: Status
) -> None:
    seen = _skin_beside(portrait(person), 1.0)
    monkeypatch.setattr(FINDER, _palms(seen, far, near))
    found = check_occlusion(seen, STANDARD)
    assert (found.status, found.detail) == (status, "" if status is Status.PASS else "hand")


def test_hair_in_the_skins_colour_is_no_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _skin_beside(portrait(), 1.0, strands=True)
    monkeypatch.setattr(FINDER, _palms(seen, 0.4, 0.9))
    assert check_occlusion(seen, STANDARD).status is Status.PASS


def test_a_bald_head_is_no_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its sides look like palms to the detector, but reach out no further than a head does."""
    monkeypatch.setattr(FINDER, lambda _: pytest.fail("asked"))
    assert check_occlusion(_skin_beside(portrait(), 0.66), STANDARD).status is Status.PASS
