from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import background_colored, grid, lit, portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.light import check_even_lighting, check_exposure
from webapp.photocheck.mesh_points import LEFT_EYE, RIGHT_EYE
from webapp.photocheck.models import Floats
from webapp.photocheck.patches import LOWER_CHEEK, UPPER_CHEEK
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

ROWS, COLUMNS = grid()


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_well_lit_people_pass(person: str) -> None:
    assert check_exposure(portrait(person), STANDARD).status is Status.PASS
    assert check_even_lighting(portrait(person), STANDARD).status is Status.PASS


@pytest.mark.parametrize(
    ("stops", "status"), [(-2.5, "fail"), (-2.0, "fail"), (-0.75, "warn"), (-0.3, "pass"), (0.3, "pass")]
)
def test_exposure_is_measured_in_stops(stops: float, status: str) -> None:
    finding = check_exposure(lit(portrait(), 2.0**stops), STANDARD)
    assert finding.status.value == status
    if status == "fail":
        assert finding.measured == pytest.approx(-stops, abs=0.4)
        assert finding.detail == "under"


def test_a_burnt_face_fails() -> None:
    finding = check_exposure(lit(portrait(), 4.0), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "over")


@pytest.mark.parametrize("person", ["lin", "musa"])
def test_a_burnt_background_tells_of_a_dark_face_too_bright(person: str) -> None:
    """Dark skin reaches no end of the scale under 1.3 stops too much; the light blue does."""
    finding = check_exposure(lit(portrait(person), 2.0**1.3), STANDARD)
    assert finding.status is Status.FAIL
    assert finding.detail in ("over", "over_all")


@pytest.mark.parametrize("color", [(255, 255, 255), (0, 255, 255), (150, 214, 255)])
def test_a_white_neon_or_lighter_background_is_not_burnt(color: tuple[int, int, int]) -> None:
    assert check_exposure(background_colored(portrait("musa"), color), STANDARD).status is Status.PASS


def test_a_person_whom_no_light_reaches() -> None:
    """Neither face nor garment nor the white of the eyes is bright; a dark face with bright eyes is none."""
    base = portrait("lin")
    person = base.person > 0.5
    unlit = lit(base, np.where(person, 2.0**-3.2, 1.0).astype(np.float32))
    found = check_exposure(unlit, STANDARD)
    assert (found.status, found.detail) == (Status.WARN, "face_dark")
    eyes = (
        cv2.dilate((base.polygon(RIGHT_EYE) | base.polygon(LEFT_EYE)).astype(np.uint8), np.ones((3, 3))) > 0
    )
    dark = lit(base, np.where(person & ~eyes, 2.0**-3.2, 1.0).astype(np.float32))
    assert check_exposure(dark, STANDARD).status is Status.PASS


def test_dark_skin_before_a_bright_background_is_not_a_dark_photo() -> None:
    face = (portrait().person > 0.5).astype(np.float32)
    darker = lit(portrait(), 1 - 0.72 * face)
    assert check_exposure(darker, STANDARD).status is Status.PASS


def test_a_navy_background_is_not_a_dark_photo() -> None:
    assert check_exposure(background_colored(portrait(), (22, 53, 120)), STANDARD).status is Status.PASS


def test_exposure_needs_no_face() -> None:
    nobody = replace(portrait(), mesh=None, eyes=None)
    assert check_exposure(nobody, STANDARD).status is Status.PASS
    dark = replace(lit(portrait(), 0.2), mesh=None, eyes=None)
    assert check_exposure(dark, STANDARD).status is Status.FAIL


def _half(stops: float, left: bool) -> Floats:
    dark = COLUMNS < 240 if left else COLUMNS >= 240
    return np.where(dark, 2.0**-stops, 1.0).astype(np.float32)


@pytest.mark.parametrize("left", [True, False])
def test_one_half_in_shadow_is_told_by_its_side(left: bool) -> None:
    finding = check_even_lighting(lit(portrait(), _half(2.0, left)), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "left_dark" if left else "right_dark")


def _soft_half(person: str, stops: float) -> Analysis:
    """The picture's right half darker behind an edge of 0.4 face widths, hair and clothes, too."""
    base = portrait(person)
    across = (COLUMNS - base.points[[234, 454], 0].mean()) / base.face_width
    shadow = 2.0 ** (-stops / (1 + np.exp(-(across - 0.05) / 0.1)))
    body = base.person > 0.5
    return lit(base, np.where(body, shadow, 1.0).astype(np.float32))


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_a_soft_shadow_over_one_half_is_told_from_modelling(person: str) -> None:
    """Modelling by light from the side is strongest beside the nose; a shadow lies away from the middle."""
    shadow = check_even_lighting(_soft_half(person, 2.2), STANDARD)
    assert (shadow.status, shadow.detail) == (Status.FAIL, "right_dark")
    base = portrait(person)
    across = (COLUMNS - base.points[[234, 454], 0].mean()) / base.face_width
    modelled = lit(base, (2.0 ** (-0.5 * np.clip(across, -0.5, 0.5))).astype(np.float32))
    assert check_even_lighting(modelled, STANDARD).status is Status.PASS


@pytest.mark.parametrize("reach", [(-0.4, 0.0), (-0.1, 0.4)])
def test_a_parted_fringe_is_no_shadow_on_one_half(reach: tuple[float, float]) -> None:
    """It ends above the brows on one side of the forehead."""
    base = portrait()
    rgb = base.rgb.copy()
    low = int(base.points[[105, 334], 1].min() - 0.02 * base.face_width)
    left, right = (int(base.points[9, 0] + share * base.face_width) for share in reach)
    rgb[int(base.points[10, 1]) - 10 : low, left:right] = (34, 30, 28)
    assert check_even_lighting(with_pixels(base, rgb), STANDARD).status is Status.PASS


def test_a_shadow_over_ruddy_cheeks_ends_below_the_eyes() -> None:
    """A forehead that is paler than the cheeks is still skin: the root of the nose is as dark."""
    base = portrait()
    rgb = base.rgb.astype(np.float32)
    for ring in (*LOWER_CHEEK, *UPPER_CHEEK):
        cheek = cv2.GaussianBlur(base.polygon(ring).astype(np.float32), (0, 0), 5)[..., None]
        rgb *= 1 - cheek * np.array([0.0, 0.2, 0.15], np.float32)
    ruddy = with_pixels(base, rgb)
    assert check_even_lighting(ruddy, STANDARD).status is Status.PASS
    brim = np.where(base.points[6, 1] + 0.12 * base.face_width > ROWS, 2.0**-1.9, 1.0).astype(np.float32)
    found = check_even_lighting(lit(ruddy, brim), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "top_dark")


def test_a_shadow_across_the_eyes_fails() -> None:
    brim = np.where(ROWS < 300, 2.0**-2.2, 1.0).astype(np.float32)
    finding = check_even_lighting(lit(portrait(), brim), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "top_dark")


def test_mild_modelling_passes() -> None:
    softly = (2.0 ** (-0.4 * COLUMNS / 480)).astype(np.float32)
    assert check_even_lighting(lit(portrait(), softly), STANDARD).status is Status.PASS


def test_the_same_shadow_counts_the_same_on_dark_skin() -> None:
    dark_skin = lit(portrait(), (1 - 0.6 * (portrait().person > 0.5)).astype(np.float32))
    fair, dark = (
        check_even_lighting(lit(base, _half(2.0, True)), STANDARD).measured
        for base in (portrait(), dark_skin)
    )
    assert dark == pytest.approx(fair, abs=0.25)


def test_hair_over_the_forehead_is_not_a_shadow() -> None:
    rgb = portrait().rgb.copy()
    top = int(portrait().points[10, 1])
    brow = int(portrait().points[9, 1])
    rgb[top - 10 : brow + 4, 140:340] = (24, 20, 18)
    finding = check_even_lighting(with_pixels(portrait(), rgb), STANDARD)
    assert finding.detail != "top_dark"


def test_a_shadow_down_to_the_nose_is_warned_about() -> None:
    """1.65 stops, of which a shining forehead hides a part: compliant photos come to 0.8."""
    base = portrait()
    shadow = np.where((base.points[2, 1] > ROWS) & (base.person > 0.5), 2.0**-1.65, 1.0).astype(np.float32)
    finding = check_even_lighting(lit(base, shadow), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "top_dark")
    assert finding.measured == pytest.approx(0.95, abs=0.04)


@pytest.mark.parametrize("person", ["lin", "wang", "liu"])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_shadow_aslant_is_neither_half_nor_lower_part(person: str, side: int) -> None:
    """Too little of each for either limit, but together more than modelling by any light."""
    base = portrait(person)
    across = (COLUMNS - base.points[[234, 454], 0].mean()) * side
    aslant = (across + ROWS - base.points[4, 1]) / base.face_width
    shadow = np.where(base.person > 0.5, 2.0 ** (-1.2 / (1 + np.exp(-aslant / 0.11))), 1.0)
    finding = check_even_lighting(lit(base, shadow.astype(np.float32)), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "aslant")
