"""Convert dlib's face recognition network to webapp/photocheck/models_data/face_descriptor.onnx.

    python -m tools.convert_descriptor

OpenCV runs it ten times as fast as dlib does (docs/decisions/0007-descriptor-in-opencv.md).
The weights come from the installed package `face_recognition_models`; a test compares both networks.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tools.networks.dlib_file import Convolution, Layers, read_layers
from tools.networks.onnx_file import OnnxGraph
from webapp.photocheck.descriptor import model_file

TARGET = Path(__file__).parents[1] / "webapp/photocheck/models_data/face_descriptor.onnx"

SIDE = 150
"""Width and height of the picture of a face that the network looks at."""
_MEANS = (122.782, 117.001, 104.298)
_SCALE = 256.0
"""What dlib's input layer takes off red, green and blue, and then divides by."""
_STAGES = ((32, 3), (64, 4), (128, 3), (256, 3), (256, 1))
"""Channels and count of the residual blocks; the first block of each stage but the first halves the sides."""
_DESCRIPTOR = 128


def source() -> bytes:
    """dlib's file, as the installed package carries it."""
    return model_file("dlib_face_recognition_resnet_model_v1.dat").read_bytes()


def convert(data: bytes) -> bytes:
    """dlib's network as ONNX: RGB (1, 3, 150, 150) from 0 to 1 in, descriptor (1, 128) out."""
    layers = read_layers(data)
    graph = OnnxGraph("dlib_face_recognition_resnet_v1", "face", (1, 3, SIDE, SIDE))
    output = _Builder(graph, layers).build()
    return graph.to_bytes(output, (1, _DESCRIPTOR))


class _Builder:
    """Lays the layers out as dlib's `anet_type` does (examples/dnn_face_recognition_ex.cpp)."""

    def __init__(self, graph: OnnxGraph, layers: Layers) -> None:
        self._graph = graph
        self._matrix = layers.matrix
        first, *rest = layers.convolutions
        self._convolutions = iter([_with_input_layer(first), *rest])

    def build(self) -> str:
        """Add everything; returns the name of the output."""
        x = self._relu(self._convolution("face"))
        x = self._graph.add("MaxPool", [x], {"kernel_shape": (3, 3), "strides": (2, 2)})
        side, channels = _halved(_halved(SIDE, 7), 3), _STAGES[0][0]
        for stage, (width, blocks) in enumerate(_STAGES):
            for block in range(blocks):
                if stage and not block:
                    x = self._halving_block(x, side, width - channels)
                    side, channels = _halved(side, 2), width
                else:
                    x = self._block(x)
        x = self._graph.add("Flatten", [self._graph.add("GlobalAveragePool", [x])])
        return self._graph.add("MatMul", [x, self._graph.constant(self._matrix)], output="descriptor")

    def _block(self, x: str) -> str:
        inner = self._convolution(self._relu(self._convolution(x)))
        return self._relu(self._graph.add("Add", [inner, x]))

    def _halving_block(self, x: str, side: int, new_channels: int) -> str:
        """dlib adds tensors of different sizes as if the smaller one were continued with zeros."""
        inner = self._convolution(self._relu(self._convolution(x)))
        past = self._graph.add("AveragePool", [x], {"kernel_shape": (2, 2), "strides": (2, 2)})
        missing = _halved(side, 2) - _halved(side, 3)
        inner = self._padded(inner, 0, missing)
        return self._relu(self._graph.add("Add", [inner, self._padded(past, new_channels, 0)]))

    def _padded(self, x: str, channels: int, below_and_right: int) -> str:
        if not channels and not below_and_right:
            return x
        pads = np.array([0, 0, 0, 0, 0, channels, below_and_right, below_and_right], np.int64)
        return self._graph.add("Pad", [x, self._graph.constant(pads)])

    def _convolution(self, x: str) -> str:
        layer = next(self._convolutions)
        attributes = {
            "kernel_shape": layer.weights.shape[2:],
            "strides": (layer.stride,) * 2,
            "pads": (layer.padding,) * 4,
        }
        constants = [self._graph.constant(layer.weights), self._graph.constant(layer.bias)]
        return self._graph.add("Conv", [x, *constants], attributes)

    def _relu(self, x: str) -> str:
        return self._graph.add("Relu", [x])


def _with_input_layer(first: Convolution) -> Convolution:
    """The first convolution for values from 0 to 1 (it has no padding, so this is exact)."""
    means = np.array(_MEANS, np.float32)[None, :, None, None] / _SCALE
    bias = first.bias - (first.weights * means).sum(axis=(1, 2, 3))
    return Convolution(first.weights * np.float32(255 / _SCALE), bias, first.stride, first.padding)


def _halved(side: int, window: int) -> int:
    """Side of what a window with a stride of two, and without padding, makes of `side` pixels."""
    return (side - window) // 2 + 1


def main() -> None:
    """Write the converted network."""
    TARGET.write_bytes(convert(source()))
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
