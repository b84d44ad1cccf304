"""Reads the weights out of a network file of dlib, whose layers stand in it from the input to the output.

Every layer with weights writes its tag ("con_4", "affine_", "fc_2"), then its parameters as one tensor: the
format's version, four dimensions, and the numbers as little-endian floats. Integers are a byte with the count
of bytes that follow and the sign, then those bytes (dlib/serialize.h, dlib/dnn/tensor.h, dlib/dnn/layers.h).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]

_TAG = re.compile(rb"\x01[\x04-\x07](con_4|affine_|fc_2)")
_TENSOR_VERSION = 2


@dataclass(frozen=True)
class Convolution:
    """weights: (out, in, height, width); bias: (out,). The affine layer behind it is multiplied in."""

    weights: Weights
    bias: Weights
    stride: int
    padding: int


@dataclass(frozen=True)
class Layers:
    """The convolutions in order, and the matrix (in, out) of the fully connected layer, which has no bias."""

    convolutions: list[Convolution]
    matrix: Weights


def read_layers(data: bytes) -> Layers:
    """The layers of a residual network whose convolutions are each followed by an affine layer.

    Raises ValueError when the file is of another kind.
    """
    convolutions: list[Convolution] = []
    matrix: Weights | None = None
    for tag, at in _tags(data):
        if tag == b"con_4":
            convolutions.append(_convolution(data, at))
        elif tag == b"affine_":
            convolutions[-1] = _scaled(convolutions[-1], _tensor(data, at)[0])
        else:
            (outputs, inputs), start = _integers(data, at, 2)
            matrix = _tensor(data, start)[0].reshape(inputs, outputs)
    if not convolutions or matrix is None:
        raise ValueError("no network of dlib with a fully connected end")
    return Layers(convolutions, matrix)


def _tags(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Each tag and where its layer goes on. What looks like a tag within a layer's weights is skipped."""
    at = 0
    while found := _TAG.search(data, at):
        tag, at = found.group(1), found.end()
        yield tag, at
        at = _tensor(data, _integers(data, at, 2)[1] if tag == b"fc_2" else at)[1]


def _convolution(data: bytes, at: int) -> Convolution:
    numbers, at = _tensor(data, at)
    (filters, rows, columns, stride, _, padding, _), _ = _integers(data, at, 7)
    return Convolution(
        numbers[:-filters].reshape(filters, -1, rows, columns), numbers[-filters:], stride, padding
    )


def _scaled(layer: Convolution, affine: Weights) -> Convolution:
    """The convolution with the factors and offsets of its affine layer in its own numbers."""
    factor, offset = affine.reshape(2, -1)
    return Convolution(
        layer.weights * factor[:, None, None, None], layer.bias * factor + offset, layer.stride, layer.padding
    )


def _integers(data: bytes, at: int, count: int) -> tuple[list[int], int]:
    """`count` integers, and where they end."""
    values = []
    for _ in range(count):
        length, negative = data[at] & 0x0F, data[at] & 0x80
        value = int.from_bytes(data[at + 1 : at + 1 + length], "little")
        values.append(-value if negative else value)
        at += 1 + length
    return values, at


def _tensor(data: bytes, at: int) -> tuple[Weights, int]:
    """The numbers of a tensor in one row, and where it ends. Raises ValueError for another format."""
    (version, *shape), at = _integers(data, at, 5)
    count = int(np.prod(shape))
    end = at + 4 * count
    if version != _TENSOR_VERSION or count < 1 or end > len(data):
        raise ValueError("not a tensor as dlib writes it since 2016")
    return np.frombuffer(data, "<f4", count, at), end
