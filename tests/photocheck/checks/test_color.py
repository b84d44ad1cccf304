from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import background_colored, lit, portrait, tinted, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.checks.color import check_natural_color
from webapp.photocheck.mesh_points import LEFT_EYE, RIGHT_EYE
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

RED = np.array([255.0, 40.0, 40.0], np.float32)


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_natural_skins_pass(person: str) -> None:
    assert check_natural_color(portrait(person), STANDARD).status is Status.PASS


@pytest.mark.parametrize("gains", [(1.06, 1.0, 0.9), (0.95, 1.0, 1.08)])
def test_a_slightly_warm_or_cool_balance_passes(gains: tuple[float, float, float]) -> None:
    assert check_natural_color(tinted(portrait(), gains), STANDARD).status is Status.PASS


@pytest.mark.parametrize(
    ("gains", "detail"),
    [
        ((0.5, 1.1, 0.55), "cast_green"),
        ((0.5, 0.8, 1.4), "cast_blue"),
        ((1.2, 1.0, 0.25), "cast_yellow"),
        ((1.3, 0.55, 1.3), "cast_magenta"),
        ((1.6, 0.7, 0.7), "cast_red"),
    ],
)
def test_casts_fail_by_their_name(gains: tuple[float, float, float], detail: str) -> None:
    finding = check_natural_color(tinted(portrait(), gains), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, detail)


@pytest.mark.parametrize("color", [(255, 255, 255), (150, 150, 150), (89, 215, 204), (22, 53, 120)])
def test_a_wrong_background_is_no_cast(color: tuple[int, int, int]) -> None:
    assert check_natural_color(background_colored(portrait(), color), STANDARD).status is Status.PASS


def test_dark_skin_is_natural() -> None:
    darker = lit(portrait(), (1 - 0.7 * (portrait().person > 0.5)).astype(np.float32))
    assert check_natural_color(darker, STANDARD).status is Status.PASS


def test_black_and_white_fails() -> None:
    grey = cv2.cvtColor(cv2.cvtColor(portrait().rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    finding = check_natural_color(with_pixels(portrait(), grey), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "no_color")


@pytest.mark.parametrize("person", ["lin", "amina", "musa"])
def test_sepia_is_no_natural_color(person: str) -> None:
    """Dark skin before a blue background has two colours; a toned picture has one."""
    grey = portrait(person).rgb @ np.array([0.3, 0.59, 0.11])
    toned = with_pixels(portrait(person), grey[..., None] * np.array([1.05, 0.9, 0.7]))
    assert check_natural_color(toned, STANDARD).detail == "no_color"


@pytest.mark.parametrize("person", ["lin", "guli", "musa"])
def test_skin_and_white_of_the_eyes_tell_a_faint_cast_together(person: str) -> None:
    """Each alone is within what people have, as is the skin of a flushed face, whose eyes stay white. A wall
    of the reference's blue denies a cast."""
    faint = check_natural_color(tinted(portrait(person), (0.74, 1.0, 1.0)), STANDARD)
    assert (faint.status, faint.detail) == (Status.WARN, "cast_green")
    flushed = portrait(person)
    face = flushed.rgb.astype(np.float32) * (1.06, 0.92, 0.92)
    eyes = flushed.polygon(RIGHT_EYE) | flushed.polygon(LEFT_EYE)
    where = flushed.face_oval & ~eyes
    rgb = np.where(where[..., None], face, flushed.rgb)
    assert check_natural_color(with_pixels(flushed, rgb), STANDARD).status is Status.PASS
    wall = background_colored(tinted(portrait(person), (0.74, 1.0, 1.0)), (100, 197, 255))
    assert check_natural_color(wall, STANDARD).status is Status.PASS


@pytest.mark.parametrize("person", ["lin", "wang", "guli"])
def test_a_red_veil_is_told_by_the_wall_behind(person: str) -> None:
    """Skin and eyes are within what people have; a wall that has left its blue says why they are red."""
    rgb = portrait(person).rgb
    veiled = check_natural_color(with_pixels(portrait(person), 0.82 * rgb + 0.18 * RED), STANDARD)
    assert (veiled.status, veiled.detail) == (Status.FAIL, "cast_red")
    wall = background_colored(portrait(person), (116, 172, 220))
    assert check_natural_color(wall, STANDARD).status is Status.PASS


@pytest.mark.parametrize("person", ["amina", "musa"])
def test_a_yellow_light_shows_in_the_white_of_the_eyes(person: str) -> None:
    """A brown skin under it still looks like skin. A yellow wall behind the person is no yellow light."""
    found = check_natural_color(tinted(portrait(person), (1.08, 1.0, 0.45)), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "cast_yellow")
    wall = background_colored(portrait(person), (200, 190, 110))
    assert check_natural_color(wall, STANDARD).status is Status.PASS


def test_red_eyes_are_told_from_brown_ones() -> None:
    rgb = portrait().rgb.copy()
    assert portrait().eyes is not None
    for eye in portrait().eyes or ():
        x, y = (int(value) for value in eye.iris[0])
        cv2.circle(rgb, (x, y), 6, (220, 30, 40), -1)
    finding = check_natural_color(with_pixels(portrait(), rgb), STANDARD)
    assert finding.status is not Status.PASS
    assert finding.detail == "red_eye"
    assert finding.region is not None


@pytest.mark.parametrize(("level", "status"), [(150, Status.WARN), (70, Status.PASS)])
def test_a_small_red_pupil_is_seen_and_a_brown_one_is_none(level: int, status: Status) -> None:
    rgb = portrait().rgb.copy()
    for eye in portrait().eyes or ():
        x, y = (int(value) for value in eye.iris[0])
        cv2.circle(rgb, (x, y), 3, (level, 40, 36), -1)
    assert check_natural_color(with_pixels(portrait(), rgb), STANDARD).status is status
