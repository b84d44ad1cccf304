"""The head's skin: outline, relief lit from the front and above, ears and colour of the cheeks."""

import numpy as np

from webapp.demo.canvas import Array, Canvas, Mask, Points, Pose, curve, mirrored
from webapp.demo.look import Look

# The right half of a face's outline, from the temple to the chin: (half width, y).
_OUTLINE = np.array(
    [
        (0.60, -1.30),
        (0.84, -1.00),
        (0.935, -0.72),
        (0.985, -0.38),
        (1.0, 0.0),
        (0.995, 0.28),
        (0.965, 0.60),
        (0.915, 0.87),
        (0.825, 1.13),
        (0.685, 1.35),
        (0.49, 1.52),
        (0.25, 1.615),
        (0.0, 1.64),
    ]
)


def half_outline(look: Look) -> Points:
    """(half width, y) from temple to chin for this look's jaw and chin."""
    width, y = _OUTLINE[:, 0].copy(), _OUTLINE[:, 1].copy()
    width *= 1 + (look.jaw - 1) * np.clip((y - 0.3) / 0.8, 0, 1)
    below = y > 0.28
    y[below] = 0.28 + (y[below] - 0.28) * (look.chin - 0.28) / (1.64 - 0.28)
    return np.stack([width, y], axis=1)


def face_mask(look: Look, pose: Pose) -> Mask:
    """Where the face is, from the chin to the top of the forehead."""
    half = half_outline(look)
    return pose.shape(np.concatenate([half, mirrored(half[-2::-1], -1)]), blur=0.008)


def _bump(x: Array, y: Array, place: tuple[float, float], spread: tuple[float, float]) -> Array:
    """A smooth hill of height 1 on both halves of the face."""
    return np.exp(-(((np.abs(x) - place[0]) / spread[0]) ** 2) - ((y - place[1]) / spread[1]) ** 2)


def _nose(look: Look, x: Array, y: Array) -> Array:
    """The relief of bridge, tip and wings."""
    tip = look.nose_length
    down = np.clip((y + 0.05) / tip, 0, 1.2)
    ridge = look.nose_bridge * (0.06 + 0.14 * down) * np.exp(-((x / (0.085 + 0.06 * down)) ** 2))
    # The lower edge is lowest under the tip and rises towards the wings.
    edge = tip + 0.035 - 1.1 * np.minimum(np.abs(x), 0.22) ** 2
    ends = 1 / (1 + np.exp((y - edge) / 0.027)) / (1 + np.exp(-(y + 0.10) / 0.07))
    ball = 0.12 * _bump(x, y, (0, tip - 0.055), (0.125, 0.10))
    wings = 0.11 * _bump(x, y, (look.nose_width - 0.05, tip - 0.035), (0.062, 0.075))
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
    # The root falls steeper and steeper at the rim; past it the slope is kept, so that the rim is dark, not flat.
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
        height += amount * _bump(x, y, place, spread)
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


def _blush(look: Look, x: Array, y: Array) -> Array:
    """Where blood shows through: cheeks, nose and chin, 0 to 1."""
    cheeks = 0.8 * _bump(x, y, (0.60, 0.48), (0.28, 0.20))
    nose = 0.7 * _bump(x, y, (0.0, look.nose_length - 0.06), (0.18, 0.10))
    chin = 0.35 * _bump(x, y, (0.0, look.chin - 0.18), (0.2, 0.12))
    return np.clip(cheeks + nose + chin, 0, 1)


def draw_ears(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Two ears a little beyond the cheeks: rim, fold, hollow and lobe."""
    skin = np.array(look.skin, np.float32)
    out = 0.99 + 0.15 * look.ears
    for side in (-1, 1):
        edge = [
            (0.92, -0.12),
            (out - 0.03, -0.19),
            (out + 0.01, -0.05),
            (out - 0.02, 0.16),
            (out - 0.06, 0.36),
        ]
        edge += [(0.99, 0.47), (0.9, 0.42)]
        ear = pose.shape(mirrored(edge, side), blur=0.008)
        canvas.paint(ear, skin * [0.95, 0.89, 0.87])
        hollow = [(0.97, -0.02), (out - 0.06, -0.04), (out - 0.065, 0.1), (1.0, 0.27), (0.95, 0.2)]
        canvas.shade(pose.shape(mirrored(hollow, side), blur=0.022).within(ear), (0.74, 0.62, 0.58))
        fold = [(0.98, -0.10), (out - 0.05, -0.12), (out - 0.035, 0.02), (out - 0.06, 0.2)]
        canvas.shade(pose.stroke(mirrored(fold, side), 0.02, blur=0.01).within(ear), (0.80, 0.70, 0.67))
        canvas.shade(pose.spot(side * 1.0, 0.37, 0.04, 0.05, blur=0.03).within(ear), (1.07, 1.05, 1.04))
        crease = [(1.005, -0.1), (1.01, 0.15), (0.995, 0.42)]
        canvas.shade(
            pose.stroke(mirrored(crease, side), 0.05, blur=0.02, tips=0.5).within(ear), (0.80, 0.72, 0.70)
        )


def draw_face(canvas: Canvas, look: Look, pose: Pose) -> Mask:
    """The lit skin of the face; answers its mask. Features are drawn on top of it."""
    mask = face_mask(look, pose)
    x, y = pose.grid(mask)
    diffuse, gloss = lighting(look, pose, mask)
    skin = np.array(look.skin, np.float32)
    # Light that comes back out of skin is redder in the shade.
    tint = np.array([0.82, 1.06, 1.14], np.float32)
    colour = skin * diffuse[..., None] ** tint
    colour *= 1 - _blush(look, x, y)[..., None] * np.array([0.0, 0.085, 0.085], np.float32)
    colour += gloss[..., None] * (255 - skin) * 0.16
    colour *= 1 + _grain(look, mask)[..., None]
    canvas.paint(mask, colour)
    return mask


def _grain(look: Look, box: Mask) -> Array:
    """Fine and coarse unevenness of skin, about one percent."""
    random = np.random.default_rng(look.seed)
    height, width = box.alpha.shape
    fine = random.normal(0, 0.012, (height, width))
    coarse = np.kron(random.normal(0, 0.006, (height // 8 + 1, width // 8 + 1)), np.ones((8, 8)))
    return (fine + coarse[:height, :width]).astype(np.float32)
