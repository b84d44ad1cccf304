"""Things worn on the head: glasses, sunglasses, a cap."""

import numpy as np

from webapp.demo.canvas import Canvas, Mask, Pose, curve, mirrored
from webapp.demo.look import Look

_FRAME = (48, 44, 46)


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
        rim = mirrored(curve(_lens_outline(look, 0.0), closed=True), side)
        lens = pose.shape(rim[::4])
        canvas.shade(lens, (1.012, 1.016, 1.02))
        frame = pose.shape(mirrored(_lens_outline(look, 0.012), side)).without(
            pose.shape(mirrored(_lens_outline(look, -0.014), side))
        )
        canvas.shade(_shifted(pose, look, side), (0.93, 0.90, 0.89))
        canvas.paint(frame, _FRAME, 0.95)
        _draw_temple(canvas, look, pose, side)
    _draw_bridge(canvas, look, pose)


def _shifted(pose: Pose, look: Look, side: int) -> Mask:
    """The soft shadow that a rim casts on the cheek."""
    rim = np.array(_lens_outline(look, 0.0)) + [0, 0.035]
    outside = pose.shape(mirrored(rim, side), blur=0.015)
    inside = pose.shape(mirrored(np.array(_lens_outline(look, -0.03)) + [0, 0.035], side), blur=0.015)
    return outside.without(inside)


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


def draw_hat(canvas: Canvas, look: Look, pose: Pose) -> None:
    """A red cap with its peak, down to the brows."""
    dome = [
        (-1.14, -0.62),
        (-1.12, -1.1),
        (-0.8, -1.58),
        (0, -1.78),
        (0.8, -1.58),
        (1.12, -1.1),
        (1.14, -0.62),
        (0, -0.72),
    ]
    cap = pose.shape(dome)
    x, y = pose.grid(cap)
    light = 1.05 - 0.35 * np.abs(x / 1.1) ** 2.5 + 0.12 * np.exp(-(((y + 1.35) / 0.3) ** 2))
    canvas.paint(cap, np.array((176, 34, 42), np.float32) * light[..., None])
    for seam in (-0.45, 0.45):
        line = [(seam * 0.2, -1.76), (seam, -1.3), (seam * 1.3, -0.74)]
        canvas.shade(pose.stroke(line, 0.015), (0.75, 0.7, 0.7))
    canvas.shade(
        pose.stroke([(-0.95, -0.42), (0, -0.36), (0.95, -0.42)], 0.2, blur=0.06, tips=0.5), (0.6, 0.55, 0.55)
    )
    peak = [
        (-1.0, -0.66),
        (-0.5, -0.80),
        (0, -0.83),
        (0.5, -0.80),
        (1.0, -0.66),
        (1.06, -0.50),
        (0.6, -0.46),
        (0, -0.44),
        (-0.6, -0.46),
        (-1.06, -0.50),
    ]
    canvas.paint(pose.shape(peak), (140, 24, 32))
    canvas.shade(pose.stroke([(-1.0, -0.53), (0, -0.47), (1.0, -0.53)], 0.03, blur=0.02), (0.7, 0.7, 0.7))
