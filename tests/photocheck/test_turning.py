"""How sure the networks must be that a picture is turned. The answers of both are given here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from webapp.photocheck import faces
from webapp.photocheck.faces import Detection, Mesh, find_faces
from webapp.photocheck.models import Floats, Pixels

PICTURE = np.zeros((640, 480, 3), np.uint8)
PICTURE[0, 0] = 255  # a corner that tells how the picture is turned


@dataclass(frozen=True)
class _Seen:
    """What both networks answer in one position; stands: the eyes lie side by side."""

    detector: float
    mesh: float
    stands: bool = True


def _detection(template: Detection, seen: _Seen) -> Detection:
    points = template.points.copy() if seen.stands else template.points[:, ::-1].copy()
    return Detection(template.box, points, seen.detector)


def _turned(monkeypatch: pytest.MonkeyPatch, upright: _Seen, turned: _Seen) -> int:
    """Degrees by which a picture is told to be turned that looks like a face as it is and upside down."""
    answers = {(0, 0): upright, (-1, -1): turned}

    def seen(rgb: Pixels) -> _Seen | None:
        return next((answer for corner, answer in answers.items() if rgb[corner].all()), None)

    points: Floats = np.array(
        [[200, 250], [280, 250], [240, 300], [240, 340], [160, 260], [320, 260]], np.float32
    )
    template = Detection((150.0, 200.0, 180.0, 180.0), points, 1.0)

    def found(rgb: Pixels) -> list[Detection]:
        answer = seen(rgb)
        return [] if answer is None else [_detection(template, answer)]

    def fit(rgb: Pixels, _face: Detection) -> Mesh:
        answer = seen(rgb)
        assert answer is not None
        return Mesh(np.zeros((468, 3), np.float32), answer.mesh)

    monkeypatch.setattr(faces, "_upright_faces", found)
    monkeypatch.setattr(faces, "detect_faces", found)
    monkeypatch.setattr(faces, "fit_mesh", fit)
    return find_faces(PICTURE)[1]


@pytest.mark.parametrize(
    ("upright", "turned", "degrees"),
    [
        (_Seen(0.6, 0.5), _Seen(0.7, 0.99), 180),
        (_Seen(0.6, 0.5), _Seen(0.6, 0.99), 0),  # a face that is hard to see is more likely upright
        (_Seen(0.6, 0.999), _Seen(0.7, 0.6), 0),  # the mesh says so
        (_Seen(0.6, 0.9999), _Seen(0.85, 0.6), 180),  # but has little weight
        (_Seen(0.5, 0.3), _Seen(0.9, 0.3), 0),  # a pattern that is no face
        (_Seen(0.5, 0.5), _Seen(0.9, 0.99, stands=False), 0),  # one eye above the other
    ],
)
def test_whether_a_picture_is_turned(
    monkeypatch: pytest.MonkeyPatch, upright: _Seen, turned: _Seen, degrees: int
) -> None:
    assert _turned(monkeypatch, upright, turned) == degrees


def test_a_mesh_that_is_wholly_sure_has_no_more_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its odds have no logarithm then."""
    assert _turned(monkeypatch, _Seen(0.7, 0.99), _Seen(0.7, 1.0)) == 0
    assert _turned(monkeypatch, _Seen(0.7, 0.0), _Seen(0.75, 1.0)) == 180
