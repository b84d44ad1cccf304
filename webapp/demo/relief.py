"""The relief of a face and the light on it, from the front and a little above."""

import numpy as np

from webapp.demo.canvas import Mask, Pose
from webapp.demo.curves import Array, Points, curve, knots
from webapp.demo.look import Look

# The right half of a face's outline, from the temple to the chin: (half width, y).
_OUTLINE = knots(
    "0.6 -1.3, 0.84 -1, 0.935 -0.72, 0.985 -0.38, 1 0, 0.995 0.28, 0.965 0.6,"
    "0.915 0.87, 0.825 1.13, 0.685 1.35, 0.49 1.52, 0.25 1.615, 0 1.64"
)


def half_outline(look: Look) -> Points:
    """(half width, y) from temple to chin for this look's jaw and chin."""
    width, y = _OUTLINE[:, 0].copy(), _OUTLINE[:, 1].copy()
    width *= 1 + (look.jaw - 1) * np.clip((y - 0.3) / 0.8, 0, 1)
    below = y > 0.28
    y[below] = 0.28 + (y[below] - 0.28) * (look.chin - 0.28) / (1.64 - 0.28)
    return np.stack([width, y], axis=1)


def bump(x: Array, y: Array, place: tuple[float, float], spread: tuple[float, float]) -> Array:
    """A smooth hill of height 1 on both halves of the face."""
    hill: Array = np.exp(-(((np.abs(x) - place[0]) / spread[0]) ** 2) - ((y - place[1]) / spread[1]) ** 2)
    return hill


def _nose(look: Look, x: Array, y: Array) -> Array:
    """The relief of bridge, tip and wings."""
    tip = look.nose_length
    down = np.clip((y + 0.05) / tip, 0, 1.2)
    ridge = look.nose_bridge * (0.06 + 0.14 * down) * np.exp(-((x / (0.085 + 0.06 * down)) ** 2))
    # The lower edge is lowest under the tip and rises towards the wings.
    edge = tip + 0.035 - 1.1 * np.minimum(np.abs(x), 0.22) ** 2
    ends = 1 / (1 + np.exp((y - edge) / 0.027)) / (1 + np.exp(-(y + 0.10) / 0.07))
    ball = 0.12 * bump(x, y, (0, tip - 0.055), (0.125, 0.10))
    wings = 0.11 * bump(x, y, (look.nose_width - 0.05, tip - 0.035), (0.062, 0.075))
    relief: Array = (ridge + wings) * ends + ball
    return relief


def _skull(look: Look, x: Array, y: Array) -> Array:
    """The relief of the head without any feature: round at the cheeks, forehead and chin."""
    half = curve(half_outline(look))
    # The chin is round although the outline closes there: its width is kept from falling to nothing.
    width = (np.interp(y, half[:, 1], half[:, 0]) ** 4 + 0.45**4) ** 0.25 * 1.04
    centre = 0.2
    reach = np.where(y > centre, look.chin + 0.13 - centre, 1.95)
    inside = 1.03 - (np.abs(x) / width) ** 2.8 - np.abs((y - centre) / reach) ** 4.5
    # The root falls ever steeper at the rim; past it the slope is kept, or the rim would be flat and bright.
    rim = 0.06
    slope = 0.5 / np.sqrt(rim)
    root = np.sqrt(np.maximum(inside, rim)) + np.minimum(inside - rim, 0) * slope
    height: Array = 0.85 * np.maximum(root, -0.6)
    return height


def relief(look: Look, x: Array, y: Array) -> Array:
    """How far each point of the face stands out towards the camera, in head units."""
    height = _skull(look, x, y) + _nose(look, x, y)
    mouth = look.mouth_height
    hills = (
        (0.055, (0.42, look.brow_height * -0.85), (0.32, 0.11)),
        (-0.07, (look.eye_spacing - 0.03, 0.0), (0.22, 0.12)),
        (-0.05, (0.25, -0.02), (0.08, 0.12)),
        (0.05, (look.eye_spacing, 0.01), (0.16, 0.10)),
        (0.10 * look.cheek_fullness, (0.58, 0.46), (0.27, 0.23)),
        (0.065, (0.0, mouth - 0.02), (0.34, 0.24)),
        (-0.02, (look.mouth_width + 0.03, mouth + 0.01), (0.08, 0.08)),
        (-0.022, (0.0, mouth - 0.2), (0.035, 0.07)),
        (-0.06, (0.0, mouth + 0.24), (0.22, 0.065)),
        (0.075, (0.0, look.chin - 0.2), (0.2, 0.13)),
    )
    for amount, place, spread in hills:
        height += amount * bump(x, y, place, spread)
    return height


def lighting(look: Look, pose: Pose, box: Mask) -> tuple[Array, Array]:
    """Diffuse light (about 1 where the face looks at the camera) and gloss (0 to 1) on the face."""
    x, y = pose.grid(box)
    height = relief(look, x, y)
    pixel = 1 / pose.length(1)
    down, across = np.gradient(height, pixel)
    length = np.sqrt(across**2 + down**2 + 1)
    light = np.array([0.0, -0.30, 1.0]) / np.hypot(0.30, 1)
    facing = (-across * light[0] - down * light[1] + light[2]) / length
    diffuse = 0.42 + 0.62 * np.clip(facing, 0, 1)
    half_way = np.array([0.0, -0.2, 1.0]) / np.hypot(0.2, 1)
    gloss = np.clip((-down * half_way[1] + half_way[2]) / length, 0, 1) ** 22
    return diffuse.astype(np.float32), gloss.astype(np.float32)
