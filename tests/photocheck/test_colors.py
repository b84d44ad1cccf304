from __future__ import annotations

import numpy as np
import pytest

from webapp.photocheck.colors import chroma, hue, lab_of, luminance, to_lab


@pytest.mark.parametrize(
    ("color", "lab"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (53.2, 80.1, 67.2)),
        ((100, 197, 255), (75.9, -11.8, -37.2)),
    ],
)
def test_lab_is_that_of_the_standard(color: tuple[int, int, int], lab: tuple[float, float, float]) -> None:
    assert lab_of(np.array(color)) == pytest.approx(lab, abs=0.6)
    assert to_lab(np.array([[color]], np.uint8))[0, 0] == pytest.approx(lab, abs=0.6)


def test_the_reference_blue_in_hue_and_chroma() -> None:
    blue = lab_of(np.array((100, 197, 255)))
    assert hue(blue) == pytest.approx(252.5, abs=1)
    assert chroma(blue) == pytest.approx(39, abs=1)


def test_luminance_is_linear_light() -> None:
    greys = np.array([[0, 0, 0], [188, 188, 188], [255, 255, 255]], np.uint8)
    assert luminance(greys) == pytest.approx([0.0, 0.5, 1.0], abs=0.01)
    assert float(luminance(np.array([[100, 197, 255]], np.uint8))[0]) == pytest.approx(0.5, abs=0.01)
