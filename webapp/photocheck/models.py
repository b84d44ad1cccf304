"""The neural networks the engine looks with: loaded once per process, lazily, from files in this package.

Where the files come from, and their licence: `models_data/README.md`. Nothing is fetched at run time.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]

PERSON_LAYER = "segment"
"""The layer that makes the probability of a person out of the segmenter's channels, at twice the size."""

_FOLDER = Path(__file__).parent / "models_data"


class Network:
    """One network (TensorFlow Lite or ONNX), run by OpenCV on the CPU. Safe to call from several threads."""

    def __init__(self, file_name: str, side: int, outputs: tuple[str, ...], low: float = 0.0) -> None:
        """`side`: width and height of the square input; `low`: what black becomes (white becomes 1)."""
        # The classic engine: the new one of OpenCV 5.0 hands out the first output only.
        self._net = cv2.dnn.readNet(str(_FOLDER / file_name), engine=cv2.dnn.ENGINE_CLASSIC)
        self._lock = threading.Lock()
        self._outputs = outputs
        self._low = low
        self.side = side

    def run(self, *pictures: Pixels) -> list[Floats]:
        """The outputs, flattened, for RGB pictures of shape (side, side, 3), looked at in one go."""
        scale = (1.0 - self._low) / 255.0
        black = -self._low / scale  # what is taken off before scaling, so that black becomes `low`
        blob = cv2.dnn.blobFromImages(pictures, scale, mean=(black, black, black))
        with self._lock:  # an OpenCV network holds its input and its buffers: one caller at a time
            self._net.setInput(blob)
            results = self._net.forward(list(self._outputs))
        return [np.array(result, dtype=np.float32).ravel() for result in results]

    def weights(self, layer: str) -> list[Floats]:
        """The weights of one layer, as OpenCV keeps them."""
        return [np.array(blob, dtype=np.float32) for blob in self._net.getLayer(layer).blobs]


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
    """16 channels for each of 128 x 128 places. Its last layer, PERSON_LAYER, is left to `segment_person`."""
    return Network("selfie_segmentation.tflite", 256, ("add_13__xeno_compat__1",))


@cache
def palm_detector() -> Network:
    """Scores of 2,016 places where the palm of a hand could be."""
    return Network("palm_detection_full.tflite", 192, ("Identity_1",))


@cache
def face_descriptor() -> Network:
    """128 numbers for a face of 150 x 150 pixels, aligned as dlib's `get_face_chip` does it."""
    return Network("face_descriptor.onnx", 150, ("descriptor",))
