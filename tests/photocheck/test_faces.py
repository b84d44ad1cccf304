"""Which faces are found: all of them, whole or not, and nothing that only looks like one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import portrait
from webapp.demo.people import PEOPLE
from webapp.photocheck.faces import find_faces
from webapp.photocheck.models import Pixels


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_one_person_is_one_face(person: str) -> None:
    faces, turned = find_faces(portrait(person).rgb)
    assert (len(faces), turned) == (1, 0)


@pytest.mark.parametrize("person", list(PEOPLE))
@pytest.mark.parametrize("quarters", [1, 3])
def test_a_face_that_lies_does_not_stand_however_surely_it_is_seen(person: str, quarters: int) -> None:
    """Turned counter-clockwise; the detector is sure of many a face with one eye above the other."""
    lying = np.ascontiguousarray(np.rot90(portrait(person).rgb, quarters))
    faces, turned = find_faces(lying)
    assert (len(faces), turned) == (1, 90 * quarters)


_MASK = (
    234,
    93,
    132,
    58,
    172,
    136,
    150,
    149,
    176,
    148,
    152,
    377,
    400,
    378,
    379,
    365,
    397,
    288,
    361,
    323,
    454,
)


@pytest.mark.parametrize(
    ("person", "color"), [("lin", (110, 78, 56)), ("chen", (28, 28, 31)), ("zhao", (232, 180, 190))]
)
def test_a_mask_does_not_turn_a_face(person: str, color: tuple[int, int, int]) -> None:
    """Upside down it looks like a forehead, and the detector is surer of that face than of the true one."""
    base = portrait(person)
    nose = base.points[5]
    ring = np.vstack([np.maximum(base.points[list(_MASK)], (0, nose[1])), nose])
    masked = base.rgb.copy()
    cv2.fillPoly(masked, [cv2.convexHull(np.round(ring).astype(np.int32))], color)
    faces, turned = find_faces(masked)
    assert (len(faces), turned) == (1, 0)


def _beside(share: float, right: bool) -> Pixels:
    """A second, smaller person, of whose face the frame leaves `share`."""
    first, second = portrait("lin"), portrait("guli")
    scale = 0.7
    width = second.face_width * scale
    centre = 480 - width * (share - 0.5) if right else width * (share - 0.5)
    middle = float(second.eye_centres[:, 0].mean())
    move = np.array([[scale, 0, centre - scale * middle], [0, scale, 90]], np.float32)
    other = cv2.warpAffine(second.rgb, move, (480, 640), borderMode=cv2.BORDER_REPLICATE)
    there = cv2.warpAffine(second.person, move, (480, 640), borderMode=cv2.BORDER_REPLICATE)
    behind = (there > 0.5) & (first.person < 0.5)
    return np.where(behind[..., None], other, first.rgb).astype(np.uint8)


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("share", [0.6, 0.8])
def test_a_face_the_frame_cuts_is_a_face(share: float, right: bool) -> None:
    assert len(find_faces(_beside(share, right))[0]) == 2


def test_two_dots_and_a_line_are_no_face() -> None:
    smile = np.full((640, 480, 3), (100, 197, 255), np.uint8)
    cv2.circle(smile, (240, 270), 130, (250, 215, 80), -1)
    for column in (195, 285):
        cv2.circle(smile, (column, 240), 18, (20, 20, 20), -1)
    cv2.ellipse(smile, (240, 310), (60, 35), 0, 0, 180, (20, 20, 20), 6)
    assert find_faces(smile) == ([], 0)
