"""Neck and clothes."""

import numpy as np

from webapp.demo.canvas import Array, Canvas, Mask, Pose, mirrored
from webapp.demo.look import Look


def draw_body(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Clothes, then the neck, then what lies over the neck: the collar."""
    torso = _torso(pose)
    _draw_cloth(canvas, look, pose, torso)
    _draw_neck(canvas, look, pose)
    _draw_collar(canvas, look, pose, torso)


def _torso(pose: Pose) -> Mask:
    """Shoulders down to the lower edge of the picture."""
    half = [
        (0.0, 1.95),
        (0.45, 1.99),
        (0.78, 2.12),
        (1.35, 2.33),
        (2.0, 2.52),
        (2.5, 2.8),
        (2.8, 3.4),
        (2.95, 5.5),
    ]
    half.append((0.0, 5.5))
    right = np.array(half)
    return pose.shape(np.concatenate([right, mirrored(right[-2:0:-1], -1)]), blur=0.01)


def _fold(x: Array, y: Array) -> Array:
    """Light on cloth: brighter on the shoulders, darker to the sides and in a few folds."""
    light = 1.08 - 0.10 * np.abs(x) ** 2 / 4 - 0.10 * np.clip(y - 2.3, 0, 2)
    folds = 0.035 * np.sin(5.5 * x + 2.2 * y) * np.clip(np.abs(x) - 0.5, 0, 1)
    return (light + folds).astype(np.float32)


def _draw_cloth(canvas: Canvas, look: Look, pose: Pose, torso: Mask) -> None:
    x, y = pose.grid(torso)
    random = np.random.default_rng(look.seed + 7)
    weave = random.normal(1, 0.018, x.shape).astype(np.float32)
    cloth = (np.array(look.clothes, np.float32) + 4) * (_fold(x, y) * weave)[..., None]
    canvas.paint(torso, np.clip(cloth, 0, 250))


def _draw_neck(canvas: Canvas, look: Look, pose: Pose) -> None:
    """A cylinder of skin, shaded by the chin above it."""
    wide = look.neck
    half = [
        (wide, 0.9),
        (wide, 1.5),
        (wide + 0.005, 1.8),
        (wide + 0.04, 2.0),
        (0.74, 2.12),
        (0.5, 2.5),
        (0.0, 2.72),
    ]
    right = np.array(half)
    neck = pose.shape(np.concatenate([right, mirrored(right[-2::-1], -1)]), blur=0.01)
    x, y = pose.grid(neck)
    round_light = 0.97 - 0.25 * np.minimum(np.abs(x) / (wide + 0.04), 1) ** 3
    chin = look.chin - 0.10 * np.abs(x) - 0.45 * np.abs(x) ** 2.5
    shadow = 1 - 0.36 / (1 + np.exp((y - chin - 0.17) / 0.06))
    muscle = 1 - 0.06 * np.exp(-(((np.abs(x) - 0.66 * wide + 0.32 * (y - 1.7)) / 0.06) ** 2))
    light = (round_light * shadow * muscle).astype(np.float32)
    tint = np.array([0.85, 1.08, 1.15], np.float32)
    canvas.paint(neck, np.array(look.skin, np.float32) * np.clip(light, 0.3, 1.1)[..., None] ** tint)
    for side in (-1, 1):
        bone = [(0.12, 2.40), (0.4, 2.28), (0.7, 2.22)]
        canvas.shade(pose.stroke(mirrored(bone, side), 0.04, blur=0.025).within(neck), (0.88, 0.83, 0.82))


def _draw_collar(canvas: Canvas, look: Look, pose: Pose, torso: Mask) -> None:
    """A round neckline, a shirt's collar, or a shirt under a jacket."""
    cloth = np.array(look.clothes, np.float32)
    if look.collar == "round":
        ring = [
            (-0.92, 2.02),
            (-0.66, 2.20),
            (-0.34, 2.36),
            (0, 2.42),
            (0.34, 2.36),
            (0.66, 2.20),
            (0.92, 2.02),
        ]
        below = pose.shape([*ring, (2.3, 2.6), (2.3, 5.5), (-2.3, 5.5), (-2.3, 2.6)], blur=0.01).within(torso)
        x, y = pose.grid(below)
        canvas.paint(below, np.clip(cloth + 4, 0, 250) * _fold(x, y)[..., None])
        canvas.shade(
            pose.stroke(np.array(ring) + [0, 0.05], 0.10, blur=0.01, tips=0.9).within(below),
            (1.12, 1.12, 1.12),
        )
        canvas.shade(
            pose.stroke(np.array(ring) + [0, 0.105], 0.016, blur=0.008, tips=0.9).within(below),
            (0.75, 0.75, 0.75),
        )
        return
    shirt = (
        np.array((243, 244, 247), np.float32)
        if look.collar == "jacket"
        else np.clip(cloth * 1.06 + 6, 0, 252)
    )
    front = pose.shape([(-0.75, 2.15), (0, 2.55), (0.75, 2.15), (0.9, 5.5), (-0.9, 5.5)], blur=0.01)
    if look.collar == "jacket":
        canvas.paint(front, shirt * 0.97)
    for side in (-1, 1):
        if look.collar == "jacket":
            lapel = [
                (0.70, 2.02),
                (0.98, 2.2),
                (0.86, 3.0),
                (0.30, 4.2),
                (0.05, 4.3),
                (0.30, 3.2),
                (0.62, 2.5),
            ]
            whole = [*lapel[:2], (2.2, 2.5), (2.2, 5.5), (0.0, 5.5), *lapel[4:]]
            jacket = pose.shape(mirrored(whole, side), blur=0.01).within(torso)
            x, y = pose.grid(jacket)
            canvas.paint(jacket, np.clip(cloth, 0, 250) * _fold(x, y)[..., None])
            canvas.paint(pose.shape(mirrored(lapel, side), blur=0.01), np.clip(cloth * 1.14 + 4, 0, 250))
        wing = [
            (0.60, 1.88),
            (0.76, 1.97),
            (0.72, 2.45),
            (0.44, 2.80),
            (0.02, 2.56),
            (0.32, 2.36),
            (0.55, 2.12),
        ]
        canvas.shade(pose.shape(mirrored(np.array(wing) + [0.02, 0.04], side), blur=0.03), (0.80, 0.80, 0.82))
        canvas.paint(pose.shape(mirrored(wing, side), blur=0.008), shirt)
        inner = [(0.60, 1.90), (0.56, 2.12), (0.32, 2.36), (0.04, 2.55)]
        canvas.shade(pose.stroke(mirrored(inner, side), 0.03, blur=0.012), (0.82, 0.82, 0.84))
    canvas.shade(pose.stroke([(0, 2.6), (0, 3.4), (0, 5)], 0.012, blur=0.008, tips=1), (0.75, 0.75, 0.78))
