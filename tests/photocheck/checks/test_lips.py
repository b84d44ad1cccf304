"""What lies before the mouth has no line where the mesh draws lips; a hand is looked for beside skin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import grid, portrait, with_pixels
from tests.photocheck.drawn import analysis
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.lips import mouth_contrast, mouth_line
from webapp.photocheck.checks.occlusion import check_occlusion, skin_beside_face
from webapp.photocheck.models import Pixels
from webapp.photocheck.standard import STANDARD

FINDER = "webapp.photocheck.checks.occlusion.find_palms"


def _before_mouth(base: Analysis, print_: bool, slope: float = 0.0) -> Analysis:
    """Cloth or a hand in the skin's own colour before mouth and chin, with dark lines across it.

    slope: of the lines, a hand's fingers; print_: strokes in all directions.
    """
    rows, columns = grid()
    width, (x, y) = base.face_width, base.points[13]
    share = np.clip((0.3 * width - np.hypot(columns - x, rows - y)) / 2, 0, 1)[..., None]
    if print_:
        noise = np.random.default_rng(2).normal(0, 1, rows.shape).astype(np.float32)
        spots = cv2.GaussianBlur(noise, (0, 0), 0.01 * width)
        lines = spots / spots.std() > 0.7
    else:
        lines = (rows - y - slope * (columns - x)) % (0.16 * width) < 0.02 * width
    cloth = base.skin_color * np.where(lines, 0.45, 0.95)[..., None]
    return with_pixels(base, base.rgb * (1 - share) + cloth * share)


@pytest.mark.parametrize("person", ["lin", "amina"])
def test_a_print_in_the_colour_of_the_skin_is_no_mouth(person: str) -> None:
    masked = _before_mouth(portrait(person), print_=True)
    found = check_occlusion(masked, STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "mouth_hidden")
    assert mouth_line(masked, masked.face_skin).agreement < STANDARD.mouth_line_fail


@pytest.mark.parametrize("person", ["lin", "amina"])
def test_fingers_across_the_mouth_are_no_lips(person: str) -> None:
    """Their gaps are dark, but nothing is as red as lips, and no gap runs where the mouth does."""
    hand = _before_mouth(portrait(person), print_=False, slope=0.5)
    found = check_occlusion(hand, STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "mouth_hidden")
    line = mouth_line(hand, hand.face_skin)
    assert mouth_contrast(hand, hand.face_skin, line) == line.contrast


@pytest.mark.parametrize(("doubtful", "status"), [(0.65, Status.FAIL), (0.6, Status.PASS)])
def test_where_no_lips_are_seen_a_doubtful_line_is_enough(doubtful: float, status: Status) -> None:
    """Nearly level gaps between fingers run much as a mouth does; what is above and below them is as red."""
    hand = _before_mouth(portrait("lin"), print_=False, slope=0.15)
    agreement = mouth_line(hand, hand.face_skin).agreement
    assert STANDARD.mouth_line_fail < agreement < STANDARD.mouth_line_warn
    assert check_occlusion(hand, replace(STANDARD, mouth_line_warn=doubtful)).status is status


@pytest.mark.parametrize("person", ["lin", "chen", "amina", "musa"])
def test_a_doubtful_line_between_lips_is_left_to_a_person(person: str) -> None:
    """Where the nose is bare and the lips are red, only the stricter limit fails."""
    strict = replace(STANDARD, lips_warn=5.0, lips_fail=0.0)
    found = check_occlusion(portrait(person), strict)
    assert (found.status, found.detail) == (Status.WARN, "mouth_hidden")


@pytest.mark.parametrize("person", ["lin", "chen", "amina", "musa"])
@pytest.mark.parametrize("mouth_open", [0.0, 0.7])
def test_lips_are_a_mouth(person: str, mouth_open: float) -> None:
    """Closed or open, on fair and on dark skin."""
    seen = analysis(person, mouth_open=mouth_open)
    assert mouth_line(seen, seen.face_skin).agreement > 0.7
    assert check_occlusion(seen, STANDARD).detail != "mouth_hidden"


def _arm_beside_jaw(base: Analysis) -> Analysis:
    """A forearm from below that ends beside the jaw."""
    picture = base.rgb.copy()
    jaw, width = base.points[[13, 152], 1].mean(), base.face_width
    start = (int(base.points[152, 0] - 0.75 * width), int(base.height))
    end = (int(base.points[152, 0] - 0.5 * width), int(jaw))
    color = [float(value) for value in base.skin_color]
    cv2.line(picture, start, end, color, int(0.3 * width))
    person = base.person.copy()
    cv2.line(person, start, end, 1.0, int(0.3 * width))
    made = with_pixels(base, picture)
    return Analysis(made.rgb, made.faces, made.turned, made.mesh, made.eyes, person, made.crown)


def _palm(analysis: Analysis, score: float, across: float, down: float) -> Callable[[Pixels], object]:
    """A detector that sees a palm at a place counted from the chin in face widths, and nothing below."""
    place = analysis.points[152] + np.array([across, down]) * analysis.face_width
    below = (0.0, float(analysis.height))
    return lambda _: (np.array([score, 0.0]), np.array([place, below]))


@pytest.mark.parametrize(
    ("score", "across", "down", "status"),
    [
        (0.9, -0.5, -0.1, Status.FAIL),
        (0.7, -0.5, -0.1, Status.WARN),
        (0.3, -0.5, -0.1, Status.PASS),
        (0.9, -0.7, 0.5, Status.WARN),  # the arm itself, or a throat
        (0.9, 0.0, -1.5, Status.PASS),  # in the hair
    ],
)
def test_a_hand_is_looked_for_where_an_arm_is(
    monkeypatch: pytest.MonkeyPatch, score: float, across: float, down: float, status: Status
) -> None:
    seen = _arm_beside_jaw(portrait())
    monkeypatch.setattr(FINDER, _palm(seen, score, across, down))
    found = check_occlusion(seen, STANDARD)
    assert (found.status, found.detail) == (status, "" if status is Status.PASS else "hand")


@pytest.mark.parametrize("person", ["lin", "chen", "amina"])
def test_a_hand_is_not_looked_for_elsewhere(monkeypatch: pytest.MonkeyPatch, person: str) -> None:
    """It takes as long as a sixth of all other checks."""
    monkeypatch.setattr(FINDER, lambda _: pytest.fail("asked"))
    base = portrait(person)
    arm, *below = skin_beside_face(base, base.face_skin)
    assert not arm.any() and max(below) < 0.05
    assert check_occlusion(base, STANDARD).status is Status.PASS
