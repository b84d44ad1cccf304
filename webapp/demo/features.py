"""What makes a face a face: eyes, brows, nose and mouth."""

import numpy as np

from webapp.demo.canvas import Canvas, Mask, Points, Pose, curve, mirrored, polygon_mask, ribbon
from webapp.demo.look import Look, Shot

_SCLERA = (238, 234, 230)


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
    """One eye: lids, white, iris, pupil, catchlight, lashes, crease."""
    upper, lower = _eyelids(look)
    _draw_socket(canvas, look, pose, side)
    if closed:
        _draw_closed(canvas, look, pose, lower, side)
        return
    opening = pose.place(mirrored(np.concatenate([upper, lower[::-1]]), side))
    aperture = polygon_mask(opening, pose.length(0.006))
    canvas.paint(aperture, _SCLERA)
    _draw_iris(canvas, look, pose, side, aperture)
    lid_shadow = pose.stroke(mirrored(upper + [0, 0.022], side), 0.055, blur=0.012, tips=0.6)
    canvas.shade(lid_shadow.within(aperture), (0.62, 0.58, 0.58))
    corner = pose.spot(side * (look.eye_spacing - look.eye_width + 0.02), 0.022, 0.025, 0.018, blur=0.008)
    canvas.paint(corner.within(aperture), (205, 140, 130), 0.7)
    lash = 0.022 + 0.014 * look.lashes
    canvas.paint(pose.stroke(mirrored(upper + [0, -0.004], side), lash, tips=0.5), (30, 20, 18), 0.92)
    canvas.paint(pose.stroke(mirrored(lower + [0, 0.004], side), 0.012, tips=0.3), (90, 50, 42), 0.55)
    if look.lashes > 0.5:
        _draw_lashes(canvas, look, pose, upper, side)
    lift = 0.050 if look.double_lid else 0.032
    crease = mirrored(upper * [1.0, 1.06] + [0.008, -lift], side)
    strength = 0.62 if look.double_lid else 0.22
    canvas.paint(
        pose.stroke(crease, 0.016, blur=0.007, tips=0.2), np.array(look.skin) * [0.45, 0.36, 0.34], strength
    )
    bag = mirrored(lower + [0.0, 0.07], side)
    canvas.shade(pose.stroke(bag, 0.03, blur=0.02, tips=0.2), (0.93, 0.90, 0.89))


def _draw_socket(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """The soft shade around an eye."""
    socket = pose.spot(side * (look.eye_spacing - 0.02), -0.07, look.eye_width * 1.1, 0.10, blur=0.06)
    canvas.shade(socket, (0.93, 0.89, 0.88))


def _draw_iris(canvas: Canvas, look: Look, pose: Pose, side: int, aperture: Mask) -> None:
    """Iris with a darker rim and a lighter lower half, pupil, and the light of the studio in it."""
    x, y, radius = side * look.eye_spacing, -0.006, 0.078
    colour = np.array(look.iris, np.float32)
    canvas.paint(pose.spot(x, y, radius, radius, blur=0.008).within(aperture), colour * 0.55)
    canvas.paint(pose.spot(x, y + 0.004, radius * 0.86, radius * 0.86, blur=0.01).within(aperture), colour)
    glow = pose.spot(x, y + 0.034, radius * 0.55, radius * 0.32, blur=0.016)
    canvas.paint(glow.within(aperture), np.minimum(colour * 1.9 + 12, 255), 0.7)
    canvas.paint(pose.spot(x, y, radius * 0.42, radius * 0.42).within(aperture), (12, 9, 9))
    canvas.paint(
        pose.spot(x - 0.024, y - 0.026, 0.017, 0.017, blur=0.004).within(aperture), (255, 255, 255), 0.95
    )


def _draw_closed(canvas: Canvas, look: Look, pose: Pose, lower: Points, side: int) -> None:
    """A closed eye: the lid down to a line of lashes."""
    lid = pose.spot(side * look.eye_spacing, 0.0, look.eye_width, 0.07, blur=0.03)
    canvas.paint(lid, np.array(look.skin) * [0.93, 0.88, 0.86], 0.8)
    seam = mirrored(lower + [0, 0.012], side)
    canvas.paint(pose.stroke(seam, 0.03, tips=0.3), (35, 24, 22), 0.92)
    _draw_lashes(canvas, look, pose, lower + [0, 0.03], side, downwards=True)


def _draw_lashes(
    canvas: Canvas, look: Look, pose: Pose, lid: Points, side: int, downwards: bool = False
) -> None:
    """Single lashes along the outer half of a lid."""
    direction = 1 if downwards else -1
    for root in lid[len(lid) // 3 :: 4]:
        out = (root[0] - look.eye_spacing) / look.eye_width
        tip = root + [0.035 * out + 0.01, direction * (0.035 + 0.012 * look.lashes)]
        canvas.paint(
            pose.stroke(mirrored([root, (root + tip) / 2 + [0.006, 0], tip], side), 0.009, blur=0.004),
            (30, 20, 18),
            0.7,
        )


def draw_brow(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """One eyebrow: a soft shape and single hairs on it."""
    y, thick = -look.brow_height, look.brow_thickness
    inner, outer = look.eye_spacing - 0.28, look.eye_spacing + 0.36
    spine = curve(
        [
            (inner, y + look.brow_tilt),
            (inner + 0.2, y - look.brow_arch * 0.6),
            (inner + 0.42, y - look.brow_arch),
            (outer, y + look.brow_arch * 0.7 - look.brow_tilt),
        ]
    )
    along = np.linspace(0, 1, len(spine))
    half = thick / 2 * np.interp(along, [0, 0.1, 0.45, 0.8, 1], [0.6, 1.0, 0.95, 0.55, 0.15])
    colour = np.array(look.hair, np.float32) * 0.85 + np.array(look.skin, np.float32) * 0.12
    shape = polygon_mask(pose.place(mirrored(ribbon(spine, half), side)), pose.length(0.018))
    canvas.paint(shape, colour, 0.72)
    random = np.random.default_rng(look.seed + 100 + side)
    for t in random.uniform(0, 0.97, 150):
        at = spine[int(t * (len(spine) - 1))] + [0, random.uniform(-0.9, 0.7) * np.interp(t, along, half)]
        lean = np.array([0.03 + 0.03 * t, -0.045 + 0.06 * t]) * random.uniform(0.7, 1.2)
        hair = pose.stroke(mirrored([at - lean * 0.5, at, at + lean * 0.5], side), 0.007, blur=0.005)
        canvas.paint(hair, colour * 0.75, 0.45)


def draw_nose(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Nostrils, wings and the shadow under the tip; the relief does the rest."""
    y, width = look.nose_length, look.nose_width
    dark = np.array(look.skin, np.float32) * [0.36, 0.22, 0.20]
    under = [
        (-width * 0.85, y + 0.005),
        (-0.08, y + 0.05),
        (0, y + 0.07),
        (0.08, y + 0.05),
        (width * 0.85, y + 0.005),
    ]
    canvas.shade(pose.stroke(under, 0.05, blur=0.022), (0.90, 0.84, 0.82))
    for side in (-1, 1):
        nostril = [
            (0.045, y + 0.024),
            (0.07, y - 0.002),
            (0.115, y - 0.008),
            (0.145, y + 0.008),
            (0.12, y + 0.024),
        ]
        canvas.paint(pose.shape(mirrored(nostril, side), blur=0.012), dark, 0.85)
        wing = [
            (width - 0.03, y - 0.12),
            (width + 0.008, y - 0.06),
            (width + 0.004, y - 0.01),
            (width - 0.045, y + 0.018),
        ]
        canvas.shade(pose.stroke(mirrored(wing, side), 0.024, blur=0.012, tips=0.1), (0.72, 0.60, 0.57))
        fold = [
            (width + 0.05, y - 0.03),
            (width + 0.13, y + 0.10),
            (look.mouth_width + 0.04, look.mouth_height - 0.1),
        ]
        canvas.shade(pose.stroke(mirrored(fold, side), 0.03, blur=0.022, tips=0.1), (0.96, 0.935, 0.93))
    canvas.paint(pose.spot(0.0, y - 0.08, 0.04, 0.03, blur=0.03), (255, 250, 245), 0.30)


def draw_mouth(canvas: Canvas, look: Look, shot: Shot, pose: Pose) -> None:
    """Lips, closed or open with teeth by `shot.mouth_open` (the gap in head units)."""
    y, half, full, gap = look.mouth_height, look.mouth_width, look.lip_fullness, shot.mouth_open / 2
    corner = (half, y - look.smile)
    seam_up = [
        (-half, y - look.smile),
        (-half * 0.5, y - gap * 0.8),
        (0, y + 0.008 - gap),
        (half * 0.5, y - gap * 0.8),
        corner,
    ]
    seam_low = [
        (-half, y - look.smile),
        (-half * 0.5, y + 0.004 + gap * 0.8),
        (0, y + 0.008 + gap),
        (half * 0.5, y + 0.004 + gap * 0.8),
        corner,
    ]
    bow = 0.095 * full
    upper = [
        (half * 0.55, y - gap * 0.8 - bow * 0.72),
        (half * 0.24, y - gap - bow),
        (0, y - gap - bow * 0.78),
        (-half * 0.24, y - gap - bow),
        (-half * 0.55, y - gap * 0.8 - bow * 0.72),
    ]
    belly = 0.150 * full
    lower = [
        (half * 0.80, y + gap * 0.6 + belly * 0.40 - look.smile * 0.4),
        (half * 0.52, y + gap * 0.85 + belly * 0.82),
        (half * 0.2, y + gap + belly),
        (-half * 0.2, y + gap + belly),
        (-half * 0.52, y + gap * 0.85 + belly * 0.82),
        (-half * 0.80, y + gap * 0.6 + belly * 0.40 - look.smile * 0.4),
    ]
    lips = np.array(look.lips, np.float32)
    canvas.paint(pose.shape(np.concatenate([seam_low, lower]), blur=0.012), lips * 1.04, 0.9)
    canvas.paint(pose.shape(np.concatenate([seam_up, upper]), blur=0.012), lips * 0.86, 0.9)
    canvas.paint(pose.spot(0, y + gap + belly * 0.52, half * 0.40, 0.018, blur=0.02), (255, 235, 230), 0.30)
    shade_under = pose.stroke(
        [
            (-half * 0.5, y + gap + belly * 1.1),
            (0, y + gap + belly * 1.35),
            (half * 0.5, y + gap + belly * 1.1),
        ],
        0.05,
        blur=0.025,
    )
    canvas.shade(shade_under, (0.84, 0.77, 0.75))
    if gap > 0:
        _draw_teeth(canvas, pose, seam_up, seam_low, y, half, gap)
    else:
        canvas.paint(pose.stroke(seam_up, 0.020, blur=0.007, tips=0.35), lips * [0.38, 0.28, 0.28], 0.9)
    for side in (-1, 1):
        canvas.shade(pose.spot(side * half, y - look.smile, 0.03, 0.022, blur=0.015), (0.68, 0.58, 0.56))


def _draw_teeth(
    canvas: Canvas,
    pose: Pose,
    seam_up: list[tuple[float, float]],
    seam_low: list[tuple[float, float]],
    y: float,
    half: float,
    gap: float,
) -> None:
    """The dark of an open mouth with the upper teeth in it."""
    mouth = pose.shape(seam_up + seam_low[::-1], blur=0.008)
    canvas.paint(mouth, (62, 20, 22), 0.97)
    teeth = pose.spot(0, y - gap * 0.75, half * 0.72, gap * 0.95, blur=0.012).within(mouth)
    canvas.paint(teeth, (236, 230, 220), 0.95)
    for x in (-0.16, -0.08, 0.0, 0.08, 0.16):
        canvas.shade(
            pose.stroke([(x, y - gap), (x, y), (x, y + gap * 0.3)], 0.008).within(teeth), (0.86, 0.84, 0.82)
        )
