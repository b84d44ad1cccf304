"""Find faces and lay the 468-point mesh over one: the steps of MediaPipe's graphs around its networks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from .models import Floats, Pixels, eye_mesh, face_detector, face_mesh

_SURE = 0.85  # upright faces score 0.9 and more, upside-down ones at most 0.8
_FACE = 0.5  # the detector's own limit
_DOUBTFUL = 0.15  # below it: the mesh must confirm such a face, one that the frame cuts or a mask hides
_HEAD = 0.42  # half the breadth of a head over the detector's box, which is wider
_MOST_DOUBTFUL = 3  # of them are looked at: noise may give more
_VAGUE = 0.6  # a face the detector sees no better, and the mesh not at all, is none
_NO_MESH, _MESH = 0.05, 0.5  # the mesh's score on patterns that are no face, and on turned faces at least
_LYING = 45.0  # degrees that the line of the eyes may be turned on a face that stands
_UPRIGHT_BONUS = 0.05  # a face that is hard to see is still more likely upright than turned
_MESH_WORTH = 0.01  # what the mesh's log odds, up to 9, add to the detector's score
_OVERLAP = 0.3  # two boxes that share more are one face (the value of MediaPipe's graph)
_MESH_CROP = 1.5  # side of the mesh's crop over the face box (the value of MediaPipe's graph)
_REFINED_CROP = 1.25  # the same over the extent of a first mesh
_EYE_CROP = 2.3  # side of the eye's crop over the distance of its corners (the value of MediaPipe's graph)


@dataclass(frozen=True)
class Detection:
    """One face: box (x, y, width, height) and six key points, in pixels of the picture searched.

    points: (6, 2) right eye, left eye, nose tip, mouth, right ear, left ear; right and left are the person's.
    score: 0 to 1.
    """

    box: tuple[float, float, float, float]
    points: Floats
    score: float

    @property
    def middle(self) -> tuple[float, float]:
        """Of the box."""
        return self.box[0] + self.box[2] / 2, self.box[1] + self.box[3] / 2

    @property
    def roll(self) -> float:
        """Degrees the line of the eyes is turned clockwise as seen in the picture; 180 is upside down."""
        (right_x, right_y), (left_x, left_y) = self.points[0], self.points[1]
        return math.degrees(math.atan2(left_y - right_y, left_x - right_x))


@dataclass(frozen=True)
class Mesh:
    """points: (468, 3) pixels, z towards the back in the same scale; score: 0 to 1 that it is a face."""

    points: Floats
    score: float

    @property
    def middle(self) -> tuple[float, float]:
        """Mean of the points."""
        x, y = self.points[:, :2].mean(axis=0)
        return float(x), float(y)


@dataclass(frozen=True)
class Eye:
    """contour: (71, 2) lids (the first 16) and brow; iris: (5, 2) centre, then right, top, left, bottom."""

    contour: Floats
    iris: Floats


@cache
def _anchors() -> Floats:
    """Centres of the detector's 896 anchors, 0 to 1: two a cell at stride 8, six a cell at stride 16."""
    rows = []
    for cells, count in ((16, 2), (8, 6)):
        centres = (np.arange(cells) + 0.5) / cells
        ys, xs = np.meshgrid(centres, centres, indexing="ij")
        rows.append(np.repeat(np.stack([xs.ravel(), ys.ravel()], 1), count, axis=0))
    return np.concatenate(rows).astype(np.float32)


def detect_faces(rgb: Pixels, min_score: float = _FACE) -> list[Detection]:
    """Faces of at least a twelfth of the picture's longer side, best first. Finds turned heads too."""
    return _merge(*_anchored(rgb), min_score)


def _anchored(rgb: Pixels) -> tuple[Floats, Floats]:
    """What the anchors saw above _DOUBTFUL: (n, 16) boxes and key points in pixels, and (n,) scores."""
    height, width = rgb.shape[:2]
    longer = max(height, width)
    side = face_detector().side
    scale = side / longer
    small = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    left, top = (side - small.shape[1]) // 2, (side - small.shape[0]) // 2
    square = np.zeros((side, side, 3), np.uint8)
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    raw, logits = face_detector().run(square)
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits, -80, 80)))
    chosen = np.flatnonzero(scores >= _DOUBTFUL)
    values = raw.reshape(-1, 16)[chosen] / side
    values[:, [0, *range(4, 16, 2)]] += _anchors()[chosen, :1]
    values[:, [1, *range(5, 16, 2)]] += _anchors()[chosen, 1:]
    pixels = values * longer
    pad_x, pad_y = left / scale, top / scale
    pixels[:, [0, *range(4, 16, 2)]] -= pad_x
    pixels[:, [1, *range(5, 16, 2)]] -= pad_y
    return pixels, scores[chosen]


def _merge(values: Floats, scores: Floats, min_score: float) -> list[Detection]:
    """Join the anchors that saw the same face into their mean, weighted by score."""
    values, scores = values[scores >= min_score], scores[scores >= min_score]
    faces: list[Detection] = []
    left = np.argsort(-scores)
    while left.size:
        overlaps = np.array([_shared(values[left[0]], values[index]) for index in left])
        group, left = left[overlaps > _OVERLAP], left[overlaps <= _OVERLAP]
        if not group.size:  # a box without area shares nothing, not even with itself
            break
        mean = np.average(values[group], axis=0, weights=scores[group])
        x, y, width, height = (float(value) for value in mean[:4])
        box = (x - width / 2, y - height / 2, width, height)
        faces.append(Detection(box, mean[4:].reshape(6, 2).astype(np.float32), float(scores[group].max())))
    return faces


def _shared(a: Floats, b: Floats) -> float:
    """Intersection over union of two boxes given as centre x, centre y, width, height."""
    width = min(a[0] + a[2] / 2, b[0] + b[2] / 2) - max(a[0] - a[2] / 2, b[0] - b[2] / 2)
    height = min(a[1] + a[3] / 2, b[1] + b[3] / 2) - max(a[1] - a[3] / 2, b[1] - b[3] / 2)
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return float(common / (a[2] * a[3] + b[2] * b[3] - common))


def crop_turned(
    rgb: Pixels, centre: tuple[float, float], side: float, roll: float, size: int
) -> tuple[Pixels, Floats]:
    """A square of `side` pixels turned by `roll` degrees, scaled to `size`; and the 2 x 3 way back."""
    angle = math.radians(roll)
    scale = side / size
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    half = size / 2
    back = np.array(
        [
            [cos, -sin, centre[0] - cos * half + sin * half],
            [sin, cos, centre[1] - sin * half - cos * half],
        ],
        np.float32,
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    factor = max(1, round(scale))
    if factor > 1:  # linear sampling would alias: shrink first, by a whole factor, which is fast
        height, width = (length // factor for length in rgb.shape[:2])
        rgb = np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    crop = cv2.warpAffine(rgb, back / factor, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(crop, dtype=np.uint8), back


def fit_mesh(rgb: Pixels, face: Detection) -> Mesh:
    """The mesh of one detected face: once from its box, and again around where the first mesh lies.

    Measured on the labelled photos: the second fit halves the largest errors of width and centre.
    """
    x, y, width, height = face.box
    first = _mesh_in(rgb, (x + width / 2, y + height / 2), max(width, height) * _MESH_CROP, face.roll)
    right, left = first.points[33], first.points[263]
    roll = math.degrees(math.atan2(left[1] - right[1], left[0] - right[0]))
    low, high = first.points[:, :2].min(axis=0), first.points[:, :2].max(axis=0)
    centre = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    return _mesh_in(rgb, centre, float((high - low).max()) * _REFINED_CROP, roll)


def _mesh_in(rgb: Pixels, centre: tuple[float, float], side: float, roll: float) -> Mesh:
    network = face_mesh()
    crop, back = crop_turned(rgb, centre, side, roll, network.side)
    raw, logit = network.run(crop)
    points = raw.reshape(468, 3)
    flat = points[:, :2] @ back[:, :2].T + back[:, 2]
    depth = points[:, 2:] * (side / network.side)
    score = 1.0 / (1.0 + math.exp(-float(np.clip(logit[0], -80, 80))))
    return Mesh(np.hstack([flat, depth]).astype(np.float32), score)


def fit_eyes(rgb: Pixels, corners: Floats) -> tuple[Eye, Eye]:
    """Lids and iris of the right and the left eye. corners: (2, 2, 2) outer and inner corner (x, y) of each.

    The network knows one eye only, so the left one is shown to it in a mirror.
    """
    return _fit_eye(rgb, corners[0], mirrored=False), _fit_eye(rgb, corners[1, ::-1], mirrored=True)


def _fit_eye(rgb: Pixels, corners: Floats, mirrored: bool) -> Eye:
    """An eye between its corners, (2, 2), left to right in the picture."""
    network = eye_mesh()
    start, end = corners
    centre = (float(start[0] + end[0]) / 2, float(start[1] + end[1]) / 2)
    roll = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    crop, back = crop_turned(rgb, centre, math.dist(start, end) * _EYE_CROP, roll, network.side)
    rings = [flat.reshape(-1, 3)[:, :2] for flat in network.run(crop[:, ::-1] if mirrored else crop)]
    if mirrored:
        rings = [points * [-1, 1] + [network.side, 0] for points in rings]
    contour, iris = ((points @ back[:, :2].T + back[:, 2]).astype(np.float32) for points in rings)
    return Eye(contour, iris)


def find_faces(rgb: Pixels) -> tuple[list[Detection], int]:
    """All faces, largest first, and how far the picture must be turned clockwise for them to stand upright.

    The detector also fires on a face lying, with its eyes one above the other, and less surely on one upside
    down, where it takes the brow for a chin: whenever no face surely stands, the picture is tried in all
    four positions, and the mesh is asked too, which a mask upside down deceives less. Boxes of a turned face
    are given as they lie in the picture that was passed in.
    """
    upright = _upright_faces(rgb)
    stands = bool(upright) and _stands(upright[0])
    if stands and upright[0].score >= _SURE:
        return _largest_first(upright), 0
    best, best_turn = upright, 0
    best_score = _certainty(upright[0], fit_mesh(rgb, upright[0])) + _UPRIGHT_BONUS if stands else 0.0
    for quarter in (1, 2, 3):
        turned = np.ascontiguousarray(np.rot90(rgb, -quarter))
        found = detect_faces(turned)
        if not found or not _stands(found[0]):
            continue
        mesh = fit_mesh(turned, found[0])
        score = _certainty(found[0], mesh)
        if mesh.score > _MESH and score > best_score:
            best, best_turn, best_score = found, quarter, score
    if best_turn:
        best = [_turn_back(face, best_turn, rgb.shape[1], rgb.shape[0]) for face in best]
    return _largest_first(best), best_turn * 90


def _certainty(face: Detection, mesh: Mesh) -> float:
    """How surely both networks see a face."""
    odds = math.log(max(mesh.score, 1e-9) / max(1.0 - mesh.score, 1e-9))
    return face.score + _MESH_WORTH * min(max(odds, -9.0), 9.0)


def _stands(face: Detection) -> bool:
    return abs(face.roll) < _LYING


def _upright_faces(rgb: Pixels) -> list[Detection]:
    """The faces of a picture as it stands, best first: the detector's, and what only the mesh is sure of."""
    values, scores = _anchored(rgb)
    faces = _confirmed(rgb, _merge(values, scores, _FACE))
    for face in _merge(values, scores, _DOUBTFUL)[:_MOST_DOUBTFUL]:
        if face.score < _FACE and not _covers(faces, face.middle):
            mesh = fit_mesh(rgb, face)
            if mesh.score > _SURE and not _covers(faces, mesh.middle):
                faces.append(face)
    return faces


def _confirmed(rgb: Pixels, faces: list[Detection]) -> list[Detection]:
    """Without the patterns that only look like a face, or like one more: the mesh does not lie on them."""
    if len(faces) == 1:
        return faces if faces[0].score > _VAGUE or fit_mesh(rgb, faces[0]).score > _NO_MESH else []
    return [face for face in faces if fit_mesh(rgb, face).score > _SURE] or faces[:1]


def _covers(faces: list[Detection], point: tuple[float, float]) -> bool:
    """Whether a point lies on one of these heads, hair included: its strands can look like a face."""
    return any(
        abs(point[0] - face.middle[0]) <= _HEAD * face.box[2] and abs(point[1] - face.box[1]) <= face.box[3]
        for face in faces
    )


def _largest_first(faces: list[Detection]) -> list[Detection]:
    return sorted(faces, key=lambda face: -face.box[2] * face.box[3])


def _turn_back(face: Detection, quarters: int, width: int, height: int) -> Detection:
    """Give a detection on a picture turned clockwise in the coordinates of the picture before."""
    x, y, box_width, box_height = face.box
    corners = np.array([[x, y], [x + box_width, y + box_height]], np.float32)

    def back(points: Floats) -> Floats:
        turned = np.empty_like(points)
        if quarters == 1:
            turned[:, 0], turned[:, 1] = points[:, 1], height - points[:, 0]
        elif quarters == 2:
            turned[:, 0], turned[:, 1] = width - points[:, 0], height - points[:, 1]
        else:
            turned[:, 0], turned[:, 1] = width - points[:, 1], points[:, 0]
        return turned

    low, high = np.sort(back(corners), axis=0)
    box = (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
    return Detection(box, back(face.points), face.score)
