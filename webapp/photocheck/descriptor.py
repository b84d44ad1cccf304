"""A face as 128 numbers: dlib's ResNet, run by OpenCV (docs/decisions/0007-descriptor-in-opencv.md)."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any, Final

import dlib
import numpy as np

from .faces import Detection
from .models import Floats, Pixels, face_descriptor

PADDINGS: Final = (0.05, 0.2, 0.35)
"""How much around the face the network sees, in face sizes: one look each. Against the library's single look
(0.25) their mean brings two photographs of one person 16% closer, and the nearest strangers only 8%."""


def model_file(name: str) -> Path:
    """A file of face_recognition_models, found without importing it (it needs pkg_resources)."""
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("face_recognition_models")
    return Path(spec.submodule_search_locations[0]) / "models" / name


@cache
def _five_points() -> Any:
    """dlib's finder of the corners of the eyes and the base of the nose, by which a crop is aligned."""
    return dlib.shape_predictor(str(model_file("shape_predictor_5_face_landmarks.dat")))


def preload() -> None:
    """Load what finds the five points now, before the server forks."""
    _five_points()


def describe_face(rgb: Pixels, face: Detection) -> Floats:
    """(128,) descriptor of one upright face; close ones (Euclidean distance) are of one person."""
    x, y, width, height = face.box
    box = dlib.rectangle(round(x), round(y), round(x + width), round(y + height))
    shape = _five_points()(rgb, box)
    network = face_descriptor()
    looks = network.run(*(dlib.get_face_chip(rgb, shape, network.side, padding) for padding in PADDINGS))
    return np.asarray(looks.mean(axis=0), dtype=np.float32)
