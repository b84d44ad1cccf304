from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.photocheck.defects import background_lit, grid, lit, noisy, portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.checks.rephotograph import check_photo_of_photo
from webapp.photocheck.models import Floats
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


def _grid(period: float, strength: float) -> Floats:
    """Light through a turned grid of lines."""
    along, across = 0.95 * COLUMNS + 0.31 * ROWS, 0.95 * ROWS - 0.31 * COLUMNS
    lines = np.sin(2 * np.pi * along / period) + np.sin(2 * np.pi * across / period)
    return np.asarray(1 + strength * lines, dtype=np.float32)


def _tiles() -> Floats:
    """Light on a wall of tiles, whose joints are strokes all over."""
    return np.where((ROWS % 32 < 3) | (COLUMNS % 32 < 3), 0.75, 1.0).astype(np.float32)


def test_a_grid_among_strokes_all_over_is_found() -> None:
    """No part of the background is free of strokes."""
    screen = background_lit(portrait(), _tiles() * _grid(3.6, 0.08))
    assert check_photo_of_photo(screen, STANDARD).status is Status.FAIL


def test_tiles_on_a_wall_are_no_screen() -> None:
    assert check_photo_of_photo(background_lit(portrait(), _tiles()), STANDARD).status is Status.PASS


def test_what_jpeg_leaves_of_a_faint_grid_is_warned_about() -> None:
    finding = check_photo_of_photo(lit(portrait(), _grid(4.4, 0.015)), STANDARD)
    assert finding.status is Status.WARN
    assert finding.measured == pytest.approx(0.72, abs=0.1)


def test_a_coarse_grain_among_strokes_all_over_is_no_screen() -> None:
    """Plaster or cloth, of 10 px, between the joints of a wall of tiles."""
    wall = background_lit(portrait(), _tiles() * _grid(10.0, 0.08))
    assert check_photo_of_photo(wall, STANDARD).status is Status.PASS


def test_a_pattern_as_faint_as_a_rough_wall_passes() -> None:
    """Half of what JPEG leaves of a screen; laid on without a JPEG, which would take it away."""
    noise = np.random.default_rng(4).normal(0, 0.5, portrait().rgb.shape)
    levels = 0.45 * (_grid(4.4, 1.0) - 1)
    faint = np.round(portrait().rgb + noise + levels[..., None])
    finding = check_photo_of_photo(replace(portrait(), rgb=np.clip(faint, 0, 255).astype(np.uint8)), STANDARD)
    assert finding.status is Status.PASS
    assert finding.measured == pytest.approx(0.45, abs=0.06)
