"""A supersampled canvas, soft masks and the head's own coordinates: what the portrait is drawn with."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from webapp.demo.curves import Array, Line, Points, curve, ribbon

WIDTH, HEIGHT = 480, 640
SCALE = 2
"""Drawn at twice the size and reduced at the end, so that edges are smooth."""

Colour = Sequence[float] | Array


@dataclass(frozen=True)
class Mask:
    """How much of each canvas pixel is covered (0 to 1), kept for the box that is covered at all."""

    left: int
    top: int
    alpha: Array

    @property
    def window(self) -> tuple[slice, slice]:
        """The box as (rows, columns) of the canvas."""
        height, width = self.alpha.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)

    def within(self, other: "Mask") -> "Mask":
        """The part of this mask that `other` covers too."""
        return Mask(self.left, self.top, self.alpha * other.over(self))

    def without(self, other: "Mask") -> "Mask":
        """The part of this mask that `other` leaves free."""
        return Mask(self.left, self.top, self.alpha * (1 - other.over(self)))

    def over(self, box: "Mask") -> Array:
        """This mask's cover inside the box of another mask; nothing is covered outside its own box."""
        cover = np.zeros((HEIGHT * SCALE, WIDTH * SCALE), np.float32)
        cover[self.window] = self.alpha
        return cover[box.window]

    def softened(self, radius: float) -> "Mask":
        """This mask with its edge blurred by `radius` canvas pixels, inside the same box."""
        image = Image.fromarray((self.alpha * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(radius))
        return Mask(self.left, self.top, np.asarray(image, np.float32) / 255)


@dataclass(frozen=True)
class Pose:
    """Where a head is on the canvas. Head coordinates: x to the right, y down, (0, 0) between the eyes,
    1.0 = half a face width; above the brows y is stretched so that -1.7 is the crown."""

    centre_x: float
    eye_y: float
    unit: float
    crown_y: float
    roll_degrees: float = 0.0

    BROW = -0.35
    CROWN = -1.7

    @property
    def stretch(self) -> float:
        """How much longer than usual the part above the brows is."""
        crown = (self.crown_y - self.eye_y) / self.unit
        return (crown - self.BROW) / (self.CROWN - self.BROW)

    def place(self, line: Line) -> Points:
        """Head coordinates (n x 2) to canvas pixels (n x 2)."""
        head = np.asarray(line, np.float64)
        x, y = head[:, 0], head[:, 1]
        y = np.where(y < self.BROW, self.BROW + (y - self.BROW) * self.stretch, y)
        turn = radians(self.roll_degrees)
        across = x * cos(turn) - y * sin(turn)
        down = x * sin(turn) + y * cos(turn)
        return SCALE * np.stack([self.centre_x + across * self.unit, self.eye_y + down * self.unit], axis=1)

    def length(self, distance: float) -> float:
        """A head distance in canvas pixels."""
        return distance * self.unit * SCALE

    def grid(self, box: Mask) -> tuple[Array, Array]:
        """Head coordinates x and y of every pixel of the box."""
        rows, columns = box.window
        down, across = np.mgrid[rows, columns].astype(np.float32)
        across = (across + 0.5) / SCALE - self.centre_x
        down = (down + 0.5) / SCALE - self.eye_y
        turn = radians(self.roll_degrees)
        x = (across * cos(turn) + down * sin(turn)) / self.unit
        y = (down * cos(turn) - across * sin(turn)) / self.unit
        y = np.where(y < self.BROW, self.BROW + (y - self.BROW) / self.stretch, y)
        return x.astype(np.float32), y.astype(np.float32)

    def shape(self, outline: Line, blur: float = 0.006) -> Mask:
        """The mask of a closed smooth curve through head points, its edge blurred by `blur` head units."""
        return polygon_mask(self.place(curve(outline, closed=True)), self.length(blur))

    def stroke(self, knots: Line, width: float, blur: float = 0.006, tips: float = 0.15) -> Mask:
        """The mask of a smooth line that thins to `tips` of its width at both ends. Widths in head units."""
        line = curve(knots)
        along = np.linspace(0, np.pi, len(line))
        half = width / 2 * (tips + (1 - tips) * np.sin(along))
        return polygon_mask(self.place(ribbon(line, half)), self.length(blur))

    def hairs(self, lines: list[Points], width: float, blur: float) -> Mask:
        """The mask of many short straight hairs, given by root and tip, that end in a point."""
        outlines = []
        for root, tip in lines:
            across = np.array([root[1] - tip[1], tip[0] - root[0]])
            across *= width / 2 / max(float(np.hypot(*across)), 1e-9)
            middle = (root + tip) / 2
            outlines.append(self.place(np.stack([root, middle + across, tip, middle - across])))
        return polygons_mask(outlines, self.length(blur))

    def spot(self, x: float, y: float, radius_x: float, radius_y: float, blur: float = 0.006) -> Mask:
        """The mask of an ellipse."""
        angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        outline = np.stack([x + radius_x * np.cos(angle), y + radius_y * np.sin(angle)], axis=1)
        return polygon_mask(self.place(outline), self.length(blur))


def polygon_mask(corners: Points, blur: float = 1.0) -> Mask:
    """The mask of a polygon in canvas pixels; its edge is blurred by `blur` canvas pixels."""
    return polygons_mask([corners], blur)


def polygons_mask(polygons: list[Points], blur: float) -> Mask:
    """The mask of what any of the polygons covers: one for all hairs is far faster than one for each."""
    margin = int(3 * blur) + 2
    limit = np.array([WIDTH * SCALE, HEIGHT * SCALE])
    corners = np.concatenate(polygons)
    low = np.clip(np.floor(corners.min(axis=0)).astype(int) - margin, 0, limit - 1)
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + margin, low + 1, limit)
    fine = 2
    image = Image.new("L", (int(high[0] - low[0]) * fine, int(high[1] - low[1]) * fine))
    pen = ImageDraw.Draw(image)
    for polygon in polygons:
        pen.polygon(((polygon - low) * fine).ravel().tolist(), fill=255)
    image = image.reduce(fine).filter(ImageFilter.GaussianBlur(blur))
    return Mask(int(low[0]), int(low[1]), np.asarray(image, np.float32) / 255)


def full_mask() -> Mask:
    """Every pixel, covered."""
    return Mask(0, 0, np.ones((HEIGHT * SCALE, WIDTH * SCALE), np.float32))


class Canvas:
    """Pixels to paint on: height x width x 3, 0 to 255, twice as fine as the picture."""

    def __init__(self, background: Colour) -> None:
        self.pixels: Array = np.empty((HEIGHT * SCALE, WIDTH * SCALE, 3), np.float32)
        self.pixels[:] = np.asarray(background, np.float32)

    def paint(self, mask: Mask, colour: Colour, opacity: float = 1.0) -> None:
        """Cover the mask with a colour, or with colours of the mask's box."""
        under = self.pixels[mask.window]
        under += (np.asarray(colour, np.float32) - under) * (mask.alpha * opacity)[..., None]

    def shade(self, mask: Mask, factor: Colour) -> None:
        """Darken or lighten what the mask covers, per channel."""
        under = self.pixels[mask.window]
        under *= 1 + (np.asarray(factor, np.float32) - 1) * mask.alpha[..., None]

    def picture(self) -> Array:
        """The finished picture at 480 x 640, each pixel the mean of those it was drawn with."""
        blocks = self.pixels.reshape(HEIGHT, SCALE, WIDTH, SCALE, 3)
        picture: Array = blocks.mean(axis=(1, 3), dtype=np.float32)
        return picture
