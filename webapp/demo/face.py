"""The head's skin: ears, the lit face, the colour of the cheeks."""

import numpy as np

from webapp.demo.canvas import Canvas, Mask, Pose
from webapp.demo.curves import Array, mirrored, symmetric
from webapp.demo.look import Look
from webapp.demo.relief import bump, half_outline, lighting


def draw_ears(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Two ears a little beyond the cheeks."""
    for side in (-1, 1):
        _draw_ear(canvas, look, pose, side)


def _draw_ear(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """One ear: rim, hollow, fold, lobe, and the crease where it meets the cheek."""
    out = 0.99 + 0.15 * look.ears
    edge = [(0.92, -0.12), (out - 0.03, -0.19), (out + 0.01, -0.05), (out - 0.02, 0.16)]
    edge += [(out - 0.06, 0.36), (0.99, 0.47), (0.9, 0.42)]
    hollow = [(0.97, -0.02), (out - 0.06, -0.04), (out - 0.065, 0.1), (1.0, 0.27), (0.95, 0.2)]
    fold = [(0.98, -0.10), (out - 0.05, -0.12), (out - 0.035, 0.02), (out - 0.06, 0.2)]
    crease = [(1.005, -0.1), (1.01, 0.15), (0.995, 0.42)]
    ear = pose.shape(mirrored(edge, side), blur=0.008)
    canvas.paint(ear, np.array(look.skin, np.float32) * np.array((0.95, 0.89, 0.87), np.float32))
    for part, shade in (
        (pose.shape(mirrored(hollow, side), blur=0.022), (0.74, 0.62, 0.58)),
        (pose.stroke(mirrored(fold, side), 0.02, blur=0.01), (0.80, 0.70, 0.67)),
        (pose.spot(side, 0.37, 0.04, 0.05, blur=0.03), (1.07, 1.05, 1.04)),
        (pose.stroke(mirrored(crease, side), 0.05, blur=0.02, tips=0.5), (0.80, 0.72, 0.70)),
    ):
        canvas.shade(part.within(ear), shade)


def draw_face(canvas: Canvas, look: Look, pose: Pose) -> None:
    """The lit skin from the chin to the top of the forehead. Features are drawn on top of it."""
    mask = pose.shape(symmetric(half_outline(look)), blur=0.008)
    diffuse, gloss = lighting(look, pose, mask)
    skin = np.array(look.skin, np.float32)
    redder_in_shade = np.array([0.82, 1.06, 1.14], np.float32)
    colour = skin * diffuse[..., None] ** redder_in_shade
    colour *= 1 - _blush(look, *pose.grid(mask))[..., None] * np.array([0.0, 0.085, 0.085], np.float32)
    colour += gloss[..., None] * (255 - skin) * 0.16
    colour *= 1 + _grain(look, mask)[..., None]
    canvas.paint(mask, colour)


def _blush(look: Look, x: Array, y: Array) -> Array:
    """Where blood shows through: cheeks, nose and chin, 0 to 1."""
    cheeks = 0.8 * bump(x, y, (0.60, 0.48), (0.28, 0.20))
    nose = 0.7 * bump(x, y, (0.0, look.nose_length - 0.06), (0.18, 0.10))
    chin = 0.35 * bump(x, y, (0.0, look.chin - 0.18), (0.2, 0.12))
    blood: Array = np.clip(cheeks + nose + chin, 0, 1)
    return blood


def _grain(look: Look, box: Mask) -> Array:
    """Fine and coarse unevenness of skin, about two percent."""
    random = np.random.default_rng(look.seed)
    height, width = box.alpha.shape
    fine = random.normal(0, 0.022, (height, width))
    coarse = np.kron(random.normal(0, 0.006, (height // 8 + 1, width // 8 + 1)), np.ones((8, 8)))
    return (fine + coarse[:height, :width]).astype(np.float32)
