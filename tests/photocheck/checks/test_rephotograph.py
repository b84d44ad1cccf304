from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.photocheck.defects import grid, lit, noisy, portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.checks.rephotograph import check_photo_of_photo
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

ROWS, COLUMNS = grid()


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_files_from_a_camera_pass(person: str) -> None:
    assert check_photo_of_photo(portrait(person), STANDARD).status is Status.PASS


def test_noise_is_no_pattern() -> None:
    assert check_photo_of_photo(noisy(portrait(), 8), STANDARD).status is Status.PASS


def test_the_block_grid_of_jpeg_is_no_pattern() -> None:
    blocks = np.where((ROWS % 8 == 0) | (COLUMNS % 8 == 0), 3.0, 0.0)[..., None]
    assert (
        check_photo_of_photo(with_pixels(portrait(), portrait().rgb + blocks), STANDARD).status is Status.PASS
    )


@pytest.mark.parametrize("period", [3.0, 4.2, 7.0, 13.0])
@pytest.mark.parametrize("degrees", [5, 40])
def test_the_grid_of_a_screen_is_found_at_any_scale_and_angle(period: float, degrees: float) -> None:
    turn = np.radians(degrees)
    along = COLUMNS * np.cos(turn) + ROWS * np.sin(turn)
    across = ROWS * np.cos(turn) - COLUMNS * np.sin(turn)
    wave = (1 + 0.05 * np.sin(2 * np.pi * along / period)) * (1 + 0.05 * np.sin(2 * np.pi * across / period))
    assert check_photo_of_photo(lit(portrait(), wave), STANDARD).status is Status.FAIL


@pytest.mark.parametrize("period", [5.0, 9.0, 15.0])
def test_a_bent_moire_is_found(period: float) -> None:
    """Its period changes across the picture, so that no single frequency holds it."""
    bent = COLUMNS + 0.6 * ROWS + ((COLUMNS - 240) ** 2 + (ROWS - 300) ** 2) / 1000
    wave = 1 + 0.08 * np.sin(2 * np.pi * bent / period)
    assert check_photo_of_photo(lit(portrait(), wave), STANDARD).status is Status.FAIL


def test_without_a_background_nothing_is_claimed() -> None:
    crowd = replace(portrait(), person=np.ones_like(portrait().person))
    assert check_photo_of_photo(crowd, STANDARD).status is Status.SKIPPED
