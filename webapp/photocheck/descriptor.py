"""A face as 128 numbers: dlib's ResNet, whose files come with `face_recognition_models`."""

from __future__ import annotations

import importlib.util
import threading
from functools import cache
from pathlib import Path
from typing import Any, Final

import dlib
import numpy as np

from .faces import Detection
from .models import Floats, Pixels

PADDINGS: Final = (0.15, 0.35)
"""How much around the face the network sees, in face sizes: one look each. The mean of the narrow and the
wide look tells people apart better than the library's single 0.25 (nearest strangers over one person's mean
distance: 1.60 against 1.53), and costs a second run, so it is taken where the first look leaves doubt."""
_CHIP: Final = 150
_lock = threading.Lock()


def _model_file(name: str) -> str:
    """Path of a file of face_recognition_models, found without importing it (it needs pkg_resources)."""
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("face_recognition_models")
    return str(Path(spec.submodule_search_locations[0]) / "models" / name)


@cache
def _five_points() -> Any:
    return dlib.shape_predictor(_model_file("shape_predictor_5_face_landmarks.dat"))


@cache
def _encoder() -> Any:
    return dlib.face_recognition_model_v1(_model_file("dlib_face_recognition_resnet_model_v1.dat"))


def preload() -> None:
    """Load both models now, before the server forks."""
    _five_points()
    _encoder()


def describe_face(rgb: Pixels, face: Detection, padding: float) -> Floats:
    """(128,) descriptor of one upright face; close ones (Euclidean distance) are of one person."""
    x, y, width, height = face.box
    box = dlib.rectangle(round(x), round(y), round(x + width), round(y + height))
    with _lock:  # dlib's network keeps its buffers in itself: one caller at a time
        shape = _five_points()(rgb, box)
        chip = dlib.get_face_chip(rgb, shape, _CHIP, padding)
        return np.array(_encoder().compute_face_descriptor(chip))
