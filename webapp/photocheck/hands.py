"""Is a hand in the picture?"""

from __future__ import annotations

import cv2
import numpy as np

from .models import Pixels, palm_detector


def find_hand(rgb: Pixels) -> float:
    """How surely a palm is seen somewhere in the picture, 0 to 1."""
    height, width = rgb.shape[:2]
    side = palm_detector().side
    scale = side / max(height, width)
    size = (round(width * scale), round(height * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    square = np.zeros((side, side, 3), np.uint8)
    square[top : top + size[1], left : left + size[0]] = small
    (logits,) = palm_detector().run(square)
    return float(1.0 / (1.0 + np.exp(-np.clip(logits.max(), -80, 80))))
