"""Colour arithmetic shared by the checks: CIE L*a*b* (D65) and linear luminance of sRGB pixels."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from .models import Floats, Pixels

_STRIP: Final = 64
_LEVELS: Final = np.arange(256) / 255.0
_LINEAR: Final = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)
_LUMINANCE: Final = tuple((_LINEAR * weight).astype(np.float32) for weight in (0.2126, 0.7152, 0.0722))


def to_lab(rgb: Pixels) -> Floats:
    """L* (0-100), a* and b* of an sRGB picture (H, W, 3), float32."""
    lab = np.empty(rgb.shape, np.float32)
    for start in range(0, len(rgb), _STRIP):  # a strip at a time stays in the cache, and takes less memory
        strip = rgb[start : start + _STRIP].astype(np.float32)
        strip /= 255.0
        cv2.cvtColor(strip, cv2.COLOR_RGB2LAB, dst=lab[start : start + _STRIP])
    return lab


def lab_of(color: Floats) -> Floats:
    """(3,) L*, a* and b* of one sRGB colour of 0-255."""
    pixel = (np.asarray(color, dtype=np.float32) / 255.0).reshape(1, 1, 3)
    return np.asarray(cv2.cvtColor(pixel, cv2.COLOR_RGB2LAB), dtype=np.float32).reshape(3)


def chroma(lab: Floats) -> float:
    """Distance of one L*a*b* colour from grey."""
    return float(np.hypot(lab[1], lab[2]))


def hue(lab: Floats) -> float:
    """Hue angle of one L*a*b* colour in degrees, 0 to 360: red 40, yellow 100, green 140, blue 270-300."""
    return float(np.degrees(np.arctan2(lab[2], lab[1])) % 360.0)


def luminance(rgb: Pixels) -> Floats:
    """Linear luminance (ITU-R BT.709), 0 to 1, of sRGB pixels in the last axis, float32."""
    red, green, blue = (table.take(rgb[..., channel]) for channel, table in enumerate(_LUMINANCE))
    return np.asarray(red + green + blue, dtype=np.float32)
