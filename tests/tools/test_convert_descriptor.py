"""The converted network is dlib's own."""

from __future__ import annotations

import cv2
import dlib
import numpy as np
import pytest

from tests.pictures import portrait
from tools.convert_descriptor import SIDE, TARGET, convert, source
from tools.networks.dlib_file import read_layers
from tools.networks.onnx_file import OnnxGraph
from webapp.photocheck.compare import single_face
from webapp.photocheck.descriptor import model_file
from webapp.photocheck.models import face_descriptor


def test_the_committed_file_is_what_the_tool_writes() -> None:
    assert convert(source()) == TARGET.read_bytes()


def test_both_networks_describe_a_face_alike() -> None:
    """dlib's and ours, on the same crop of a drawn face: far closer than any limit can tell."""
    found = single_face(portrait())
    x, y, width, height = (round(length) for length in found.face.box)
    crop = cv2.resize(found.rgb[y : y + height, x : x + width], (SIDE, SIDE))
    network = dlib.face_recognition_model_v1(str(model_file("dlib_face_recognition_resnet_model_v1.dat")))
    theirs = network.compute_face_descriptor(crop)
    (ours,) = face_descriptor().run(np.asarray(crop, dtype=np.uint8))
    assert np.abs(ours - np.array(theirs)).max() < 0.001


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no network"):
        read_layers(b"something else")
    with pytest.raises(ValueError, match="not a tensor"):
        read_layers(source()[:1000])


def test_a_written_graph_does_what_it_says() -> None:
    """A convolution, padded to a larger picture, in the hands of OpenCV."""
    graph = OnnxGraph("sum", "picture", (1, 1, 2, 2))
    weights = graph.constant(np.ones((1, 1, 2, 2), np.float32))
    summed = graph.add("Conv", ["picture", weights], {"kernel_shape": (2, 2)})
    pads = graph.constant(np.array([0, 0, 0, 0, 0, 0, 1, 0], np.int64))
    data = graph.to_bytes(graph.add("Pad", [summed, pads]), (1, 1, 2, 1))
    network = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
    network.setInput(np.array([[[[1, 2], [3, 4]]]], np.float32))
    assert network.forward().ravel().tolist() == [10.0, 0.0]
