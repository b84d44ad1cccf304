"""Faces that the frame cuts: what lies outside is not seen, and no check breaks over it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.photocheck.defects import portrait
from webapp.photocheck import STANDARD
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.cheeks import cheek_strands
from webapp.photocheck.checks.eyes import white_of_eyes
from webapp.photocheck.checks.light import check_even_lighting
from webapp.photocheck.faces import Eye, Mesh


def _moved(across: int, down: int, larger: float = 1.0) -> Analysis:
    """The landmarks of a portrait so many pixels beside its face, and larger."""
    base = portrait()
    assert base.mesh is not None and base.eyes is not None
    shift = np.array([across, down], np.float32)
    middle = base.mesh.points.mean(axis=0)
    points = middle + larger * (base.mesh.points - middle) + np.array([across, down, 0], np.float32)
    right, left = (Eye(eye.contour + shift, eye.iris + shift) for eye in base.eyes)
    return replace(base, mesh=Mesh(points, base.mesh.score), eyes=(right, left))


@pytest.mark.parametrize("down", [-300, 0, 300])
@pytest.mark.parametrize("side", [-1, 1])
def test_what_lies_beyond_the_frame_is_black_or_unknown(side: int, down: int) -> None:
    for across in range(90, 420, 10):
        moved = _moved(side * across, down)
        assert check_even_lighting(moved, STANDARD).measured is not None
        assert np.isfinite(moved.face_skin.color).all()
        white_of_eyes(moved)
    assert white_of_eyes(moved) is None


@pytest.mark.parametrize("larger", [1.8, 2.2])
def test_of_a_cheek_a_single_column_may_be_seen(larger: float) -> None:
    """On a large face, in steps of a pixel, until nothing of it is in the picture."""
    seen = [cheek_strands(_moved(across, 0, larger)) for across in range(150, 560)]
    assert min(min(whole + lowest) for whole, lowest in seen) >= 0
    assert seen[-1] == ((0.0, 0.0), (0.0, 0.0))
