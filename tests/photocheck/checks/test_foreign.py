from __future__ import annotations

import cv2
import pytest

from tests.photocheck.defects import background_lit, grid, noisy, portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.background import check_background_uniformity
from webapp.photocheck.checks.foreign import check_foreign_content
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_clean_portraits_pass(person: str) -> None:
    assert check_foreign_content(portrait(person), STANDARD).status is Status.PASS


def test_noise_and_soft_shadows_are_no_marks() -> None:
    assert check_foreign_content(noisy(portrait(), 8), STANDARD).status is Status.PASS
    rows, _ = grid()
    assert (
        check_foreign_content(background_lit(portrait(), 1 - 0.2 * rows / 640), STANDARD).status
        is Status.PASS
    )


def _written(text: str, color: tuple[int, int, int], place: tuple[int, int], scale: float) -> Analysis:
    rgb = portrait().rgb.copy()
    cv2.putText(rgb, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, color, 1, cv2.LINE_AA)
    return with_pixels(portrait(), rgb)


@pytest.mark.parametrize("color", [(20, 20, 20), (255, 255, 255), (230, 40, 40), (255, 140, 0)])
@pytest.mark.parametrize("place", [(8, 30), (340, 50)])
def test_text_on_the_background_fails_where_it_stands(
    color: tuple[int, int, int], place: tuple[int, int]
) -> None:
    finding = check_foreign_content(_written("2023-12-01", color, place, 0.5), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "text")
    assert finding.region is not None
    assert abs(finding.region.x - place[0]) < 20
    assert finding.region.y < place[1] < finding.region.y + finding.region.height + 10


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.6])
def test_text_leaves_the_background_even(scale: float) -> None:
    """However large: it is told as text, not as a shadow or a thing."""
    written = _written("2023-12", (20, 20, 20), (8, 44), scale)
    assert check_background_uniformity(written, STANDARD).status is Status.PASS


@pytest.mark.parametrize("color", [0, 128, 255])
@pytest.mark.parametrize("width", [3, 14, 25])
def test_borders_fail(color: int, width: int) -> None:
    rgb = portrait().rgb.copy()
    rgb[:width] = rgb[-width:] = color
    rgb[:, :width] = rgb[:, -width:] = color
    finding = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "border")
