"""Neck and clothes."""

import numpy as np

from webapp.demo.canvas import Canvas, Mask, Pose
from webapp.demo.curves import Array, knots, mirrored, shifted, symmetric
from webapp.demo.look import Look

_TORSO = knots("0 1.95, 0.45 1.99, 0.78 2.12, 1.35 2.33, 2 2.52, 2.5 2.8, 2.8 3.4, 2.95 5.5, 0 5.5")
_LAPEL = knots("0.7 2.02, 0.98 2.2, 0.86 3, 0.3 4.2, 0.05 4.3, 0.3 3.2, 0.62 2.5")
_JACKET = knots("0.7 2.02, 0.98 2.2, 2.2 2.5, 2.2 5.5, 0 5.5, 0.05 4.3, 0.3 3.2, 0.62 2.5")
_COLLAR_WING = knots("0.6 1.88, 0.76 1.97, 0.72 2.45, 0.44 2.8, 0.02 2.56, 0.32 2.36, 0.55 2.12")
_COLLAR_INSIDE = knots("0.6 1.9, 0.56 2.12, 0.32 2.36, 0.04 2.55")
_SHIRT_FRONT = knots("-0.75 2.15, 0 2.55, 0.75 2.15, 0.9 5.5, -0.9 5.5")
_NECKLINE = knots("-0.92 2.02, -0.66 2.2, -0.34 2.36, 0 2.42, 0.34 2.36, 0.66 2.2, 0.92 2.02")
_WHITE_SHIRT = np.array((243, 244, 247), np.float32)


def draw_body(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Clothes, then the neck, then what lies over the neck."""
    torso = pose.shape(np.concatenate([_TORSO, mirrored(_TORSO[-2:0:-1], -1)]), blur=0.01)
    _draw_cloth(canvas, look, pose, torso)
    _draw_neck(canvas, look, pose)
    if look.collar == "round":
        _draw_round_neckline(canvas, look, pose, torso)
        return
    shirt = np.clip(np.array(look.clothes, np.float32) * 1.06 + 6, 0, 252)
    if look.collar == "jacket":
        shirt = _WHITE_SHIRT
        _draw_jacket(canvas, look, pose, torso)
    _draw_shirt_collar(canvas, pose, shirt)


def _fold(x: Array, y: Array) -> Array:
    """Light on cloth: brighter on the shoulders, darker to the sides and in a few folds."""
    light = 1.08 - 0.10 * np.abs(x) ** 2 / 4 - 0.10 * np.clip(y - 2.3, 0, 2)
    folds = 0.035 * np.sin(5.5 * x + 2.2 * y) * np.clip(np.abs(x) - 0.5, 0, 1)
    lit: Array = light + folds
    return lit


def _draw_cloth(canvas: Canvas, look: Look, pose: Pose, torso: Mask) -> None:
    x, y = pose.grid(torso)
    random = np.random.default_rng(look.seed + 7)
    weave = random.normal(1, 0.018, x.shape).astype(np.float32)
    cloth = (np.array(look.clothes, np.float32) + 4) * (_fold(x, y) * weave)[..., None]
    canvas.paint(torso, np.clip(cloth, 0, 250))


def _draw_neck(canvas: Canvas, look: Look, pose: Pose) -> None:
    """A cylinder of skin, shaded by the chin above it."""
    wide = look.neck
    side = [(wide, 0.9), (wide, 1.5), (wide + 0.005, 1.8), (wide + 0.04, 2.0)]
    neck = pose.shape(symmetric(np.array([*side, (0.74, 2.12), (0.5, 2.5), (0.0, 2.72)])), blur=0.01)
    x, y = pose.grid(neck)
    rounded = 0.97 - 0.25 * np.minimum(np.abs(x) / (wide + 0.04), 1) ** 3
    chin = look.chin - 0.10 * np.abs(x) - 0.45 * np.abs(x) ** 2.5
    shadow = 1 - 0.36 / (1 + np.exp((y - chin - 0.17) / 0.06))
    muscle = 1 - 0.06 * np.exp(-(((np.abs(x) - 0.66 * wide + 0.32 * (y - 1.7)) / 0.06) ** 2))
    light = np.clip(rounded * shadow * muscle, 0.3, 1.1)
    redder_in_shade = np.array([0.85, 1.08, 1.15], np.float32)
    canvas.paint(neck, np.array(look.skin, np.float32) * light[..., None] ** redder_in_shade)
    for side_of_face in (-1, 1):
        bone = pose.stroke(mirrored(knots("0.12 2.4, 0.4 2.28, 0.7 2.22"), side_of_face), 0.04, blur=0.025)
        canvas.shade(bone.within(neck), (0.88, 0.83, 0.82))


def _draw_round_neckline(canvas: Canvas, look: Look, pose: Pose, torso: Mask) -> None:
    rest = knots("2.3 2.6, 2.3 5.5, -2.3 5.5, -2.3 2.6")
    below = pose.shape(np.concatenate([_NECKLINE, rest]), blur=0.01).within(torso)
    x, y = pose.grid(below)
    cloth = np.clip(np.array(look.clothes, np.float32) + 4, 0, 250)
    canvas.paint(below, cloth * _fold(x, y)[..., None])
    band = pose.stroke(shifted(_NECKLINE, 0, 0.05), 0.10, blur=0.01, tips=0.9)
    canvas.shade(band.within(below), (1.12, 1.12, 1.12))
    seam = pose.stroke(shifted(_NECKLINE, 0, 0.105), 0.016, blur=0.008, tips=0.9)
    canvas.shade(seam.within(below), (0.75, 0.75, 0.75))


def _draw_jacket(canvas: Canvas, look: Look, pose: Pose, torso: Mask) -> None:
    """A white shirt under an open jacket."""
    canvas.paint(pose.shape(_SHIRT_FRONT, blur=0.01), _WHITE_SHIRT * 0.97)
    cloth = np.array(look.clothes, np.float32)
    for side in (-1, 1):
        jacket = pose.shape(mirrored(_JACKET, side), blur=0.01).within(torso)
        x, y = pose.grid(jacket)
        canvas.paint(jacket, np.clip(cloth, 0, 250) * _fold(x, y)[..., None])
        lapel = pose.shape(mirrored(_LAPEL, side), blur=0.01)
        canvas.paint(lapel, np.clip(cloth * 1.14 + 4, 0, 250))


def _draw_shirt_collar(canvas: Canvas, pose: Pose, shirt: Array) -> None:
    for side in (-1, 1):
        shadow = pose.shape(mirrored(shifted(_COLLAR_WING, 0.02, 0.04), side), blur=0.03)
        canvas.shade(shadow, (0.80, 0.80, 0.82))
        canvas.paint(pose.shape(mirrored(_COLLAR_WING, side), blur=0.008), shirt)
        inside = pose.stroke(mirrored(_COLLAR_INSIDE, side), 0.03, blur=0.012)
        canvas.shade(inside, (0.82, 0.82, 0.84))
    buttons = pose.stroke(knots("0 2.6, 0 3.4, 0 5"), 0.012, blur=0.008, tips=1)
    canvas.shade(buttons, (0.75, 0.75, 0.78))
