"""Things worn on the head: glasses, sunglasses, a cap."""

import numpy as np

from webapp.demo.canvas import Canvas, Mask, Pose
from webapp.demo.curves import knots, mirrored, shifted
from webapp.demo.look import Look

_FRAME = (48, 44, 46)
_CAP = knots("-1.14 -0.62, -1.12 -1.1, -0.8 -1.58, 0 -1.78, 0.8 -1.58, 1.12 -1.1, 1.14 -0.62, 0 -0.72")
_CAP_SEAM = knots("0.09 -1.76, 0.45 -1.3, 0.58 -0.74")
_PEAK = knots(
    "-1 -0.66, -0.5 -0.8, 0 -0.83, 0.5 -0.8, 1 -0.66,1.06 -0.5, 0.6 -0.46, 0 -0.44, -0.6 -0.46, -1.06 -0.5"
)


def _lens_outline(look: Look, grow: float) -> list[tuple[float, float]]:
    """The rim of the lens on the picture's right: a rounded rectangle around the eye."""
    x, half, top, bottom = look.eye_spacing, 0.30 + grow, -0.155 - grow, 0.235 + grow
    return [
        (x - half, top * 0.45),
        (x - half * 0.82, top),
        (x, top * 1.06),
        (x + half * 0.85, top),
        (x + half, top * 0.40),
        (x + half * 0.86, bottom * 0.80),
        (x + half * 0.3, bottom),
        (x - half * 0.45, bottom),
        (x - half * 0.92, bottom * 0.72),
    ]


def draw_glasses(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Clear glasses with a thin frame that stays off the eyes."""
    for side in (-1, 1):
        lens = pose.shape(mirrored(_lens_outline(look, 0.0), side))
        canvas.shade(lens, (1.0, 1.005, 1.01))
        canvas.shade(_cast_shadow(pose, look, side), (0.93, 0.90, 0.89))
        inside = pose.shape(mirrored(_lens_outline(look, -0.014), side))
        rim = pose.shape(mirrored(_lens_outline(look, 0.012), side)).without(inside)
        canvas.paint(rim, _FRAME, 0.95)
        _draw_temple(canvas, look, pose, side)
    _draw_bridge(canvas, look, pose)


def _cast_shadow(pose: Pose, look: Look, side: int) -> Mask:
    """The soft shadow that a rim casts on the cheek."""
    outside = shifted(_lens_outline(look, 0.0), 0, 0.035)
    inside = shifted(_lens_outline(look, -0.03), 0, 0.035)
    hole = pose.shape(mirrored(inside, side), blur=0.015)
    return pose.shape(mirrored(outside, side), blur=0.015).without(hole)


def _draw_temple(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    hinge = look.eye_spacing + 0.30
    arm = [(hinge, -0.07), (hinge + 0.12, -0.085), (1.0, -0.08)]
    canvas.paint(pose.stroke(mirrored(arm, side), 0.028, tips=0.9), _FRAME, 0.95)


def _draw_bridge(canvas: Canvas, look: Look, pose: Pose) -> None:
    inner = look.eye_spacing - 0.30
    bow = [(-inner, -0.03), (-inner * 0.5, -0.075), (inner * 0.5, -0.075), (inner, -0.03)]
    canvas.paint(pose.stroke(bow, 0.028, tips=0.9), _FRAME, 0.95)


def draw_sunglasses(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Dark glasses through which no eye can be seen."""
    for side in (-1, 1):
        lens = pose.shape(mirrored(_lens_outline(look, 0.02), side))
        canvas.paint(lens, (26, 27, 31), 0.97)
        x = side * look.eye_spacing - 0.08
        shine = pose.stroke([(x - 0.1, 0.1), (x, -0.02), (x + 0.1, -0.11)], 0.05, blur=0.03).within(lens)
        canvas.paint(shine, (120, 132, 145), 0.45)
        _draw_temple(canvas, look, pose, side)
    _draw_bridge(canvas, look, pose)


def draw_hat(canvas: Canvas, pose: Pose) -> None:
    """A red cap with its peak, down to the brows."""
    cap = pose.shape(_CAP)
    x, y = pose.grid(cap)
    light = 1.05 - 0.35 * np.abs(x / 1.1) ** 2.5 + 0.12 * np.exp(-(((y + 1.35) / 0.3) ** 2))
    canvas.paint(cap, np.array((176, 34, 42), np.float32) * light[..., None])
    for side in (-1, 1):
        seam = pose.stroke(mirrored(_CAP_SEAM, side), 0.015)
        canvas.shade(seam, (0.75, 0.7, 0.7))
    shadow = pose.stroke(knots("-0.95 -0.42, 0 -0.36, 0.95 -0.42"), 0.2, blur=0.06, tips=0.5)
    canvas.shade(shadow, (0.6, 0.55, 0.55))
    canvas.paint(pose.shape(_PEAK), (140, 24, 32))
    edge = pose.stroke(knots("-1 -0.53, 0 -0.47, 1 -0.53"), 0.03, blur=0.02)
    canvas.shade(edge, (0.7, 0.7, 0.7))
