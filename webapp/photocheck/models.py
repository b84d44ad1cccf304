"""The neural networks the engine looks with: loaded once per process, lazily, from files in this package.

Where the files come from, and their licence: `models_data/README.md`. Nothing is fetched at run time.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]

_FOLDER = Path(__file__).parent / "models_data"
_loading = threading.Lock()


class Network:
    """A network of TensorFlow Lite on one core, run by LiteRT. Safe to call from several threads."""

    def __init__(self, file_name: str, side: int, outputs: tuple[str, ...], low: float = 0.0) -> None:
        """`side`: width and height of the square input; `low`: what black becomes (white becomes 1)."""
        with _loading, _quiet():  # two at once would leave the standard error shut
            self._interpreter = Interpreter(str(_FOLDER / file_name), num_threads=1)
            self._interpreter.allocate_tensors()
        self._lock = threading.Lock()
        self._input = self._interpreter.get_input_details()[0]["index"]
        places = {found["name"]: found["index"] for found in self._interpreter.get_output_details()}
        self._outputs = [places[name] for name in outputs]
        self._low = low
        self.side = side

    def run(self, picture: Pixels) -> list[Floats]:
        """The outputs, flattened, for an RGB picture of shape (side, side, 3)."""
        scale = (1.0 - self._low) / 255.0
        scaled = cv2.addWeighted(picture, scale, picture, 0.0, self._low, dtype=cv2.CV_32F)
        with self._lock:  # an interpreter holds its input and its buffers: one caller at a time
            self._interpreter.set_tensor(self._input, scaled[np.newaxis])
            self._interpreter.invoke()
            return [self._interpreter.get_tensor(place).ravel() for place in self._outputs]


class Descriptor:
    """dlib's network, converted to ONNX, run by OpenCV. Safe to call from several threads."""

    side = 150
    """Width and height of the square input."""

    def __init__(self) -> None:
        # The classic engine: the new one of OpenCV 5.0 takes a quarter more time for the same numbers.
        self._net = cv2.dnn.readNet(str(_FOLDER / "face_descriptor.onnx"), engine=cv2.dnn.ENGINE_CLASSIC)
        self._lock = threading.Lock()

    def run(self, *pictures: Pixels) -> Floats:
        """(n, 128) for n RGB pictures of shape (side, side, 3), looked at in one go."""
        blob = cv2.dnn.blobFromImages(pictures, 1.0 / 255.0)
        with self._lock:
            self._net.setInput(blob)
            return np.array(self._net.forward(), dtype=np.float32).reshape(len(pictures), -1)


@contextmanager
def _quiet() -> Iterator[None]:
    """LiteRT greets on the standard error of the process and offers no way to switch that off."""
    try:
        kept = os.dup(2)
    except OSError:  # a service without a standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@cache
def face_detector() -> Network:
    """BlazeFace, short range: boxes and six key points over 896 anchors, and their scores."""
    return Network("face_detection_short_range.tflite", 128, ("regressors", "classificators"), low=-1.0)


@cache
def face_mesh() -> Network:
    """468 points (x, y, z in pixels of the 192 px crop), and the logit that the crop holds a face."""
    return Network("face_landmark.tflite", 192, ("conv2d_21", "conv2d_31"))


@cache
def eye_mesh() -> Network:
    """71 points of the eye's contour and brow, and 5 of the iris, in pixels of the 64 px crop."""
    return Network("iris_landmark.tflite", 64, ("output_eyes_contours_and_brows", "output_iris"))


@cache
def segmenter() -> Network:
    """How likely each of 256 x 256 places belongs to a person."""
    return Network("selfie_segmentation.tflite", 256, ("activation_10",))


@cache
def palm_detector() -> Network:
    """Scores of 2,016 places where the palm of a hand could be."""
    return Network("palm_detection_full.tflite", 192, ("Identity_1",))


@cache
def face_descriptor() -> Descriptor:
    """128 numbers for a face of 150 x 150 pixels, aligned as dlib's `get_face_chip` does it."""
    return Descriptor()
