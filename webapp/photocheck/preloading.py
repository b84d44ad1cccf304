"""Load every model before the server forks, so that its workers share the memory."""

from __future__ import annotations

import cv2
import numpy as np

from . import descriptor, models


def preload() -> None:
    """Load all models and run each network once: for the parent process of the server, before the fork."""
    cv2.setNumThreads(1)  # a worker is one core, and OpenCV's own threads would not survive a fork
    loaders = (
        models.face_detector,
        models.face_mesh,
        models.eye_mesh,
        models.segmenter,
        models.palm_detector,
        models.face_descriptor,
    )
    for load in loaders:
        network = load()
        network.run(np.zeros((network.side, network.side, 3), np.uint8))
    descriptor.preload()
