"""Faces that only look as if a shadow lay aslant or below: modelling by light, gloss, beards."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import grid, lit, portrait
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.light import check_even_lighting
from webapp.photocheck.models import Floats
from webapp.photocheck.patches import FOREHEAD, LOWER_LIP
from webapp.photocheck.report import Allowed, Status
from webapp.photocheck.standard import STANDARD

ROWS, COLUMNS = grid()


def _aslant(base: Analysis, stops: float) -> Floats:
    """Light on a person that falls off by some stops from one upper corner of the face to the other lower."""
    across = COLUMNS - base.points[[234, 454], 0].mean()
    place = (across + ROWS - base.points[4, 1]) / base.face_width
    shadow = np.where(base.person > 0.5, 2.0 ** (-stops / (1 + np.exp(-place / 0.11))), 1.0)
    return np.asarray(shadow, dtype=np.float32)


def _over(base: Analysis, rings: list[tuple[int, ...]], stops: float) -> Floats:
    """Light on the patches within some rings of the mesh, with soft edges."""
    mask = np.zeros(base.rgb.shape[:2], np.float32)
    for ring in rings:
        cv2.fillConvexPoly(mask, cv2.convexHull(np.round(base.points[list(ring)]).astype(np.int32)), 1.0)
    return np.asarray(2.0 ** (stops * cv2.GaussianBlur(mask, (0, 0), 2.0)), dtype=np.float32)


@pytest.mark.parametrize(("person", "stops"), [("lin", 0.9), ("wang", 1.0), ("liu", 1.0)])
def test_light_from_a_corner_that_models_a_face_passes(person: str, stops: float) -> None:
    """Halves and levels come to two thirds of their limits each, together to 1.1."""
    base = portrait(person)
    assert check_even_lighting(lit(base, _aslant(base, stops)), STANDARD).status is Status.PASS


def test_a_shadow_aslant_is_measured_against_its_own_limit() -> None:
    base = portrait()
    finding = check_even_lighting(lit(base, _aslant(base, 1.2)), STANDARD)
    assert (finding.detail, finding.unit) == ("aslant", "ratio")
    assert finding.allowed == Allowed(None, STANDARD.aslant_warn)
    assert finding.measured == pytest.approx(1.36, abs=0.06)


@pytest.mark.parametrize(
    ("person", "stops", "softness", "level", "above"),
    [
        ("wang", 0.8, 0.01, 0.72, False),  # sharp at the middle: no softness that tells it from modelling
        ("liu", 0.8, 0.01, 0.72, False),
        ("lin", 0.8, 0.12, 1.5, True),
        ("wang", 0.8, 0.12, 1.5, True),
    ],
)
def test_a_quarter_of_the_face_in_shadow_is_aslant(
    person: str, stops: float, softness: float, level: float, above: bool
) -> None:
    """However its edge runs, and above as below: each half just within its limits, together beyond."""
    base = portrait(person)
    across = np.clip((COLUMNS - base.points[4, 0]) / (softness * base.face_width), -50, 50)
    beyond = base.points[2, 1] > ROWS if above else base.points[2, 1] < ROWS
    shade = 2.0 ** (-stops / (1 + np.exp(-across)) - level * beyond)
    finding = check_even_lighting(
        lit(base, np.where(base.person > 0.5, shade, 1.0).astype(np.float32)), STANDARD
    )
    assert (finding.status, finding.detail) == (Status.WARN, "aslant")


@pytest.mark.parametrize("person", ["lin", "wang"])
def test_a_shining_forehead_and_glossy_lips_are_no_part_of_a_shadow_aslant(person: str) -> None:
    """They are the opposite of a dark upper and of a dark lower part: one half in doubt stays in doubt."""
    base = portrait(person)
    half = 1 / (1 + np.exp(-(COLUMNS - base.points[4, 0]) / (0.12 * base.face_width)))
    shade = np.where(base.person > 0.5, 2.0 ** (-0.6 - 0.85 * half), 1.0).astype(np.float32)
    shine = _over(base, [*FOREHEAD], 0.6) * _over(base, [LOWER_LIP], 2.0)
    assert check_even_lighting(lit(base, shade * shine), STANDARD).status is Status.PASS


@pytest.mark.parametrize("person", ["lin", "wang", "liu"])
def test_dark_lips_in_a_beard_are_no_shadow(person: str) -> None:
    """A beard darkens the jowls by two stops, and lips lie a stop below a shining forehead."""
    base = portrait(person)
    jaw = np.clip((ROWS - base.points[2, 1]) / 12, 0, 1) * (base.person > 0.5)
    lips = base.points[[61, 291, 0, 17]]
    low, high = lips.min(axis=0), lips.max(axis=0)
    mouth = np.zeros(base.rgb.shape[:2], np.float32)
    middle, half = (low + high) / 2, (high - low) / 2
    cv2.ellipse(mouth, [round(float(v)) for v in middle], [round(float(v)) for v in half], 0, 0, 360, 1.0, -1)
    stops = -2.0 * jaw * (1 - mouth) - 0.45 * mouth
    finding = check_even_lighting(lit(base, (2.0**stops).astype(np.float32)), STANDARD)
    assert finding.status is Status.PASS
