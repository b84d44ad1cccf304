"""The outline of the person."""

from __future__ import annotations

import numpy as np

from tests.photocheck import files
from webapp.photocheck.analysis import segment_person


def test_the_outline_holds_the_person_and_not_the_wall() -> None:
    """On a drawn portrait, given in the picture's own size whatever the network's is."""
    rgb = np.asarray(files.drawn().convert("RGB"))
    height, width = rgb.shape[:2]
    person = segment_person(rgb)
    assert person.shape == (height, width)
    assert person[height // 2 - 40 : height // 2 + 40, width // 2 - 40 : width // 2 + 40].min() > 0.9
    assert person[:40, :40].max() < 0.1
    assert person[:40, -40:].max() < 0.1
