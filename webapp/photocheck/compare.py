"""Do two pictures show the same person? Three answers: same, different, or a person looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .descriptor import describe_face
from .faces import Detection, detect_faces, find_faces
from .memory import give_back_memory
from .models import Pixels
from .pictures import PictureError, open_picture
from .report import Comparison
from .standard import STANDARD, Standard

_LONGEST_SIDE: Final = 640
"""Pictures are read at this size: a print that fills a third of a phone picture still has a 100 px face."""
_SECOND_FACE: Final = 0.3
"""A face of this share of the largest one's width is a second person, not somebody in the background."""
_TILES: Final = ((0.0, 0.0), (0.4, 0.0), (0.0, 0.4), (0.4, 0.4), (0.2, 0.2))
_TILE_SHARE: Final = 0.6
"""Where no face is found in the whole picture, five overlapping parts of it are searched."""


@dataclass(frozen=True)
class FoundFace:
    """A picture turned upright, and the one face on it."""

    rgb: Pixels
    face: Detection


class NoSingleFaceError(Exception):
    """The picture cannot be compared; the message is the token after "a_" or "b_"."""


def compare_faces(a: bytes, b: bytes, same_shot: bool, standard: Standard = STANDARD) -> Comparison:
    """Compare the one face of each picture. Never raises on any bytes.

    a, b: JPEG, PNG, WebP or HEIC; turned, mirrored, cropped and photographed copies are all right.
    same_shot: whether both should show the very same photograph (a print and its file), which are much
    closer than two photographs of one person, and so get a narrower band.
    """
    seen: list[FoundFace] = []
    for name, data in (("a", a), ("b", b)):
        try:
            seen.append(single_face(data))
        except PictureError:
            return Comparison(None, "unsure", f"{name}_unreadable")
        except NoSingleFaceError as problem:
            return Comparison(None, "unsure", f"{name}_{problem}")
    distance = face_distance(seen[0], seen[1])
    give_back_memory()
    return Comparison(round(distance, 3), judge_distance(distance, distance_band(same_shot, standard)))


def distance_band(same_shot: bool, standard: Standard = STANDARD) -> tuple[float, float]:
    """Up to the first distance two faces are the same, from the second on different."""
    if same_shot:
        return standard.same_shot_same, standard.same_shot_different
    return standard.other_shot_same, standard.other_shot_different


def judge_distance(distance: float, band: tuple[float, float]) -> str:
    """ "same", "different" or "unsure"."""
    if distance <= band[0]:
        return "same"
    return "different" if distance >= band[1] else "unsure"


def face_distance(a: FoundFace, b: FoundFace) -> float:
    """Distance of two faces' descriptors, 0 for one picture."""
    first, second = (describe_face(each.rgb, each.face) for each in (a, b))
    return float(np.linalg.norm(first - second))


def single_face(data: bytes) -> FoundFace:
    """The only face of a picture. Raises PictureError and NoSingleFaceError."""
    rgb = np.asarray(open_picture(data, max_side=_LONGEST_SIDE), dtype=np.uint8)
    upright, faces = upright_faces(rgb)
    if not faces:
        raise NoSingleFaceError("no_face")
    if len(faces) > 1 and faces[1].box[2] > _SECOND_FACE * faces[0].box[2]:
        raise NoSingleFaceError("many_faces")
    return FoundFace(upright, faces[0])


def upright_faces(rgb: Pixels) -> tuple[Pixels, list[Detection]]:
    """The picture turned so that its faces stand upright, and those faces, largest first."""
    faces, turned = find_faces(rgb)
    if turned:
        rgb = np.ascontiguousarray(np.rot90(rgb, -turned // 90))
        faces, _ = find_faces(rgb)
    return rgb, faces or _search_parts(rgb)


def _search_parts(rgb: Pixels) -> list[Detection]:
    """Faces too small to be seen in the whole picture; the best of five overlapping parts."""
    height, width = rgb.shape[:2]
    best: list[Detection] = []
    for across, down in _TILES:
        left, top = int(across * width), int(down * height)
        part = rgb[top : top + int(_TILE_SHARE * height), left : left + int(_TILE_SHARE * width)]
        found = detect_faces(np.ascontiguousarray(part))
        if found and (not best or found[0].score > best[0].score):
            best = [_moved(face, left, top) for face in found]
    return best


def _moved(face: Detection, left: int, top: int) -> Detection:
    x, y, width, height = face.box
    points = face.points + np.array([left, top], np.float32)
    return Detection((x + left, y + top, width, height), points, face.score)
