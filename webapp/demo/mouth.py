"""Nose and mouth. The relief of the face gives the nose its shape; here are its edges and shadows."""

from dataclasses import dataclass

import numpy as np

from webapp.demo.canvas import Canvas, Pose
from webapp.demo.curves import Points, mirrored
from webapp.demo.look import Look, Shot

_TEETH_GAPS = (-0.16, -0.08, 0.0, 0.08, 0.16)


def draw_nose(canvas: Canvas, look: Look, pose: Pose) -> None:
    """Nostrils, wings and the shadow under the tip."""
    y, width = look.nose_length, look.nose_width
    half = np.array([(0, y + 0.07), (0.08, y + 0.05), (width * 0.85, y + 0.005)])
    under = np.concatenate([mirrored(half[:0:-1], -1), half])
    canvas.shade(pose.stroke(under, 0.05, blur=0.022), (0.90, 0.84, 0.82))
    for side in (-1, 1):
        _draw_nostril(canvas, look, pose, side)
    canvas.paint(pose.spot(0.0, y - 0.08, 0.04, 0.03, blur=0.03), (255, 250, 245), 0.30)


def _draw_nostril(canvas: Canvas, look: Look, pose: Pose, side: int) -> None:
    """One nostril, its wing, and the fold from it to the corner of the mouth."""
    y, width = look.nose_length, look.nose_width
    hole = [(0.045, y + 0.024), (0.07, y - 0.002), (0.115, y - 0.008), (0.145, y + 0.008), (0.12, y + 0.024)]
    dark = np.array(look.skin, np.float32) * np.array((0.36, 0.22, 0.20), np.float32)
    canvas.paint(pose.shape(mirrored(hole, side), blur=0.012), dark, 0.85)
    wing = [(width - 0.03, y - 0.12), (width + 0.008, y - 0.06), (width + 0.004, y - 0.01)]
    wing.append((width - 0.045, y + 0.018))
    canvas.shade(pose.stroke(mirrored(wing, side), 0.024, blur=0.012, tips=0.1), (0.72, 0.60, 0.57))
    corner = (look.mouth_width + 0.04, look.mouth_height - 0.1)
    fold = [(width + 0.05, y - 0.03), (width + 0.13, y + 0.10), corner]
    canvas.shade(pose.stroke(mirrored(fold, side), 0.03, blur=0.022, tips=0.1), (0.96, 0.935, 0.93))


@dataclass(frozen=True)
class _Lips:
    """The lines of a mouth: where the lips meet the gap between them, and their outer edges."""

    look: Look
    gap: float
    """Half the distance between the lips, 0 when they are closed."""

    @property
    def corner(self) -> tuple[float, float]:
        return self.look.mouth_width, self.look.mouth_height - self.look.smile

    @property
    def fullness(self) -> float:
        """The height of the lower lip."""
        return 0.150 * self.look.lip_fullness

    def _across(self, half: list[tuple[float, float]]) -> Points:
        """A line from left to right. `half` is its middle and right: x in mouth widths, y from the seam."""
        right = np.array(half) * np.array([self.look.mouth_width, 1]) + np.array([0, self.look.mouth_height])
        return np.concatenate([mirrored(right[:0:-1], -1), right])

    def upper_seam(self) -> Points:
        return self._across([(0, 0.008 - self.gap), (0.5, -self.gap * 0.8), (1, -self.look.smile)])

    def lower_seam(self) -> Points:
        return self._across([(0, 0.008 + self.gap), (0.5, 0.004 + self.gap * 0.8), (1, -self.look.smile)])

    def upper_edge(self) -> Points:
        bow = 0.095 * self.look.lip_fullness
        side = (0.55, -self.gap * 0.8 - bow * 0.72)
        return self._across([(0, -self.gap - bow * 0.78), (0.24, -self.gap - bow), side])

    def lower_edge(self) -> Points:
        full, gap = self.fullness, self.gap
        near_corner = (0.80, gap * 0.6 + full * 0.40 - self.look.smile * 0.4)
        return self._across(
            [(0, gap + full * 1.01), (0.2, gap + full), (0.52, gap * 0.85 + full * 0.82), near_corner]
        )


def draw_mouth(canvas: Canvas, look: Look, shot: Shot, pose: Pose) -> None:
    """Lips, closed or open with teeth by `shot.mouth_open` (the gap between them in head units)."""
    lips = _Lips(look, shot.mouth_open / 2)
    colour = np.array(look.lips, np.float32)
    lower = np.concatenate([lips.lower_seam(), lips.lower_edge()[::-1]])
    canvas.paint(pose.shape(lower, blur=0.012), colour * 1.04, 0.9)
    upper = np.concatenate([lips.upper_seam(), lips.upper_edge()[::-1]])
    canvas.paint(pose.shape(upper, blur=0.012), colour * 0.86, 0.9)
    _draw_lip_light(canvas, pose, lips)
    if lips.gap > 0:
        _draw_teeth(canvas, pose, lips)
    else:
        seam = pose.stroke(lips.upper_seam(), 0.020, blur=0.007, tips=0.35)
        canvas.paint(seam, colour * np.array((0.38, 0.28, 0.28), np.float32), 0.9)
    for side in (-1, 1):
        corner = pose.spot(side * lips.corner[0], lips.corner[1], 0.03, 0.022, blur=0.015)
        canvas.shade(corner, (0.68, 0.58, 0.56))


def _draw_lip_light(canvas: Canvas, pose: Pose, lips: _Lips) -> None:
    """The gloss on the lower lip, and the shade under it."""
    width, y = lips.look.mouth_width, lips.look.mouth_height + lips.gap
    gloss = pose.spot(0, y + lips.fullness * 0.52, width * 0.40, 0.018, blur=0.02)
    canvas.paint(gloss, (255, 235, 230), 0.30)
    edge = y + lips.fullness * 1.1
    under = [(-width * 0.5, edge), (0, edge + lips.fullness * 0.25), (width * 0.5, edge)]
    canvas.shade(pose.stroke(under, 0.05, blur=0.025), (0.84, 0.77, 0.75))


def _draw_teeth(canvas: Canvas, pose: Pose, lips: _Lips) -> None:
    """The dark of an open mouth with the upper teeth in it."""
    gap, y = lips.gap, lips.look.mouth_height
    mouth = pose.shape(np.concatenate([lips.upper_seam(), lips.lower_seam()[::-1]]), blur=0.008)
    canvas.paint(mouth, (62, 20, 22), 0.97)
    teeth = pose.spot(0, y - gap * 0.75, lips.look.mouth_width * 0.72, gap * 0.95, blur=0.012).within(mouth)
    canvas.paint(teeth, (236, 230, 220), 0.95)
    for x in _TEETH_GAPS:
        line = pose.stroke([(x, y - gap), (x, y), (x, y + gap * 0.3)], 0.008)
        canvas.shade(line.within(teeth), (0.86, 0.84, 0.82))
