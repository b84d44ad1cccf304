"""Just within and just beyond what full lips are told by, and how far from the lips teeth are sought."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import portrait
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.mouth import check_mouth_closed, look_at_mouth, mouth_gap
from webapp.photocheck.faces import Mesh
from webapp.photocheck.mesh_points import INNER_LIPS, OUTER_LIPS
from webapp.photocheck.models import Floats, Mask
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

PEOPLE = ["lin", "amina"]
HOLLOW = np.array([40, 18, 18], np.float32)


def _apart(base: Analysis, gap: float) -> Analysis:
    """A mesh whose lips stand apart by a share of their thickness, all over lips of one colour."""
    assert base.mesh is not None
    points = base.mesh.points.copy()
    thickness = abs(points[0, 1] - points[13, 1]) + abs(points[14, 1] - points[17, 1])
    for upper, lower in ((13, 14), (82, 87), (312, 317)):
        points[lower, 1] = points[upper, 1] + gap * thickness
    apart = replace(base, mesh=Mesh(points, 1.0))
    lips = apart.polygon(OUTER_LIPS)
    return _painted(apart, lips, np.median(base.rgb[lips], axis=0))


def _painted(base: Analysis, where: Mask, color: Floats) -> Analysis:
    """A colour laid on some pixels, without a JPEG that would blend it."""
    return replace(base, rgb=np.where(where[..., None], np.round(color), base.rgb).astype(np.uint8))


def _other(color: Floats, lighter: float, redder: float) -> Floats:
    """A colour (3,) changed in L* and a*."""
    lab = cv2.cvtColor(np.float32(color).reshape(1, 1, 3) / 255, cv2.COLOR_RGB2LAB)
    lab += np.array([lighter, redder, 0], np.float32)
    return np.asarray(255 * np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)[0, 0], 0, 1), dtype=np.float32)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("darker", "paler", "status"),
    [
        (0.0, 0.0, Status.PASS),
        (0.0, 1.1, Status.PASS),
        (0.0, 2.2, Status.FAIL),  # teeth in the shade of the lips
        (0.1, 0.0, Status.PASS),
        (0.18, 0.0, Status.FAIL),  # a hollow with the tongue in it
    ],
)
def test_what_is_still_lip(person: str, darker: float, paler: float, status: Status) -> None:
    """Teeth are less red than lips, a hollow is darker: each alone tells that the mouth is open."""
    base = _apart(portrait(person), 0.6)
    inside = base.polygon(INNER_LIPS)
    color = np.median(base.rgb[inside], axis=0)
    seen = _painted(base, inside, _other(color, -darker * float(base.face_skin.color[0]), -paler))
    assert look_at_mouth(seen, STANDARD.mask_warn).full is (status is Status.PASS)
    assert check_mouth_closed(seen, STANDARD).status is status


@pytest.mark.parametrize("person", PEOPLE)
def test_a_hollow_may_be_lower_than_the_mesh_draws_it(person: str) -> None:
    """Its edges are lip then; what counts lies well between them."""
    base = _apart(portrait(person), 0.6)
    columns = base.polygon(INNER_LIPS)
    rows = np.flatnonzero(columns.any(axis=1))
    middle = (rows[0] + rows[-1]) // 2
    half = int(0.21 * len(rows))
    columns[: middle - half] = columns[middle + half + 1 :] = False
    assert check_mouth_closed(_painted(base, columns, HOLLOW), STANDARD).status is Status.FAIL


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("without", "status"), [(0.09, Status.FAIL), (0.2, Status.PASS)])
def test_a_hollow_beside_the_middle(person: str, without: float, status: Status) -> None:
    """On both sides of an upper lip that hangs down it is one; in the corners alone there is shade."""
    base = _apart(portrait(person), 0.6)
    hollow = base.polygon(INNER_LIPS)
    right, left = base.points[[61, 291]]
    middle, width = float(right[0] + left[0]) / 2, float(left[0] - right[0])
    hollow[:, int(middle - without * width) : int(middle + without * width)] = False
    assert check_mouth_closed(_painted(base, hollow, HOLLOW), STANDARD).status is status


@pytest.mark.parametrize("person", PEOPLE)
def test_a_few_pixels_tell_the_colour_of_narrow_lips(person: str) -> None:
    """Just beyond the limit of the gap, as the mesh draws most full lips."""
    seen = _apart(portrait(person), 0.22)
    assert mouth_gap(seen.points) > STANDARD.mouth_gap_warn
    assert look_at_mouth(seen, STANDARD.mask_warn).full
    assert check_mouth_closed(seen, STANDARD).status is Status.PASS


def test_a_mouth_outside_the_picture_is_not_looked_at() -> None:
    base = portrait()
    assert base.mesh is not None
    beyond = replace(base, mesh=Mesh(base.mesh.points + np.array([600, 0, 0], np.float32), 1.0))
    look = look_at_mouth(beyond, STANDARD.mask_warn)
    assert (look.teeth, look.dark, look.full) == (0.0, 0.0, False)
