"""The quick medians and percentiles against NumPy's own."""

from __future__ import annotations

import numpy as np
import pytest

from webapp.photocheck.ranks import median, median_color, percentile, pixels_in


@pytest.mark.parametrize("count", [1, 2, 3, 10, 101, 5000])
def test_as_numpy_defines_them(count: int) -> None:
    values = np.random.default_rng(count).normal(50, 10, count).astype(np.float32)
    assert median(values) == pytest.approx(float(np.median(values)), rel=1e-6)
    for percent in (0, 3, 25, 60, 98, 99.5, 100):
        assert percentile(values, percent) == pytest.approx(float(np.percentile(values, percent)), rel=1e-6)


@pytest.mark.parametrize("count", [1, 2, 5, 40, 999])
def test_colours_of_bytes_and_of_floats(count: int) -> None:
    pixels = np.random.default_rng(count).integers(0, 256, (count, 3), dtype=np.uint8)
    assert np.array_equal(median_color(pixels), np.median(pixels, axis=0))
    lab = pixels.astype(np.float32) / 7
    assert median_color(lab).dtype == np.float32
    assert np.array_equal(median_color(lab), np.median(lab, axis=0))


def test_a_picture_is_taken_as_a_list_of_numbers() -> None:
    values = np.arange(12.0).reshape(3, 4)
    assert median(values) == 5.5
    assert percentile(values, 50) == 5.5


def test_pixels_under_a_mask() -> None:
    picture = np.random.default_rng(3).integers(0, 256, (6, 9, 3), dtype=np.uint8)
    mask = picture[:, :, 0] > 128
    assert np.array_equal(pixels_in(picture, mask), picture[mask])
    window = picture[1:5, 2:7]
    assert np.array_equal(pixels_in(window, mask[1:5, 2:7]), window[mask[1:5, 2:7]])
