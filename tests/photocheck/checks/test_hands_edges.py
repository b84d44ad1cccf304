"""Where a hand at the head is looked for, and how near."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.photocheck.defects import portrait
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.occlusion import check_occlusion, skin_beside_face
from webapp.photocheck.faces import Eye, Mesh
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.standard import STANDARD

FINDER = "webapp.photocheck.checks.occlusion.find_palms"
SPOT = (255, 0, 255)
"""What the detectors of these tests take for a palm."""

Detector = Callable[[Pixels], tuple[Floats, Floats]]


def _sees(score: Callable[[float, float], float]) -> Detector:
    """A detector that finds the spot, if it is in the picture, by the picture's height and width."""

    def found(rgb: Pixels) -> tuple[Floats, Floats]:
        rows, columns = np.nonzero((rgb == SPOT).all(axis=2))
        if not len(rows):
            return np.zeros(1, np.float32), np.zeros((1, 2), np.float32)
        place = np.array([[columns.mean(), rows.mean()]], np.float32)
        return np.array([score(*rgb.shape[:2])], np.float32), place

    return found


def _with_arm(
    base: Analysis, reach: tuple[float, float], rows: tuple[int, int], texture: float = 0.0
) -> Analysis:
    """The skin's colour beside the head, from and to so many face widths left of its middle, in some rows.

    texture: by how much every fourth column is darker. A spot lies near the upper end.
    """
    picture, person = base.rgb.copy(), base.person.copy()
    first, last = (int(base.points[10, 0] - share * base.face_width) for share in reach[::-1])
    columns = slice(max(0, first), last)
    picture[rows[0] : rows[1], columns] = base.skin_color
    picture[rows[0] : rows[1], columns][:, ::4] = np.asarray(base.skin_color) * (1 - texture)
    person[rows[0] : rows[1], columns] = 1.0
    middle = (columns.start + last) // 2
    picture[rows[0] + 12 : rows[0] + 14, middle : middle + 2] = SPOT
    return Analysis(picture, base.faces, base.turned, base.mesh, base.eyes, person, base.crown)


def _moved(base: Analysis, across: int) -> Analysis:
    """Picture and landmarks moved to the right; what leaves it comes in on the other side."""
    assert base.mesh is not None and base.eyes is not None
    shift = np.array([across, 0, 0], np.float32)
    eyes = tuple(Eye(eye.contour + shift[:2], eye.iris + shift[:2]) for eye in base.eyes)
    rgb, person = np.roll(base.rgb, across, axis=1), np.roll(base.person, across, axis=1)
    mesh = Mesh(base.mesh.points + shift, base.mesh.score)
    return Analysis(rgb, base.faces, base.turned, mesh, (eyes[0], eyes[1]), person, base.crown)


def _temple(base: Analysis) -> tuple[int, int]:
    """Rows from the forehead to the mouth."""
    return int(base.points[10, 1]), int(base.points[13, 1])


@pytest.mark.parametrize("sizes", [(1.9, 2.2), (2.2, 2.6)])
def test_one_of_two_nearer_looks_is_enough(
    monkeypatch: pytest.MonkeyPatch, sizes: tuple[float, float]
) -> None:
    """The detector sees a palm best where it has a certain size; sizes in face widths."""
    base = portrait()
    low, high = (share * base.face_width for share in sizes)

    def score(height: float, _width: float) -> float:
        return 0.4 if height == base.height else 0.9 if low < height < high else 0.0

    monkeypatch.setattr(FINDER, _sees(score))
    found = check_occlusion(_with_arm(base, (0.45, 1.0), _temple(base)), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "hand")


@pytest.mark.parametrize("across", [-90, 90])
def test_nearer_looks_end_where_the_picture_does(monkeypatch: pytest.MonkeyPatch, across: int) -> None:
    """The arm lies on the far side of a head beside the middle."""
    base = portrait()
    armed = _with_arm(base, (0.45, 1.0), _temple(base))
    if across < 0:  # mirrored: the arm to the right of the head
        rgb, person = armed.rgb.copy(), armed.person.copy()
        edge = int(base.points[10, 0] - 0.45 * base.face_width)
        right = base.width - edge
        rgb[:, right:], person[:, right:] = armed.rgb[:, edge - 1 :: -1], armed.person[:, edge - 1 :: -1]
        rgb[:, :edge], person[:, :edge] = base.rgb[:, :edge], base.person[:, :edge]
        armed = Analysis(rgb, base.faces, base.turned, base.mesh, base.eyes, person, base.crown)
    monkeypatch.setattr(FINDER, _sees(lambda height, _: 0.4 if height == base.height else 0.9))
    found = check_occlusion(_moved(armed, across), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "hand")


@pytest.mark.parametrize(("size", "asked"), [((20, 40), False), ((30, 60), True)])
def test_so_much_skin_is_an_arm(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], asked: bool) -> None:
    """In pixels of a face 200 wide; less is what is left of a head with hair in the skin's colour."""
    base = portrait()
    wide, high = (int(side * base.face_width / 200) for side in size)
    near = 0.75
    top = _temple(base)[0]
    arm = _with_arm(base, (near, near + wide / base.face_width), (top, top + high))
    monkeypatch.setattr(FINDER, _sees(lambda *_: 0.9))
    assert check_occlusion(arm, STANDARD).status is (Status.FAIL if asked else Status.PASS)


@pytest.mark.parametrize(
    ("texture", "status"), [(0.0, Status.FAIL), (0.04, Status.FAIL), (0.12, Status.PASS)]
)
def test_an_arm_has_a_little_texture(monkeypatch: pytest.MonkeyPatch, texture: float, status: Status) -> None:
    """Hair has more."""
    base = portrait()
    monkeypatch.setattr(FINDER, _sees(lambda height, _: 0.4 if height == base.height else 0.8))
    arm = _with_arm(base, (0.45, 1.0), _temple(base), texture)
    assert check_occlusion(arm, STANDARD).status is status


def test_the_edges_of_a_thin_arm_are_no_strands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between dark sleeves they have more contrast than any hair."""
    base = portrait()
    monkeypatch.setattr(FINDER, _sees(lambda height, _: 0.4 if height == base.height else 0.8))
    dark = base.rgb.copy()
    rows = (_temple(base)[0], int(base.points[152, 1]))
    dark[rows[0] : rows[1], : int(base.points[10, 0] - 0.7 * base.face_width)] = (24, 20, 18)
    hidden = Analysis(dark, base.faces, base.turned, base.mesh, base.eyes, base.person, base.crown)
    assert check_occlusion(_with_arm(hidden, (0.8, 0.9), rows), STANDARD).status is Status.FAIL


def test_a_strip_that_is_all_edge_is_still_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """It reaches hardly further out than a head, but all along the picture."""
    base = portrait()
    monkeypatch.setattr(FINDER, _sees(lambda height, _: 0.9 if height == base.height else 0.0))
    strip = _with_arm(base, (0.5, 0.72), (0, int(base.points[152, 1])))
    assert check_occlusion(strip, STANDARD).status is Status.FAIL


def test_an_arm_beside_cheek_and_jaw_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the mouth, too, nothing of a head reaches so far."""
    base = portrait()
    rows = (int(base.points[13, 1]) + 4, int(base.points[152, 1]))
    monkeypatch.setattr(FINDER, _sees(lambda height, _: 0.4 if height == base.height else 0.8))
    assert check_occlusion(_with_arm(base, (0.72, 1.1), rows), STANDARD).status is Status.FAIL


def test_a_little_skin_beside_an_arm_at_the_jaw_is_not_looked_at_from_nearer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What makes a hand worth looking for there is no arm that reaches out."""
    base = portrait()
    jaw = int(base.points[13, 1]) + 8
    looks: list[float] = []

    def score(height: float, _width: float) -> float:
        looks.append(height)
        return 0.4

    monkeypatch.setattr(FINDER, _sees(score))
    assert check_occlusion(_with_arm(base, (0.45, 0.78), (jaw, jaw + 60)), STANDARD).status is Status.PASS
    assert looks == [base.height]


def test_a_head_at_the_edge_of_the_picture_is_no_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than a head's half lies between its middle and the frame."""
    bald = _with_arm(portrait(), (0.45, 0.6), _temple(portrait()))
    monkeypatch.setattr(FINDER, lambda _: pytest.fail("asked"))
    assert check_occlusion(_moved(bald, -100), STANDARD).status is Status.PASS


def test_what_hangs_on_the_wall_is_no_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the skin's colour, but no part of the person."""
    base = portrait()
    arm = _with_arm(base, (0.72, 1.0), _temple(base))
    monkeypatch.setattr(FINDER, lambda _: pytest.fail("asked"))
    seen = Analysis(arm.rgb, base.faces, base.turned, base.mesh, base.eyes, base.person, base.crown)
    assert check_occlusion(seen, STANDARD).status is not Status.FAIL


def test_loose_strands_in_the_skins_colour_are_no_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Together they are as much, but each is thin."""
    base = portrait()
    monkeypatch.setattr(FINDER, lambda _: pytest.fail("asked"))
    arm = _with_arm(base, (0.72, 1.05), _temple(base))
    picture = base.rgb.copy()
    thin = np.arange(base.width) % 10 < 5
    picture[:, thin] = arm.rgb[:, thin]
    seen = Analysis(picture, base.faces, base.turned, base.mesh, base.eyes, arm.person, base.crown)
    assert check_occlusion(seen, STANDARD).status is not Status.FAIL


def test_an_ear_beside_the_jaw_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads above clothes have up to 0.05 of skin there."""
    base = portrait()
    top, high = int(base.points[13, 1]) + 8, int(0.27 * base.face_width)
    monkeypatch.setattr(FINDER, lambda _: pytest.fail("asked"))
    seen = _with_arm(base, (0.45, 0.6), (top, top + high))
    assert 0.03 < skin_beside_face(seen, seen.face_skin)[1] < 0.05
    assert check_occlusion(seen, STANDARD).status is Status.PASS


@pytest.mark.parametrize(("reach", "asked"), [((0.5, 0.84), False), ((0.5, 1.0), True), ((0.1, 0.42), False)])
def test_bare_shoulders_are_asked_about_and_a_neck_is_not(
    monkeypatch: pytest.MonkeyPatch, reach: tuple[float, float], asked: bool
) -> None:
    """Clothes leave up to 0.11 squared face widths of skin beside the neck, a hand there 0.13 and more."""
    base = portrait()
    looks: list[Pixels] = []

    def sees_nothing(rgb: Pixels) -> tuple[Floats, Floats]:
        looks.append(rgb)
        return np.zeros(1, np.float32), np.zeros((1, 2), np.float32)

    monkeypatch.setattr(FINDER, sees_nothing)
    chin = int(base.points[152, 1]) + 4
    seen = _with_arm(base, reach, (chin, chin + int(0.31 * base.face_width)))
    arm, jaw, _ = skin_beside_face(seen, seen.face_skin)
    assert not arm.any() and jaw == 0
    check_occlusion(seen, STANDARD)
    assert bool(looks) is asked
