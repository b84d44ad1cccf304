"""Eyes and eyebrows."""

import numpy as np

from webapp.demo.canvas import Canvas, Mask, Pose, polygon_mask
from webapp.demo.curves import Points, curve, mirrored, ribbon, shifted
from webapp.demo.look import Look

_SCLERA = (226, 220, 216)
_CORNER = (205, 140, 130)
_PUPIL = (12, 9, 9)
_CATCHLIGHT = (255, 255, 255)
_LASHES = (30, 20, 18)


def _eyelids(look: Look) -> tuple[Points, Points]:
    """Upper and lower lid of the right-hand eye, from the inner to the outer corner."""
    middle, half, height = look.eye_spacing, look.eye_width, look.eye_height
    inner = (middle - half, 0.015 + look.eye_tilt * 0.5)
    outer = (middle + half, 0.015 - look.eye_tilt * 0.5)
    upper = [
        inner,
        (middle - half * 0.62, -height * 0.33),
        (middle - half * 0.05, -height * 0.60),
        (middle + half * 0.55, -height * 0.42 - look.eye_tilt * 0.2),
        outer,
    ]
    lower = [
        inner,
        (middle - half * 0.45, height * 0.36),
        (middle + half * 0.15, height * 0.44),
        (middle + half * 0.65, height * 0.30 - look.eye_tilt * 0.2),
        outer,
    ]
    return curve(upper), curve(lower)


def draw_eye(canvas: Canvas, look: Look, pose: Pose, side: int, closed: bool) -> None:
    """One eye, open or closed, in its socket."""
    socket = pose.spot(side * (look.eye_spacing - 0.02), -0.07, look.eye_width * 1.1, 0.10, blur=0.06)
    canvas.shade(socket, (0.93, 0.89, 0.88))
    if closed:
        _draw_closed(canvas, look, pose, side)
        return
    upper, lower = _eyelids(look)
    aperture = polygon_mask(
        pose.place(mirrored(np.concatenate([upper, lower[::-1]]), side)), pose.length(0.006)
    )
    _draw_eyeball(canvas, look, pose, side, aperture)
    shadow = pose.stroke(mirrored(shifted(upper, 0, 0.022), side), 0.055, blur=0.012, tips=0.6)
    canvas.shade(shadow.within(aperture), (0.62, 0.58, 0.58))
    _draw_lids(canvas, look, pose, side)


def _draw_lids(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """The lash lines, the crease above the eye and the fold below it."""
    upper, lower = (mirrored(lid, side) for lid in _eyelids(look))
    lashes = pose.stroke(shifted(upper, 0, -0.004), 0.022 + 0.014 * look.lashes, tips=0.5)
    canvas.paint(lashes, _LASHES, 0.92)
    canvas.paint(pose.stroke(shifted(lower, 0, 0.004), 0.012, tips=0.3), (90, 50, 42), 0.55)
    if look.lashes > 0.5:
        for lash in _single_lashes(look, _eyelids(look)[0], direction=-1):
            canvas.paint(pose.stroke(mirrored(lash, side), 0.009, blur=0.004), _LASHES, 0.7)
    lift, strength = (0.050, 0.62) if look.double_lid else (0.032, 0.22)
    crease = shifted(upper * np.array([1.0, 1.06]), side * 0.008, -lift)
    colour = np.array(look.skin) * np.array([0.45, 0.36, 0.34])
    canvas.paint(pose.stroke(crease, 0.016, blur=0.007, tips=0.2), colour, strength)
    canvas.shade(pose.stroke(shifted(lower, 0, 0.07), 0.03, blur=0.02, tips=0.2), (0.93, 0.90, 0.89))


def _draw_eyeball(canvas: Canvas, look: Look, pose: Pose, side: int, aperture: Mask) -> None:
    """White, corner, iris with a darker rim and a lighter lower half, pupil, the studio's light in it."""
    x, y, radius = side * look.eye_spacing, -0.006, 0.078
    colour = np.array(look.iris, np.float32)
    inner_corner = side * (look.eye_spacing - look.eye_width + 0.02)
    canvas.paint(aperture, _SCLERA)
    for spot, paint, opacity in (
        (pose.spot(x, y, radius, radius, blur=0.008), colour * 0.55, 1.0),
        (pose.spot(x, y + 0.004, radius * 0.86, radius * 0.86, blur=0.01), colour, 1.0),
        (pose.spot(x, y + 0.034, radius * 0.55, radius * 0.32, blur=0.016), colour * 1.9 + 12, 0.7),
        (pose.spot(x, y, radius * 0.42, radius * 0.42), _PUPIL, 1.0),
        (pose.spot(x - 0.024, y - 0.026, 0.017, 0.017, blur=0.004), _CATCHLIGHT, 0.95),
        (pose.spot(inner_corner, 0.022, 0.025, 0.018, blur=0.008), _CORNER, 0.7),
    ):
        canvas.paint(spot.within(aperture), paint, opacity)


def _draw_closed(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """A closed eye: the lid down to a line of lashes."""
    lower = _eyelids(look)[1]
    lid = pose.spot(side * look.eye_spacing, 0.0, look.eye_width, 0.07, blur=0.03)
    canvas.paint(lid, np.array(look.skin) * np.array([0.93, 0.88, 0.86]), 0.8)
    seam = mirrored(shifted(lower, 0, 0.012), side)
    canvas.paint(pose.stroke(seam, 0.03, tips=0.3), _LASHES, 0.92)
    for lash in _single_lashes(look, shifted(lower, 0, 0.03), direction=1):
        canvas.paint(pose.stroke(mirrored(lash, side), 0.009, blur=0.004), _LASHES, 0.7)


def _single_lashes(look: Look, lid: Points, direction: int) -> list[Points]:
    """Lashes along the outer two thirds of a lid: up (-1) or down (1), bent outwards."""
    lashes = []
    for root in lid[len(lid) // 3 :: 4]:
        outward = 0.035 * (root[0] - look.eye_spacing) / look.eye_width + 0.01
        tip = root + np.array([outward, direction * (0.035 + 0.012 * look.lashes)])
        lashes.append(np.stack([root, shifted([(root + tip) / 2], 0.006, 0)[0], tip]))
    return lashes


def draw_brow(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """One eyebrow: a soft shape and single hairs on it."""
    spine = _brow_spine(look)
    along = np.linspace(0, 1, len(spine))
    half = look.brow_thickness / 2 * np.interp(along, [0, 0.1, 0.45, 0.8, 1], [0.6, 1.0, 0.95, 0.55, 0.15])
    colour = np.array(look.hair, np.float32) * 0.85 + np.array(look.skin, np.float32) * 0.12
    shape = polygon_mask(pose.place(mirrored(ribbon(spine, half), side)), pose.length(0.018))
    canvas.paint(shape, colour, 0.72)
    random = np.random.default_rng(look.seed + 100 + side)
    hairs = []
    for t in random.uniform(0, 0.97, 150):
        across = random.uniform(-0.9, 0.7) * np.interp(t, along, half)
        at = shifted(spine[int(t * (len(spine) - 1))][None], 0, across)[0]
        lean = np.array([0.03 + 0.03 * t, -0.045 + 0.06 * t]) * random.uniform(0.7, 1.2)
        hairs.append(mirrored(np.stack([at - lean * 0.5, at + lean * 0.5]), side))
    canvas.paint(pose.hairs(hairs, 0.009, blur=0.005), colour * 0.75, 0.6)


def _brow_spine(look: Look) -> Points:
    """The middle line of the right-hand eyebrow, from the nose outwards."""
    y, inner = -look.brow_height, look.eye_spacing - 0.28
    return curve(
        [
            (inner, y + look.brow_tilt),
            (inner + 0.2, y - look.brow_arch * 0.6),
            (inner + 0.42, y - look.brow_arch),
            (look.eye_spacing + 0.36, y + look.brow_arch * 0.7 - look.brow_tilt),
        ]
    )
