"""Was a small picture enlarged? What it could not hold is missing afterwards, however the program drew it.

A good enlargement ends at the finest waves that the small picture had: up to there as much contrast as in
any photo, and nothing beyond. A photo that is a little soft loses it by and by. The plainest enlargement
repeats each pixel: blocks of equal ones, whose edges look sharp.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from webapp.photocheck.models import Floats
from webapp.photocheck.ranks import median

_MOST: Final = (320, 240)  # rows and columns of a face that are looked at
_COARSE: Final = (0.094, 0.188)  # cycles a pixel: waves of 5.3 to 10.7 px, which a third of the size can hold
_FINE: Final = (0.219, 0.266)  # of 3.8 to 4.6 px, which it cannot
_NEIGHBOURS: Final = 9  # columns or rows: blocks of up to this side are seen
_NONE: Final = 0.01  # levels: a step that no photo is free of


def lost_detail(face: Floats) -> float:
    """How many times the contrast of coarse detail is that of fine detail, in a grey picture (H, W)."""
    rows, columns = (max(0, (side - most) // 2) for side, most in zip(face.shape, _MOST, strict=True))
    face = face[rows : rows + _MOST[0], columns : columns + _MOST[1]]
    fade = np.outer(np.hanning(face.shape[0]), np.hanning(face.shape[1])).astype(np.float32)
    picture = np.zeros(_MOST, np.float32)
    picture[: face.shape[0], : face.shape[1]] = (face - face.mean()) * fade
    waves = np.asarray(cv2.dft(picture, flags=cv2.DFT_COMPLEX_OUTPUT), dtype=np.float32).reshape(-1, 2)
    coarse, fine = (float(np.square(waves.take(band, axis=0)).mean()) for band in _bands())
    return float(np.sqrt(coarse / max(fine, 1e-6)))


@cache
def _bands() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the coarse and of the fine waves in the upper half of a spectrum, the other's mirror."""
    down, across = np.fft.fftfreq(_MOST[0])[:, None], np.fft.fftfreq(_MOST[1])[None]
    length = np.where(down >= 0, np.hypot(down, across), 0)
    places = [np.flatnonzero((length >= low) & (length < high)) for low, high in (_COARSE, _FINE)]
    return places[0], places[1]


def own_pixels(face: Floats) -> float:
    """The usual step from one column of a grey picture (H, W) to the next, over the largest step nearby; or
    that from row to row, where it is more. Near 0 for blocks of equal pixels."""
    return max(_usual_step(face[:, 1:], face[:, :-1], 0), _usual_step(face[1:], face[:-1], 1))


def _usual_step(face: Floats, beside: Floats, along: int) -> float:
    steps = np.asarray(cv2.absdiff(face, beside), dtype=np.float32).mean(axis=along)
    largest = np.asarray(cv2.dilate(steps[None], np.ones((1, _NEIGHBOURS), np.uint8)))[0]
    return median(steps / (largest + _NONE))
