"""How the head is held, from the mesh."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from .mesh_points import CHEEK_ENDS, CHIN, FOREHEAD_TOP, NOSE_TIP
from .models import Floats

# Points that lie mirrored on a face: (the person's right, left).
_MIRRORED: Final = (
    *((33, 263), (133, 362), (61, 291), (234, 454), (132, 361), (127, 356), (58, 288)),
    *((70, 300), (105, 334), (98, 327), (50, 280), (93, 323), (172, 397)),
)
_DEPTH: Final = 1.7
"""The mesh is this much too flat: with it, yaw agrees with the labels (12-40 degrees) of real photos."""
_NOSE_REACH: Final = 0.53
"""How far the tip of the nose stands out before the cheeks, in face widths; from the same photos."""
_LEVEL_SLOPE: Final = 14.0
"""Degrees the line from forehead to chin leans back on a level head: the middle of the compliant photos."""


@dataclass(frozen=True)
class HeadPose:
    """Degrees. yaw: turned to the picture's right; pitch: bowed; roll: tilted clockwise in the picture."""

    yaw: float
    pitch: float
    roll: float


def head_pose(points: Floats) -> HeadPose:
    """Estimate the pose of a mesh, (468, 3) in pixels.

    Yaw is the mean of two independent cues, so that neither a crooked nose nor a flat mesh decides alone.
    Good to about 3 degrees for yaw, 1 for roll and 8 for pitch (which a beard or a high forehead shifts).
    """
    solid = points * (1.0, 1.0, _DEPTH)
    right, left = (solid[[pair[side] for pair in _MIRRORED]] for side in (0, 1))
    across = (left - right).mean(axis=0)
    roll = math.degrees(math.atan2(across[1], across[0]))
    by_depth = math.degrees(math.atan2(across[2], math.hypot(across[0], across[1])))
    ends = solid[list(CHEEK_ENDS)]
    width = float(np.hypot(*(ends[1] - ends[0])[:2]))
    shift = float(solid[NOSE_TIP, 0] - ends[:, 0].mean()) / max(width, 1.0)
    by_nose = math.degrees(math.asin(max(-1.0, min(1.0, shift / _NOSE_REACH))))
    down = solid[CHIN] - solid[FOREHEAD_TOP]
    pitch = math.degrees(math.atan2(down[2], down[1])) - _LEVEL_SLOPE
    return HeadPose((by_depth + by_nose) / 2, pitch, roll)
