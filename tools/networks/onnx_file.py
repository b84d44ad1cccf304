"""Writes a network as ONNX: the few messages of onnx.proto that it takes, in protobuf's wire format.

Weights are stored as 16-bit floats, which halves the file; OpenCV reads them back as 32-bit ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_IR_VERSION = 7
_OPSET = 13
# TensorProto.DataType
_FLOAT, _INT64, _FLOAT16 = 1, 7, 10
# AttributeProto.AttributeType
_INT, _INTS = 2, 7

Attribute = int | Sequence[int]


class OnnxGraph:
    """A network under construction, with one input and one output, both tensors of 32-bit floats."""

    def __init__(self, name: str, input_name: str, input_shape: Sequence[int]) -> None:
        self._name = name
        self._input = _value(input_name, input_shape)
        self._nodes: list[bytes] = []
        self._tensors: list[bytes] = []

    def add(
        self,
        kind: str,
        inputs: Sequence[str],
        attributes: Mapping[str, Attribute] | None = None,
        output: str = "",
    ) -> str:
        """A node of the operator `kind`; returns the name of its output, made up if it is not given."""
        output = output or f"{kind.lower()}_{len(self._nodes)}"
        fields = [_text(1, each) for each in inputs] + [_text(2, output), _text(3, output), _text(4, kind)]
        fields += [_message(5, _attribute(name, value)) for name, value in (attributes or {}).items()]
        self._nodes.append(b"".join(fields))
        return output

    def constant(self, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """Weights (stored as 16-bit floats) or integers; returns their name."""
        name = f"constant_{len(self._tensors)}"
        kind, stored = (_INT64, "<i8") if values.dtype == np.int64 else (_FLOAT16, "<f2")
        fields = [_number(1, side) for side in values.shape] + [_number(2, kind), _text(8, name)]
        self._tensors.append(b"".join([*fields, _message(9, values.astype(stored).tobytes())]))
        return name

    def to_bytes(self, output_name: str, output_shape: Sequence[int]) -> bytes:
        """The ModelProto."""
        graph = [_message(1, node) for node in self._nodes] + [_text(2, self._name)]
        graph += [_message(5, tensor) for tensor in self._tensors]
        graph += [_message(11, self._input), _message(12, _value(output_name, output_shape))]
        opset = _text(1, "") + _number(2, _OPSET)
        return _number(1, _IR_VERSION) + _message(7, b"".join(graph)) + _message(8, opset)


def _value(name: str, shape: Sequence[int]) -> bytes:
    """ValueInfoProto of a tensor of 32-bit floats."""
    sides = b"".join(_message(1, _number(1, side)) for side in shape)
    tensor_type = _number(1, _FLOAT) + _message(2, sides)
    return _text(1, name) + _message(2, _message(1, tensor_type))


def _attribute(name: str, value: Attribute) -> bytes:
    """AttributeProto of one integer or several."""
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _INT)
    return _text(1, name) + b"".join(_number(8, each) for each in value) + _number(20, _INTS)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode("ascii"))


def _message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a set top bit says that more follow."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
