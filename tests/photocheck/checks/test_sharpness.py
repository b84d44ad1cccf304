from __future__ import annotations

import cv2
import pytest

from tests.photocheck.defects import enlarged, moved, noisy, portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.checks.sharpness import check_sharpness
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_sharp_portraits_pass(person: str) -> None:
    assert check_sharpness(portrait(person), STANDARD).status is Status.PASS


def test_slight_softness_passes() -> None:
    soft = with_pixels(portrait(), cv2.GaussianBlur(portrait().rgb, (0, 0), 0.7))
    assert check_sharpness(soft, STANDARD).status is Status.PASS


def test_noise_neither_makes_nor_hides_blur() -> None:
    clean, noised = (check_sharpness(base, STANDARD).measured for base in (portrait(), noisy(portrait(), 6)))
    assert noised == pytest.approx(clean, rel=0.1)
    assert check_sharpness(noisy(moved(portrait(), 15, 0), 5), STANDARD).status is Status.FAIL


@pytest.mark.parametrize("degrees", [0, 30, 90, 135])
def test_a_moved_camera_fails_in_every_direction(degrees: float) -> None:
    finding = check_sharpness(moved(portrait(), 15, degrees), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "motion")


def test_enlarged_and_unfocused_pictures_fail() -> None:
    assert check_sharpness(enlarged(portrait(), 6), STANDARD).status is Status.FAIL
    unfocused = with_pixels(portrait(), cv2.GaussianBlur(portrait().rgb, (0, 0), 3))
    finding = check_sharpness(unfocused, STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "soft")


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_threefold_enlargement_is_seen(person: str) -> None:
    assert check_sharpness(enlarged(portrait(person), 3), STANDARD).status is not Status.PASS


def test_more_blur_measures_less() -> None:
    measures = [
        check_sharpness(with_pixels(portrait(), cv2.GaussianBlur(portrait().rgb, (0, 0), sigma)), STANDARD)
        for sigma in (0.5, 1.0, 1.5, 2.0, 3.0)
    ]
    values = [float(str(finding.measured)) for finding in measures]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
@pytest.mark.parametrize("width", [160, 130, 96, 75])
def test_blocks_of_equal_pixels_fail(person: str, width: int) -> None:
    """A small picture enlarged by repeating its pixels has sharp edges, but of blocks."""
    small = cv2.resize(portrait(person).rgb, (width, width * 4 // 3), interpolation=cv2.INTER_AREA)
    blocks = cv2.resize(small, (480, 640), interpolation=cv2.INTER_NEAREST)
    finding = check_sharpness(with_pixels(portrait(person), blocks), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "soft")


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_a_good_enlargement_is_told_by_the_detail_it_lacks(person: str) -> None:
    """Its edges are not soft, but nothing is finer than the small picture could hold."""
    small = cv2.resize(portrait(person).rgb, (180, 240), interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, (480, 640), interpolation=cv2.INTER_LANCZOS4)
    finding = check_sharpness(with_pixels(portrait(person), large), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "soft")
    soft = with_pixels(portrait(person), cv2.GaussianBlur(portrait(person).rgb, (0, 0), 0.7))
    assert check_sharpness(soft, STANDARD).status is Status.PASS
