"""The tools of the drawing: head coordinates, curves and masks."""

from __future__ import annotations

import numpy as np
import pytest

from webapp.demo.canvas import SCALE, Canvas, Mask, Pose, full_mask
from webapp.demo.curves import arch, curve, even, knots, mirrored, ribbon

POSE = Pose(centre_x=250, eye_y=260, unit=110, crown_y=80, roll_degrees=7)


def test_the_crown_and_the_cheeks_are_placed_to_the_pixel() -> None:
    upright = Pose(centre_x=250, eye_y=260, unit=110, crown_y=80)
    crown, right, left = upright.place([(0, Pose.CROWN), (1, 0), (-1, 0)]) / SCALE
    assert crown == pytest.approx((250, 80))
    assert (right[0] - left[0], right[1]) == pytest.approx((220, 260))


def test_the_grid_takes_canvas_pixels_back_to_head_coordinates() -> None:
    spot = POSE.spot(0.4, -0.9, 0.05, 0.05)
    x, y = POSE.grid(spot)
    row, column = np.unravel_index(int(np.argmax(spot.alpha)), spot.alpha.shape)
    back = POSE.place([(float(x[row, column]), float(y[row, column]))])[0]
    assert back == pytest.approx((spot.left + column + 0.5, spot.top + row + 0.5), abs=0.05)


def test_a_curve_goes_through_its_knots_and_a_ribbon_has_its_width() -> None:
    line = knots("0 0, 1 2, 3 1")
    assert curve(line, steps=4)[::4] == pytest.approx(line)
    straight = knots("0 0, 1 0, 2 0")
    assert ribbon(straight, np.array([0.5, 0.5, 0.5]))[:, 1] == pytest.approx([0.5] * 3 + [-0.5] * 3)
    assert np.diff(even(straight, 9)[:, 0]) == pytest.approx(0.25)


def test_the_two_halves_of_an_arch_mirror_each_other() -> None:
    line = arch(knots("0 -1, 1 -0.5, 2 0"))
    assert line == pytest.approx(mirrored(line, -1)[::-1])
    assert line[:, 0].tolist() == [-2, -1, 0, 1, 2]


def test_masks_cut_each_other() -> None:
    left = POSE.spot(-0.2, 0.5, 0.3, 0.3, blur=0)
    right = POSE.spot(0.2, 0.5, 0.3, 0.3, blur=0)
    both, only = left.within(right), left.without(right)
    assert both.alpha + only.alpha == pytest.approx(left.alpha, abs=1e-6)
    assert 0 < both.alpha.sum() < only.alpha.sum()


def test_paint_covers_and_shade_multiplies_only_under_the_mask() -> None:
    canvas = Canvas((100, 100, 100))
    canvas.shade(full_mask(), (1.0, 0.5, 2.0))
    canvas.paint(Mask(10, 20, np.ones((4, 6), np.float32)), (9, 8, 7), opacity=1.0)
    assert canvas.pixels[21, 12].tolist() == [9, 8, 7]
    assert canvas.pixels[19, 12].tolist() == [100, 50, 200]
    assert canvas.pixels[21, 16].tolist() == [100, 50, 200]


def test_a_shape_off_the_canvas_does_no_harm() -> None:
    canvas = Canvas((1, 2, 3))
    canvas.paint(POSE.spot(40, 40, 1, 1), (200, 200, 200))
    assert canvas.pixels[0, 0].tolist() == [1, 2, 3]
