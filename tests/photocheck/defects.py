"""Defects put on a drawn portrait, each in one place and of known size. Light is changed in linear light."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from webapp.demo.look import Shot
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import draw_portrait
from webapp.photocheck.analysis import Analysis, analyse
from webapp.photocheck.models import Floats


@cache
def portrait(person: str = "lin") -> Analysis:
    """The analysis of a flawless drawn portrait; looked at once for all tests."""
    return analyse(np.asarray(draw_portrait(PEOPLE[person], Shot())))


def with_pixels(base: Analysis, rgb: NDArray[Any]) -> Analysis:
    """The same person in the same place with other pixels, as they come out of a JPEG."""
    stream = io.BytesIO()
    Image.fromarray(np.clip(np.round(rgb), 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=82)
    return replace(base, rgb=np.asarray(Image.open(stream)))


def lit(base: Analysis, factor: float | Floats) -> Analysis:
    """Light multiplied by a factor, one for all or one a pixel (H, W), before the camera's tone curve."""
    linear = np.power(base.rgb / 255.0, 2.2) * np.asarray(factor).reshape(*np.shape(factor), 1)
    return with_pixels(base, 255.0 * np.power(np.clip(linear, 0, 1), 1 / 2.2))


def tinted(base: Analysis, gains: tuple[float, float, float]) -> Analysis:
    """Red, green and blue light multiplied by a gain each."""
    linear = np.power(base.rgb / 255.0, 2.2) * np.array(gains)
    return with_pixels(base, 255.0 * np.power(np.clip(linear, 0, 1), 1 / 2.2))


def background_lit(base: Analysis, factor: Floats) -> Analysis:
    """Light on the background alone multiplied by a factor a pixel (H, W)."""
    person = np.clip((base.person - 0.1) / 0.4, 0, 1)
    return lit(base, factor * (1 - person) + person)


def background_colored(base: Analysis, color: tuple[int, int, int]) -> Analysis:
    """The background replaced by another colour."""
    person = np.clip((base.person - 0.1) / 0.5, 0, 1)[..., None]
    return with_pixels(base, base.rgb * person + np.array(color) * (1 - person))


def noisy(base: Analysis, sigma: float) -> Analysis:
    """Camera noise of `sigma` levels."""
    noise = np.random.default_rng(7).normal(0, sigma, base.rgb.shape)
    return with_pixels(base, base.rgb + noise)


def grid() -> tuple[Floats, Floats]:
    """Row and column numbers of a 640 x 480 picture."""
    rows, columns = np.mgrid[:640, :480].astype(np.float32)
    return rows, columns


def moved(base: Analysis, pixels: int, degrees: float) -> Analysis:
    """The camera moved by some pixels in a direction during the exposure."""
    kernel = np.zeros((2 * pixels + 1, 2 * pixels + 1), np.float32)
    step = 0.5 * pixels * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    ends = [tuple(round(float(value)) for value in pixels + sign * step) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA)
    return with_pixels(base, cv2.filter2D(base.rgb, -1, kernel / kernel.sum()))


def enlarged(base: Analysis, factor: int) -> Analysis:
    """Shrunk and enlarged again."""
    small = cv2.resize(base.rgb, (480 // factor, 640 // factor), interpolation=cv2.INTER_AREA)
    return with_pixels(base, cv2.resize(small, (480, 640), interpolation=cv2.INTER_CUBIC))
