"""Hair: a cap with single strands on it, and long hair behind the head."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from webapp.demo.canvas import (
    HEIGHT,
    SCALE,
    WIDTH,
    Array,
    Canvas,
    Mask,
    Points,
    Pose,
    curve,
    mirrored,
    polygon_mask,
    ribbon,
)
from webapp.demo.look import Look

_Line = list[tuple[float, float]]


@dataclass(frozen=True)
class _Cut:
    """A haircut: right half of the outer edge (top to ear), whole hairline (left ear to right ear)."""

    outer: _Line
    hairline: _Line
    combed_down: bool
    """Strands run from the parting down beside the face, instead of from the hairline to the back."""


def _both_sides(half: _Line) -> _Line:
    """A line that is the same on both sides: left ear, middle, right ear."""
    return [(-x, y) for x, y in half[:0:-1]] + half


_SHORT_OUTER = [
    (0.0, -1.70),
    (0.36, -1.655),
    (0.68, -1.50),
    (0.93, -1.20),
    (1.05, -0.85),
    (1.075, -0.5),
    (1.05, -0.18),
    (1.0, 0.04),
]
_CUTS = {
    "crop": _Cut(
        [
            (0.0, -1.70),
            (0.36, -1.66),
            (0.66, -1.53),
            (0.88, -1.27),
            (1.0, -0.9),
            (1.02, -0.5),
            (1.01, -0.18),
            (0.985, 0.0),
        ],
        _both_sides(
            [
                (0.0, -1.06),
                (0.34, -1.05),
                (0.60, -0.97),
                (0.74, -0.80),
                (0.82, -0.66),
                (0.90, -0.45),
                (0.945, -0.18),
                (0.95, 0.0),
            ]
        ),
        combed_down=False,
    ),
    "short": _Cut(
        _SHORT_OUTER,
        [
            (-0.95, 0.1),
            (-0.935, -0.1),
            (-0.90, -0.38),
            (-0.84, -0.60),
            (-0.80, -0.80),
            (-0.67, -0.97),
            (-0.42, -0.99),
        ]
        + [
            (-0.12, -0.93),
            (0.22, -0.95),
            (0.50, -1.01),
            (0.71, -0.94),
            (0.81, -0.77),
            (0.85, -0.58),
            (0.905, -0.36),
        ]
        + [(0.935, -0.1), (0.95, 0.1)],
        combed_down=False,
    ),
    "side_part": _Cut(
        [
            (0.0, -1.70),
            (0.40, -1.67),
            (0.76, -1.50),
            (1.0, -1.18),
            (1.10, -0.82),
            (1.10, -0.5),
            (1.06, -0.18),
            (1.0, 0.04),
        ],
        [
            (-0.95, 0.1),
            (-0.93, -0.15),
            (-0.89, -0.42),
            (-0.80, -0.66),
            (-0.62, -0.86),
            (-0.42, -1.0),
            (-0.30, -1.10),
            (0.0, -0.90),
            (0.34, -0.78),
            (0.62, -0.72),
            (0.80, -0.60),
            (0.90, -0.38),
            (0.935, -0.1),
            (0.95, 0.1),
        ],
        combed_down=True,
    ),
    "tied": _Cut(
        [
            (0.0, -1.70),
            (0.36, -1.655),
            (0.66, -1.49),
            (0.90, -1.18),
            (1.02, -0.82),
            (1.05, -0.45),
            (1.03, -0.1),
            (1.0, 0.12),
        ],
        _both_sides(
            [
                (0.0, -1.08),
                (0.34, -1.04),
                (0.60, -0.92),
                (0.78, -0.72),
                (0.88, -0.48),
                (0.94, -0.2),
                (0.955, 0.0),
                (0.96, 0.15),
            ]
        ),
        combed_down=False,
    ),
    "long": _Cut(
        [
            (0.0, -1.70),
            (0.40, -1.66),
            (0.76, -1.47),
            (1.0, -1.15),
            (1.12, -0.75),
            (1.15, -0.4),
            (1.15, -0.05),
        ],
        _both_sides(
            [
                (0.0, -1.14),
                (0.22, -1.06),
                (0.52, -0.90),
                (0.76, -0.68),
                (0.88, -0.44),
                (0.95, -0.25),
                (1.08, -0.10),
            ]
        ),
        combed_down=True,
    ),
}
_LONG_BACK = [
    (0.0, -1.6),
    (0.7, -1.4),
    (1.08, -0.8),
    (1.17, -0.1),
    (1.20, 0.6),
    (1.22, 1.3),
    (1.27, 1.9),
    (1.22, 2.5),
    (0.9, 2.75),
    (0.0, 2.4),
]


def draw_hair_behind(canvas: Canvas, look: Look, pose: Pose) -> None:
    """What of the hair lies behind the face and neck: only long hair has it."""
    if look.hair_style != "long":
        return
    outline = curve(_both_sides(_LONG_BACK[:-1]))
    back = pose.shape(outline[::4], blur=0.008)
    strands = [
        np.array([(x, -1.0), (x * 1.06, 0.2), (x * 1.1, 1.4), (x * 1.12 + 0.01, 2.9)])
        for x in np.random.default_rng(look.seed + 31).uniform(-1.15, 1.15, 420)
    ]
    _paint_hair(canvas, look, pose, back, strands, shade=0.72)


def draw_ponytail(canvas: Canvas, look: Look, pose: Pose) -> None:
    """The end of tied hair, over the shoulder on the picture's right."""
    if look.hair_style != "tied":
        return
    spine = curve([(0.44, 1.0), (0.66, 1.5), (0.84, 2.0), (0.92, 2.5), (0.86, 3.0), (0.74, 3.45)])
    along = np.linspace(0, 1, len(spine))
    half = np.interp(along, [0, 0.25, 0.6, 0.9, 1], [0.10, 0.13, 0.17, 0.11, 0.02])
    tail = polygon_mask(pose.place(ribbon(spine, half)), pose.length(0.012))
    canvas.shade(tail.softened(pose.length(0.03)), (0.82, 0.80, 0.80))
    random = np.random.default_rng(look.seed + 37)
    strands = []
    for offset in random.uniform(-1, 1, 260):
        start = int(random.uniform(0, 0.6) * len(spine))
        piece = slice(start, start + len(spine) // 2)
        strands.append(spine[piece] + np.stack([half[piece] * offset, 0 * half[piece]], axis=1))
    _paint_hair(canvas, look, pose, tail, strands, shade=0.95)


def draw_hair(canvas: Canvas, look: Look, pose: Pose) -> Mask:
    """The hair on top and beside the face; answers its mask."""
    cut = _CUTS[look.hair_style]
    outer = _both_sides(cut.outer)
    cap = pose.shape(
        np.concatenate([_uneven(look, curve(outer)), curve(cut.hairline)[::-1]])[::3], blur=0.012
    )
    strands = _strands(look, curve(outer), curve(cut.hairline), cut.combed_down)
    _shadow_on_forehead(canvas, pose, cut)
    _paint_hair(canvas, look, pose, cap, strands, shade=1.0)
    if cut.combed_down:
        _draw_parting(canvas, look, pose, curve(cut.hairline))
    _soft_hairline(canvas, look, pose, curve(cut.hairline), curve(outer))
    return cap


def _uneven(look: Look, outer: Points) -> Points:
    """The outer edge with tufts a little further in, never further out: the crown stays where it is."""
    random = np.random.default_rng(look.seed + 41)
    line = _even(outer)
    dips = np.interp(np.arange(120), np.arange(0, 120, 2.5), random.uniform(0, 0.016, 48))
    at_crown = np.exp(-((line[:, 0] / 0.12) ** 2))
    return line * (1 - dips * (1 - at_crown))[:, None]


def _shadow_on_forehead(canvas: Canvas, pose: Pose, cut: _Cut) -> None:
    edge = np.array(cut.hairline) * [0.985, 1] + [0, 0.03]
    canvas.shade(pose.stroke(edge, 0.08, blur=0.035, tips=0.6), (0.80, 0.72, 0.70))


def _strands(look: Look, outer: Points, hairline: Points, combed_down: bool) -> list[Points]:
    """Lines of single hairs over the cap, in head coordinates."""
    random = np.random.default_rng(look.seed + 17)
    if combed_down:
        return _combed_strands(random, outer, hairline)
    outer, hairline = _even(outer), _even(hairline)
    lines = []
    for _ in range(1500):
        at = random.uniform(0, 1)
        root, tip = hairline[int(at * 119)], outer[int(np.clip(at + random.normal(0, 0.02), 0, 1) * 119)]
        start = random.uniform(-0.05, 0.8)
        s = np.linspace(start, min(1.02, start + random.uniform(0.25, 0.6)), 7)[:, None]
        bulge = np.array([random.normal(0.05, 0.04), -0.06]) * (s * (1 - s) * 4)
        lines.append(root * (1 - s) + tip * s + bulge)
    return lines


def _combed_strands(random: np.random.Generator, outer: Points, hairline: Points) -> list[Points]:
    """Hairs that run from the parting down to the ears, each between the hairline and the outer edge."""
    part, crown = int(np.argmin(hairline[:, 1])), int(np.argmin(outer[:, 1]))
    crown_at_part = outer[crown] * [0, 1] + hairline[part] * [1, 0]
    lines = []
    for depth in random.uniform(-0.05, 1.02, 1100):
        right = bool(random.integers(2))
        inner_path = _even(hairline[part:] if right else hairline[part::-1], 40)
        outer_path = _even(outer[crown:] if right else outer[crown::-1], 40)
        # The outer hairs start at the parting too, and reach the edge on their way.
        outer_path = outer_path + (crown_at_part - outer[crown]) * np.linspace(1, 0, 40)[:, None] ** 3
        start = int(random.uniform(0, 0.7) ** 1.5 * 40)
        end = min(40, start + int(random.uniform(8, 26)))
        wave = depth + 0.02 * np.sin(np.linspace(0, 3, end - start) + random.uniform(0, 6))[:, None]
        lines.append(inner_path[start:end] * (1 - wave) + outer_path[start:end] * wave)
    return lines


def _even(line: Points, count: int = 120) -> Points:
    """The same line with `count` points at equal distances."""
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0, steps[-1], count)
    return np.stack([np.interp(at, steps, line[:, 0]), np.interp(at, steps, line[:, 1])], axis=1)


def _paint_hair(
    canvas: Canvas, look: Look, pose: Pose, mask: Mask, strands: list[Points], shade: float
) -> None:
    """Fill the mask with hair: a base colour, strands lighter and darker, and a soft band of light."""
    texture = _texture(look, pose, strands)[mask.window]
    x, y = pose.grid(mask)
    base = np.array(look.hair, np.float32) * shade
    rounded = 0.80 + 0.35 * np.exp(-((x / 0.8) ** 2) - ((y + 1.35) / 0.5) ** 2)
    gloss = np.exp(-(((y + 1.36 - 0.28 * x**2) / 0.17) ** 2)) * np.exp(-((x / 0.85) ** 4))
    colour = base * (rounded * (1 + 0.55 * texture))[..., None]
    shine = np.array((60, 58, 60), np.float32) * 0.55 + base * 0.35
    colour = colour + shine * (shade * gloss * (0.35 + 0.9 * np.clip(texture, -0.3, 1)))[..., None]
    colour = colour + (9 * texture)[..., None]
    canvas.paint(mask, np.clip(colour, 0, 245))


def _texture(look: Look, pose: Pose, strands: list[Points]) -> Array:
    """Strands drawn as a field of light and dark (about -1 to 1) over the canvas."""
    random = np.random.default_rng(look.seed + 23)
    image = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 128)
    pen = ImageDraw.Draw(image)
    width = max(1, round(pose.length(0.0065)))
    for line in strands:
        value = int(np.clip(random.normal(128, 62), 5, 250))
        pen.line([(float(x), float(y)) for x, y in pose.place(line)], fill=value, width=width)
    image = image.filter(ImageFilter.GaussianBlur(0.9))
    return (np.asarray(image, np.float32) - 128) / 128


def _soft_hairline(canvas: Canvas, look: Look, pose: Pose, hairline: Points, outer: Points) -> None:
    """Single hairs across the hairline, so that it is no cut-out."""
    random = np.random.default_rng(look.seed + 29)
    hairline, outer = _even(hairline), _even(outer)
    colour = np.array(look.hair, np.float32)
    for at in random.uniform(0.06, 0.94, 300):
        root, tip = hairline[int(at * 119)], outer[int(at * 119)]
        away = (tip - root) / np.hypot(*(tip - root))
        start = root - away * random.uniform(0.0, 0.035) + random.normal(0, 0.008, 2)
        end = start + away * 0.10 + random.normal(0, 0.014, 2)
        hair = pose.stroke([start, (start + end) / 2, end], 0.009, blur=0.005)
        canvas.paint(hair, colour, 0.5)


def _draw_parting(canvas: Canvas, look: Look, pose: Pose, hairline: Points) -> None:
    """The line of scalp where combed hair is parted."""
    x, y = hairline[int(np.argmin(hairline[:, 1]))]
    line = [(x, y - 0.01), (x * 0.96, y - 0.18), (x * 0.9, y - 0.36)]
    scalp = np.array(look.skin, np.float32) * 0.55 + np.array(look.hair, np.float32) * 0.3
    canvas.paint(pose.stroke(line, 0.028, blur=0.010, tips=0.3), scalp, 0.55)
