"""The outline of the person."""

from __future__ import annotations

import cv2
import numpy as np

from tests.photocheck import files
from webapp.photocheck.analysis import segment_person
from webapp.photocheck.models import Network


def test_the_last_layer_of_the_segmenter_is_computed_as_the_network_would() -> None:
    """On a drawn portrait, at the network's own size, so that nothing is scaled."""
    rgb = np.asarray(files.drawn().resize((256, 256)).convert("RGB"))
    (whole,) = Network("selfie_segmentation.tflite", 256, ("activation_10",)).run(rgb)
    person = segment_person(rgb)
    assert cv2.countNonZero((person > 0.5).astype(np.uint8)) > 5000
    assert np.abs(person - whole.reshape(256, 256)).max() < 1e-5
