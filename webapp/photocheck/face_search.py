"""Looking for one face among many: a face is kept as 128 half-precision numbers, 256 bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from .compare import NoSingleFaceError, single_face
from .descriptor import describe_face
from .models import Floats
from .pictures import PictureError

LENGTH: Final = 128
_STORED: Final = np.dtype("<f2")  # rounding moves a distance by less than 0.001
BYTES: Final = LENGTH * _STORED.itemsize
_CHUNK: Final = 8192  # faces at a time: 4 MB


def describe_photo(data: bytes) -> bytes | None:
    """The one face of a picture in BYTES bytes; None when there is not exactly one, or no picture."""
    try:
        found = single_face(data)
    except (PictureError, NoSingleFaceError):
        return None
    return describe_face(found.rgb, found.face).astype(_STORED).tobytes()


def nearest(face: bytes, others: Sequence[bytes], at_most: float) -> list[tuple[int, float]]:
    """(place in `others`, distance) of the faces up to `at_most` from `face`, nearest first.

    0 is the same picture; distances are those of `compare_faces`, to 0.002. Raises ValueError for faces that
    are not BYTES long.
    """
    mine = _numbers([face])[0]
    found: list[tuple[int, float]] = []
    for start in range(0, len(others), _CHUNK):
        theirs = _numbers(others[start : start + _CHUNK])
        # |a - b|² without a copy of the differences: one matrix product for the whole chunk.
        squared = np.einsum("ij,ij->i", theirs, theirs) - 2 * (theirs @ mine) + mine @ mine
        distances = np.sqrt(np.maximum(squared, 0))
        close = np.flatnonzero(distances <= at_most)
        found += [(start + int(place), float(distances[place])) for place in close]
    return sorted(found, key=lambda hit: hit[1])


def _numbers(faces: Sequence[bytes]) -> Floats:
    """(n, 128) single-precision numbers."""
    if any(len(face) != BYTES for face in faces):
        raise ValueError(f"a stored face has {BYTES} bytes")
    return np.frombuffer(b"".join(faces), _STORED).reshape(-1, LENGTH).astype(np.float32)
