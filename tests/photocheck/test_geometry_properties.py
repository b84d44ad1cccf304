"""Moving or scaling a photo moves and scales what is measured on it, and nothing else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.drawn import analysis, pixels
from webapp.photocheck.analysis import Analysis, analyse
from webapp.photocheck.checks import geometry
from webapp.photocheck.models import Pixels
from webapp.photocheck.standard import STANDARD

BLUE = (100, 197, 255)


def _number(check: str, picture: Analysis) -> float:
    measured = getattr(geometry, f"check_{check}")(picture, STANDARD).measured
    assert isinstance(measured, float)
    return measured


def _moved(picture: Pixels, right: float = 0.0, down: float = 0.0, scale: float = 1.0) -> Analysis:
    way = np.array([[scale, 0, right + 240 * (1 - scale)], [0, scale, down]])
    moved = cv2.warpAffine(picture, way, (480, 640), flags=cv2.INTER_AREA, borderValue=BLUE)
    return analyse(np.asarray(moved, dtype=np.uint8))


@pytest.mark.parametrize("right", [-40, -15, 9, 33])
def test_a_shift_sideways_moves_the_centre_alone(right: int) -> None:
    """Signed: to the right is positive."""
    before, after = analysis(), _moved(pixels(), right=right)
    assert _number("centering", after) - _number("centering", before) == pytest.approx(right, abs=2)
    assert _number("eye_line", after) == pytest.approx(_number("eye_line", before), abs=2)
    assert _number("face_width", after) == pytest.approx(_number("face_width", before), abs=4)


@pytest.mark.parametrize("down", [-30, -12, 14, 40])
def test_a_shift_down_moves_crown_and_eyes_together(down: int) -> None:
    """By as much as the photo was moved."""
    before, after = analysis(), _moved(pixels(), down=down)
    for check in ("crown_position", "eye_line"):
        assert _number(check, after) - _number(check, before) == pytest.approx(down, abs=2.5)


@pytest.mark.parametrize("scale", [0.7, 0.85, 1.15])
def test_a_smaller_face_is_measured_smaller(scale: float) -> None:
    """In proportion."""
    before, after = analysis(), _moved(pixels(), scale=scale)
    assert _number("face_width", after) == pytest.approx(_number("face_width", before) * scale, abs=5)


def test_lengths_are_those_of_the_480_wide_frame() -> None:
    """A photo of twice the size measures the same."""
    double = cv2.resize(pixels(), (960, 1280), interpolation=cv2.INTER_CUBIC)
    after = analyse(np.asarray(double, dtype=np.uint8))
    for check in ("crown_position", "eye_line", "face_width", "centering"):
        assert _number(check, after) == pytest.approx(_number(check, analysis()), abs=3)


def test_a_mirror_turns_the_sign_of_offset_and_pose() -> None:
    """Left and right are not confused."""
    shifted = pixels(off_centre=25.0)
    mirrored = analyse(np.ascontiguousarray(shifted[:, ::-1]))
    assert _number("centering", mirrored) == pytest.approx(-25, abs=3)


@pytest.mark.parametrize("roll", [-9.0, 7.0])
def test_a_tilted_head_is_measured_in_degrees(roll: float) -> None:
    """Roll is the third number of head_pose."""
    measured = geometry.check_head_pose(analysis(roll_degrees=roll), STANDARD).measured
    assert isinstance(measured, tuple)
    assert abs(measured[2]) == pytest.approx(abs(roll), abs=2)
