from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import background_colored, background_lit, grid, noisy, portrait, with_pixels
from webapp.photocheck.checks.background import check_background_color, check_background_uniformity
from webapp.photocheck.checks.foreign import check_foreign_content
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

ROWS, COLUMNS = grid()


@pytest.mark.parametrize("color", [(100, 197, 255), (150, 214, 255), (102, 197, 243), (0, 191, 243)])
def test_light_blues_pass(color: tuple[int, int, int]) -> None:
    assert check_background_color(background_colored(portrait(), color), STANDARD).status is Status.PASS


@pytest.mark.parametrize(
    ("color", "detail"),
    [
        ((22, 53, 120), "too_dark"),
        ((150, 150, 150), "greyish"),
        ((255, 255, 255), "white"),
        ((89, 215, 204), "greenish"),
        ((160, 160, 255), "purplish"),
        ((255, 80, 80), ""),
    ],
)
def test_other_colours_fail_by_their_name(color: tuple[int, int, int], detail: str) -> None:
    finding = check_background_color(background_colored(portrait(), color), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, detail)
    assert finding.measured == pytest.approx(color, abs=3)


@pytest.mark.parametrize(
    ("color", "status"), [((120, 155, 180), Status.WARN), ((195, 226, 250), Status.PASS)]
)
def test_a_greyed_blue_is_told_from_a_light_one(color: tuple[int, int, int], status: Status) -> None:
    """They have the same chroma, but the light one has little room for more."""
    finding = check_background_color(background_colored(portrait(), color), STANDARD)
    assert finding.status is status


def test_the_blue_of_identity_cards_only_warns() -> None:
    darker = background_colored(portrait(), (67, 142, 219))
    assert check_background_color(darker, STANDARD).status is Status.WARN


@pytest.mark.parametrize(("color", "name"), [((253, 254, 253), "white"), ((215, 215, 215), "light_grey")])
def test_white_and_light_grey_pass_where_a_campaign_takes_them(
    color: tuple[int, int, int], name: str
) -> None:
    picture = background_colored(portrait(), color)
    liberal = replace(STANDARD, background_colors=("light_blue", name))
    assert check_background_color(picture, STANDARD).status is Status.FAIL
    assert check_background_color(picture, liberal).status is Status.PASS
    only = replace(STANDARD, background_colors=(name,))
    assert check_background_color(portrait(), only).status is Status.FAIL


@pytest.mark.parametrize("person", ["lin", "guli"])
@pytest.mark.parametrize("sigma", [0, 4, 10])
def test_an_even_background_passes_with_any_noise(person: str, sigma: float) -> None:
    finding = check_background_uniformity(noisy(portrait(person), sigma), STANDARD)
    assert finding.status is Status.PASS


def _head_shadow(stops: float) -> Floats:
    inside = np.hypot((COLUMNS - 300) / 130, (ROWS - 250) / 190) < 1
    soft = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 8)
    return np.asarray(np.power(2.0, -stops * soft), dtype=np.float32)


@pytest.mark.parametrize(
    ("field", "detail"),
    [
        (2.0 ** (-1.5 * ROWS / 640), "gradient"),
        (2.0 ** (-1.5 * COLUMNS / 480), "gradient"),
        (_head_shadow(0.8), "shadow"),
        (2.0 ** (0.4 * np.sin(COLUMNS / 30) * np.cos(ROWS / 45)), "patches"),
    ],
)
def test_gradients_shadows_and_folds_fail_by_their_name(field: Floats, detail: str) -> None:
    finding = check_background_uniformity(background_lit(portrait(), field.astype(np.float32)), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, detail)
    assert finding.region is not None


def test_a_shadow_with_a_hard_edge_is_no_writing() -> None:
    """Its edge looks like strokes; the surface within it has none."""
    beside = np.roll(portrait().person > 0.5, (8, 20), (0, 1)).astype(np.float32)
    beside[:8] = beside[:, :20] = 0  # what went round
    shaded = background_lit(portrait(), 1 - 0.5 * cv2.GaussianBlur(beside, (0, 0), 2))
    assert np.count_nonzero(shaded.backdrop.strokes) > STANDARD.mark_pixels_warn
    assert check_background_uniformity(shaded, STANDARD).status is Status.FAIL
    assert check_foreign_content(shaded, STANDARD).status is Status.SKIPPED


def test_things_behind_the_person_are_objects() -> None:
    rgb = portrait().rgb.copy()
    shelf = (ROWS // 22 % 2 == 0) & (portrait().person < 0.1)
    rgb[shelf] = (120, 70, 40)
    finding = check_background_uniformity(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "objects")


def test_bricks_are_objects_and_no_writing() -> None:
    joints = (ROWS % 28 < 3) | ((COLUMNS + ROWS // 28 % 2 * 30) % 60 < 3)
    wall = background_lit(portrait(), np.where(joints, 0.45, 1.0).astype(np.float32))
    finding = check_background_uniformity(wall, STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "objects")
    assert check_foreign_content(wall, STANDARD).status is Status.SKIPPED


@pytest.mark.parametrize(("period", "depth"), [(28, 0.12), (50, 0.12), (50, 0.035)])
def test_faint_folds_of_a_curtain_warn(period: int, depth: float) -> None:
    """Too faint to make the background uneven as a whole."""
    folds = 1 + depth * np.sin(2 * np.pi * COLUMNS / period)
    finding = check_background_uniformity(background_lit(portrait(), folds.astype(np.float32)), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "patches")


def test_a_rough_wall_is_neither_folded_nor_uneven() -> None:
    """Its relief comes to 0.7: fainter than the faintest folds that are told."""
    relief = 1 + 0.025 * np.sin(2 * np.pi * COLUMNS / 50)
    finding = check_background_uniformity(background_lit(portrait(), relief.astype(np.float32)), STANDARD)
    assert finding.status is Status.PASS


@pytest.mark.parametrize(
    "light", [1 - 0.16 * ROWS / 640, 1 - 0.15 * (np.hypot(COLUMNS - 240, ROWS - 320) / 400) ** 2]
)
def test_the_light_of_a_studio_may_fall_off_slowly(light: Floats) -> None:
    shaded = noisy(background_lit(portrait(), light.astype(np.float32)), 3)
    assert check_background_uniformity(shaded, STANDARD).status is Status.PASS


def test_without_a_background_nothing_is_claimed() -> None:
    crowd = replace(portrait(), person=np.ones_like(portrait().person))
    assert check_background_uniformity(crowd, STANDARD).status is Status.SKIPPED
