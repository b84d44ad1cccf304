"""What the picture checks look at: the photo brought to one frame, and all that was found on it, once.

`analyse` runs the networks a single time; every check then reads the same `Analysis` and stays cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np

from .backdrop import Backdrop, look_at_backdrop
from .colors import to_lab
from .crown import find_crown
from .faces import Detection, Eye, Mesh, find_faces, fit_eyes, fit_mesh
from .mesh_points import CHEEK_ENDS, CHIN, EYE_CORNERS, FACE_OVAL, LEFT_CHEEK, NOSE_BRIDGE, RIGHT_CHEEK, Ring
from .models import Floats, Mask, Pixels, segmenter
from .ranks import median_color, pixels_in
from .skin import Skin, measure_skin

FRAME_WIDTH: Final = 480
"""All lengths of the standard are pixels of a picture this wide; others are scaled to it."""

_LONGEST_FRAME: Final = 1920
"""A strip four times as high as wide is no portrait: `analyse` refuses to spend time on it."""


@dataclass(frozen=True)
class Analysis:
    """One photo, scaled to 480 pixels wide (640 high when its proportions are right), and what is on it.

    rgb: uint8 (H, 480, 3).
    faces: every face found, largest first; boxes in pixels of `rgb`.
    turned: degrees (0, 90, 180, 270) the picture must be turned clockwise for the face to stand upright.
    mesh: the 468 points of the largest face, None without an upright face.
    eyes: lids and iris of the right and the left eye (the person's), None without a mesh.
    person: float32 (H, 480), 0 to 1, the probability that a pixel belongs to a person (edge good to 3 px).
    crown: y of the top of the hair, None without an upright face or when it cannot be told.
    """

    rgb: Pixels
    faces: tuple[Detection, ...]
    turned: int
    mesh: Mesh | None
    eyes: tuple[Eye, Eye] | None
    person: Floats
    crown: float | None

    @property
    def height(self) -> int:
        """Height of the frame in pixels."""
        return int(self.rgb.shape[0])

    @property
    def width(self) -> int:
        """Width of the frame in pixels."""
        return int(self.rgb.shape[1])

    @property
    def solid_points(self) -> Floats:
        """(468, 3) mesh points in pixels. Raises ValueError without a mesh: ask `mesh` first."""
        if self.mesh is None:
            raise ValueError("no upright face on this photo")
        return self.mesh.points

    @property
    def points(self) -> Floats:
        """(468, 2) mesh points in pixels. Raises ValueError without a mesh: ask `mesh` first."""
        return self.solid_points[:, :2]

    @cached_property
    def background(self) -> Mask:
        """Surely background: nobody there, and at least 8 px away from anybody (loose hair is excluded)."""
        people = (self.person > 0.1).astype(np.uint8)
        return np.asarray(cv2.dilate(people, np.ones((17, 17), np.uint8)) == 0)

    @cached_property
    def backdrop(self) -> Backdrop:
        """The background as a surface: cells, strokes and evenness."""
        return look_at_backdrop(self.rgb, self.background)

    @cached_property
    def ninth(self) -> Pixels:
        """Every third pixel of every third row, which have the medians and shares of all."""
        rows = self.rgb[::3]
        size = (self.width // 3, len(rows))
        return np.asarray(cv2.resize(rows, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)

    @cached_property
    def background_color(self) -> Floats:
        """(3,) median RGB of the background; of the upper corners when no background was found."""
        pixels = pixels_in(self.ninth, self.background[::3, ::3])
        if len(pixels) < 200:
            pixels = self.rgb[:40, np.r_[0:40, self.width - 40 : self.width]].reshape(-1, 3)
        return median_color(pixels).astype(np.float32)

    @cached_property
    def lab(self) -> Floats:
        """CIE L*a*b* of the frame, float32 (H, 480, 3), L from 0 to 100."""
        return to_lab(self.rgb)

    @cached_property
    def face_oval(self) -> Mask:
        """The face from the forehead (not the hair line) to the chin; empty without a mesh."""
        return self.polygon(FACE_OVAL)

    @cached_property
    def skin(self) -> Mask:
        """Places that are bare skin on nearly everybody: both cheeks and the bridge of the nose."""
        return self.polygon(RIGHT_CHEEK) | self.polygon(LEFT_CHEEK) | self.polygon(NOSE_BRIDGE)

    @cached_property
    def skin_color(self) -> Floats:
        """(3,) median RGB of this person's own skin; the yardstick instead of any absolute brightness."""
        pixels = pixels_in(self.rgb, self.skin)
        if not len(pixels):
            return np.zeros(3, np.float32)
        return median_color(pixels).astype(np.float32)

    @cached_property
    def patch_colors(self) -> dict[Ring, Floats]:
        """The colours that `patches.patch_color` has measured: several checks ask for the same ones."""
        return {}

    @cached_property
    def face_skin(self) -> Skin:
        """The skin's colour in Lab from several places, and how far every pixel is from it. Needs a mesh."""
        return measure_skin(self.lab, self.points)

    @cached_property
    def clothes(self) -> Mask:
        """The person below the chin, without the neck's column; empty without a mesh."""
        mask = np.zeros(self.rgb.shape[:2], bool)
        if self.mesh is None:
            return mask
        chin = self.points[CHIN]
        start = min(self.height, int(chin[1] + 0.25 * self.face_width))
        mask[start:] = self.person[start:] > 0.9
        neck = int(self.face_width * 0.3)
        mask[: int(start + 0.2 * self.face_width), max(0, int(chin[0]) - neck) : int(chin[0]) + neck] = False
        return mask

    @property
    def eye_centres(self) -> Floats:
        """(2, 2) middle between the corners of the right and of the left eye. Needs a mesh."""
        return np.stack([self.points[list(corners)].mean(axis=0) for corners in EYE_CORNERS])

    @property
    def face_width(self) -> float:
        """Cheek to cheek in pixels, on the line of the ears. Needs a mesh."""
        right, left = self.points[list(CHEEK_ENDS)]
        return float(np.hypot(*(left - right)))

    def polygon(self, ring: Ring) -> Mask:
        """What lies inside a ring of mesh points; empty without a mesh."""
        mask = np.zeros(self.rgb.shape[:2], np.uint8)
        if self.mesh is not None:
            cv2.fillPoly(mask, [np.round(self.points[list(ring)]).astype(np.int32)], 1)
        return mask.astype(bool)


class NoPortraitError(ValueError):
    """The picture is too flat or too high to be looked at."""


def to_frame(rgb: Pixels) -> Pixels:
    """Scale a picture to 480 pixels wide. Raises NoPortraitError."""
    height, width = rgb.shape[:2]
    new_height = round(height * FRAME_WIDTH / width)
    if not FRAME_WIDTH // 4 <= new_height <= _LONGEST_FRAME:
        raise NoPortraitError(f"{width} x {height}")
    if width == FRAME_WIDTH:
        return np.ascontiguousarray(rgb)
    flags = cv2.INTER_AREA if width > FRAME_WIDTH else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, (FRAME_WIDTH, new_height), interpolation=flags), dtype=np.uint8)


def segment_person(rgb: Pixels) -> Floats:
    """Probability of a person at every pixel, 0 to 1, float32 (H, W)."""
    side = segmenter().side
    small = cv2.resize(rgb, (side, side), interpolation=cv2.INTER_AREA)
    (person,) = segmenter().run(np.asarray(small, dtype=np.uint8))
    size = (rgb.shape[1], rgb.shape[0])
    return np.asarray(cv2.resize(person.reshape(side, side), size), dtype=np.float32)


def analyse(rgb: Pixels) -> Analysis:
    """Look at an upright-stored RGB picture (H, W, 3) of any size. Raises NoPortraitError."""
    frame = to_frame(rgb)
    faces, turned = find_faces(frame)
    person = segment_person(frame)
    if not faces or turned:
        return Analysis(frame, tuple(faces), turned, None, None, person, None)
    mesh = fit_mesh(frame, faces[0])
    points = mesh.points[:, :2]
    eyes = fit_eyes(frame, points[np.array(EYE_CORNERS)])
    crown = find_crown(frame, person, points)
    return Analysis(frame, tuple(faces), turned, mesh, eyes, person, crown)
