"""Hair: a cap with single strands on it, long hair behind the head, the end of a ponytail."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from webapp.demo.canvas import HEIGHT, SCALE, WIDTH, Canvas, Mask, Pose, polygon_mask
from webapp.demo.curves import Array, Points, curve, even, ribbon, shifted
from webapp.demo.haircuts import CUTS, LONG_BACK, LONG_LOCK, PONYTAIL, Lock
from webapp.demo.look import Look

_STEPS = 120
"""Points along a hairline or an outer edge."""


@dataclass(frozen=True)
class _Tress:
    """A piece of hair: where it is, lines of single hairs (head coordinates), how much light it gets."""

    mask: Mask
    strands: list[Points]
    light: float = 1.0


def draw_hair_behind(canvas: Canvas, look: Look, pose: Pose) -> None:
    """What of the hair lies behind the neck: only long hair has it."""
    if look.hair_style != "long":
        return
    random = np.random.default_rng(look.seed + 31)
    strands = [np.array([(x, -0.6), (x * 0.97, 1.0), (x * 0.9, 2.3)]) for x in random.uniform(-1, 1, 300)]
    _paint_hair(canvas, look, pose, _Tress(pose.shape(LONG_BACK, blur=0.008), strands, light=0.62))


def draw_locks(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Hair that falls over the shoulders: long hair on both sides, tied hair on the picture's right."""
    if look.hair_style == "tied":
        _draw_lock(canvas, look, pose, PONYTAIL)
    if look.hair_style == "long":
        for side in (-1, 1):
            _draw_lock(canvas, look, pose, LONG_LOCK.on(side))


def _draw_lock(canvas: Canvas, look: Look, pose: Pose, lock: Lock) -> None:
    """One lock of hair along its middle line, with its shadow on what lies under it."""
    spine = curve(lock.spine)
    half = np.interp(np.linspace(0, 1, len(spine)), np.linspace(0, 1, len(lock.half_width)), lock.half_width)
    mask = polygon_mask(pose.place(ribbon(spine, half)), pose.length(0.012))
    canvas.shade(mask.softened(pose.length(0.03)), (0.82, 0.80, 0.80))
    random = np.random.default_rng(look.seed + 37)
    strands = []
    for offset in random.uniform(-1, 1, int(1800 * max(lock.half_width))):
        start = int(random.uniform(-0.3, 0.7) * len(spine))
        piece = slice(max(0, start), start + len(spine) // 2)
        strands.append(spine[piece] + np.stack([half[piece] * offset, 0 * half[piece]], axis=1))
    _paint_hair(canvas, look, pose, _Tress(mask, strands, light=0.95))


def draw_hair(canvas: Canvas, look: Look, pose: Pose) -> None:
    """The hair on top and beside the face."""
    cut = CUTS[look.hair_style]
    outer, hairline = curve(cut.outer), curve(cut.hairline)
    _shade_forehead(canvas, pose, cut.hairline)
    cap = pose.shape(np.concatenate([_uneven(look, outer), hairline[::-1]])[::3], blur=0.006)
    random = np.random.default_rng(look.seed + 17)
    comb = _combed_down if cut.combed_down else _combed_back
    _paint_hair(canvas, look, pose, _Tress(cap, comb(random, outer, hairline)))
    if cut.combed_down:
        _draw_parting(canvas, look, pose, hairline)
    _soften_hairline(canvas, look, pose, even(hairline, _STEPS), even(outer, _STEPS))


def _uneven(look: Look, outer: Points) -> Points:
    """The outer edge with tufts a little further in, never further out: the crown stays where it is."""
    random = np.random.default_rng(look.seed + 41)
    line = even(outer, _STEPS)
    dips = np.interp(np.arange(_STEPS), np.arange(0, _STEPS, 2.5), random.uniform(0, 0.010, 48))
    at_crown = np.exp(-((line[:, 0] / 0.12) ** 2))
    inward: Points = line * (1 - dips * (1 - at_crown))[:, None]
    return inward


def _shade_forehead(canvas: Canvas, pose: Pose, hairline: Points) -> None:
    """The shadow that hair throws on the skin below it."""
    edge = shifted(hairline * np.array([0.985, 1]), 0, 0.03)
    canvas.shade(pose.stroke(edge, 0.08, blur=0.035, tips=0.6), (0.80, 0.72, 0.70))


def _combed_back(random: np.random.Generator, outer: Points, hairline: Points) -> list[Points]:
    """Hairs that run from the hairline to the outer edge."""
    outer, hairline = even(outer, _STEPS), even(hairline, _STEPS)
    last = _STEPS - 1
    lines = []
    for _ in range(1500):
        at = random.uniform(0, 1)
        root, tip = hairline[int(at * last)], outer[int(np.clip(at + random.normal(0, 0.02), 0, 1) * last)]
        start = random.uniform(-0.05, 0.8)
        s = np.linspace(start, min(1.02, start + random.uniform(0.25, 0.6)), 7)[:, None]
        bulge = np.array([random.normal(0.05, 0.04), -0.06]) * (s * (1 - s) * 4)
        lines.append(root * (1 - s) + tip * s + bulge)
    return lines


def _combed_down(random: np.random.Generator, outer: Points, hairline: Points) -> list[Points]:
    """Hairs that run from the parting down to the ears, each between the hairline and the outer edge."""
    part, crown = int(np.argmin(hairline[:, 1])), int(np.argmin(outer[:, 1]))
    crown_at_part = np.array([hairline[part, 0], outer[crown, 1]])
    lines = []
    for depth in random.uniform(-0.05, 1.02, 1100):
        right = bool(random.integers(2))
        inner_path = even(hairline[part:] if right else hairline[part::-1], 40)
        outer_path = even(outer[crown:] if right else outer[crown::-1], 40)
        # The outer hairs start at the parting too, and reach the edge on their way.
        outer_path = outer_path + (crown_at_part - outer[crown]) * np.linspace(1, 0, 40)[:, None] ** 3
        start = int(random.uniform(0, 0.7) ** 1.5 * 40)
        end = min(40, start + int(random.uniform(8, 26)))
        wave = depth + 0.02 * np.sin(np.linspace(0, 3, end - start) + random.uniform(0, 6))[:, None]
        lines.append(inner_path[start:end] * (1 - wave) + outer_path[start:end] * wave)
    return lines


def _paint_hair(canvas: Canvas, look: Look, pose: Pose, tress: _Tress) -> None:
    """Fill a mask with hair: a base colour, strands lighter and darker, and a soft band of light."""
    texture = _texture(look, pose, tress.strands)[tress.mask.window]
    x, y = pose.grid(tress.mask)
    base = np.array(look.hair, np.float32) * tress.light
    rounded = 0.80 + 0.35 * np.exp(-((x / 0.8) ** 2) - ((y + 1.35) / 0.5) ** 2)
    gloss = np.exp(-(((y + 1.36 - 0.28 * x**2) / 0.17) ** 2)) * np.exp(-((x / 0.85) ** 4))
    gloss += 0.7 * np.exp(-(((y - 0.75 - 0.2 * np.abs(x)) / 0.3) ** 2))
    shine = np.array((60, 58, 60), np.float32) * 0.55 + base * 0.35
    colour = base * (rounded * (1 + 0.55 * texture))[..., None] + (9 * texture)[..., None]
    colour += shine * (tress.light * gloss * (0.35 + 0.9 * np.clip(texture, -0.3, 1)))[..., None]
    canvas.paint(tress.mask, np.clip(colour, 0, 245))


def _texture(look: Look, pose: Pose, strands: list[Points]) -> Array:
    """Strands drawn as a field of light and dark (about -1 to 1) over the canvas."""
    random = np.random.default_rng(look.seed + 23)
    image = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 128)
    pen = ImageDraw.Draw(image)
    width = max(1, round(pose.length(0.0065)))
    ends = np.cumsum([len(line) for line in strands])[:-1]
    values = np.clip(random.normal(128, 62, len(strands)), 5, 250).astype(int).tolist()
    # Placed together: a call for each of 1500 lines takes longer than drawing them.
    for line, value in zip(np.split(pose.place(np.concatenate(strands)), ends), values, strict=True):
        pen.line(line.ravel().tolist(), fill=value, width=width)
    image = image.filter(ImageFilter.GaussianBlur(0.9))
    field: Array = (np.asarray(image, np.float32) - 128) / 128
    return field


def _soften_hairline(canvas: Canvas, look: Look, pose: Pose, hairline: Points, outer: Points) -> None:
    """Single hairs across the hairline, so that it is no cut-out."""
    random = np.random.default_rng(look.seed + 29)
    hairs = []
    for at in random.uniform(0.06, 0.94, 300):
        root, tip = hairline[int(at * len(hairline))], outer[int(at * len(outer))]
        away = (tip - root) / np.hypot(*(tip - root))
        start = root - away * random.uniform(0.0, 0.04) + random.normal(0, 0.008, 2)
        hairs.append(np.stack([start, start + away * 0.10 + random.normal(0, 0.014, 2)]))
    canvas.paint(pose.hairs(hairs, 0.012, blur=0.005), np.array(look.hair, np.float32), 0.75)


def _draw_parting(canvas: Canvas, look: Look, pose: Pose, hairline: Points) -> None:
    """The line of scalp where combed hair is parted."""
    x, y = hairline[int(np.argmin(hairline[:, 1]))]
    line = [(x, y - 0.01), (x * 0.96, y - 0.18), (x * 0.9, y - 0.36)]
    scalp = np.array(look.skin, np.float32) * 0.55 + np.array(look.hair, np.float32) * 0.3
    canvas.paint(pose.stroke(line, 0.028, blur=0.010, tips=0.3), scalp, 0.55)
