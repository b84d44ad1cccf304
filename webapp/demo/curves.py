"""Points, lines and smooth curves; no pixels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
Points = npt.NDArray[np.float64]
"""n x 2: x to the right, y down."""
Line = Sequence[Sequence[float]] | Points


def knots(text: str) -> Points:
    """Points written as "x y, x y": the tables of a drawing read better in rows than in nested brackets."""
    return np.array([[float(number) for number in pair.split()] for pair in text.split(",")])


def shifted(line: Line, right: float, down: float) -> Points:
    """The same line a little further right and down."""
    moved: Points = np.asarray(line, np.float64) + np.array([right, down])
    return moved


def mirrored(line: Line, side: int) -> Points:
    """The points of a feature on the picture's right (side 1) or, mirrored, on its left (side -1)."""
    flipped: Points = np.asarray(line, np.float64) * np.array([side, 1])
    return flipped


def symmetric(half: Points) -> Points:
    """The outline of a shape whose right half is given from top to bottom."""
    return np.concatenate([half, mirrored(half[-2::-1], -1)])


def arch(half: Points) -> Points:
    """The line from left to right over the middle, given its right half, which starts in the middle."""
    return np.concatenate([mirrored(half[:0:-1], -1), half])


def curve(line: Line, closed: bool = False, steps: int = 12) -> Points:
    """A smooth (Catmull-Rom) curve through the points, `steps` points for each of them."""
    at = np.asarray(line, np.float64)
    if closed:
        padded = np.concatenate([at[-1:], at, at[:2]])
    else:
        padded = np.concatenate([2 * at[:1] - at[1:2], at, 2 * at[-1:] - at[-2:-1]])
    before, start, end, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, steps, endpoint=False)[:, None, None]
    path = start + 0.5 * t * (
        (end - before)
        + t * ((2 * before - 5 * start + 4 * end - after) + t * (3 * (start - end) + after - before))
    )
    path = path.transpose(1, 0, 2).reshape(-1, 2)
    return path if closed else np.concatenate([path, at[-1:]])


def ribbon(line: Points, half_width: Points) -> Points:
    """The outline of a line with a width at each of its points."""
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) * half_width[:, None]
    return np.concatenate([line + across, (line - across)[::-1]])


def even(line: Points, count: int) -> Points:
    """The same line with `count` points at equal distances."""
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0, steps[-1], count)
    return np.stack([np.interp(at, steps, line[:, 0]), np.interp(at, steps, line[:, 1])], axis=1)
