"""Each check of head and face, on a drawn portrait that passes and on one that does not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.drawn import analysis, finding, pixels
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis, analyse
from webapp.photocheck.checks import covering, eyes, glasses, mouth, occlusion
from webapp.photocheck.checks.head_top import measure_top
from webapp.photocheck.mesh_points import FACE_OVAL
from webapp.photocheck.standard import STANDARD

HARMED = {
    ("crown_position", "too_small"): {"crown": 30.0},
    ("crown_position", "too_large"): {"crown": 135.0, "eye_line": 290.0, "face_width": 190.0},
    ("eye_line", "too_small"): {"eye_line": 180.0, "crown": 52.0, "face_width": 185.0},
    ("eye_line", "too_large"): {"eye_line": 325.0, "crown": 105.0},
    ("face_width", "too_small"): {"face_width": 140.0, "crown": 100.0, "eye_line": 230.0},
    ("centering", "too_far_right"): {"off_centre": 60.0},
    ("centering", "too_far_left"): {"off_centre": -60.0},
    ("head_pose", "tilted"): {"roll_degrees": 13.0},
    ("eyes_open", "closed"): {"eyes": "closed"},
    ("eyes_open", "one_closed"): {"eyes": "wink"},
    ("mouth_closed", "open"): {"mouth_open": 1.0},
    ("glasses", "tinted"): {"sunglasses": True},
    ("single_face", "many_faces"): {"second_face": True},
}


@pytest.mark.parametrize(("code", "detail"), HARMED)
def test_a_harmed_portrait_fails_by_its_code(code: str, detail: str) -> None:
    """With the detail that picks the wording."""
    found = finding(code, **HARMED[(code, detail)])  # type: ignore[arg-type] # each keyword has its field's type
    assert (found.status, found.detail) == (Status.FAIL, detail)


def test_a_hat_is_seen() -> None:
    """The drawn hat is plain cloth."""
    assert finding("head_covering", hat=True).status is Status.FAIL


def test_a_small_offset_is_only_a_warning() -> None:
    """Between both limits people decide."""
    assert finding("centering", off_centre=30.0).status is Status.WARN


def test_a_plain_mask_over_nose_and_mouth_is_seen() -> None:
    """Painted over the lower face of a compliant portrait."""
    picture = pixels()
    lower = analysis().polygon(FACE_OVAL)
    lower[: int(analysis().points[5, 1])] = False
    picture[lower] = (205, 225, 235)
    masked = analyse(picture)
    assert occlusion.check_occlusion(masked, STANDARD).status is Status.FAIL


def test_a_fringe_over_the_brows_is_seen() -> None:
    """Hair colour painted down to the eyes."""
    picture = pixels()
    points = analysis().points
    top, bottom = int(points[10, 1]) - 20, int(points[[105, 334], 1].mean()) + 6
    picture[top:bottom, int(points[70, 0]) - 4 : int(points[300, 0]) + 4] = (30, 26, 25)
    found = occlusion.check_occlusion(analyse(picture), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "brows")


def test_glare_over_the_eyes_is_seen_and_hides_them() -> None:
    """The eyes are then skipped, not called closed."""
    picture = pixels()
    for centre in analysis().eye_centres:
        x, y = (int(value) for value in centre)
        picture[y - 14 : y + 14, x - 26 : x + 26] = 252
    shining = analyse(picture)
    found = glasses.check_glasses(shining, STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "glare")
    assert eyes.check_eyes_open(shining, STANDARD).detail == "eyes_hidden"


@pytest.mark.parametrize(
    ("shade", "hue", "status"),
    [
        (0.8, 4.0, Status.PASS),
        (0.74, 7.5, Status.WARN),  # half a tint of grey: a little of both
        (0.68, 10.5, Status.FAIL),
        (1.1, 8.0, Status.PASS),  # a shining cheek
    ],
)
def test_a_lens_is_told_by_its_shade_and_its_colour_together(
    monkeypatch: pytest.MonkeyPatch, shade: float, hue: float, status: Status
) -> None:
    lens = glasses.Lens(shade=shade, hue_distance=hue, glare=0.0, bar=0.0)
    monkeypatch.setattr(glasses, "measure_lens", lambda *_: lens)
    assert glasses.check_glasses(analysis(), STANDARD).status is status


def test_lids_that_the_network_takes_for_open_show_an_eye() -> None:
    """Where neither an iris nor a white is seen between them the eye is closed, and not hidden."""
    open_eyes = analysis()
    assert open_eyes.eyes is not None
    picture = open_eyes.rgb.copy()
    for eye in open_eyes.eyes:
        lids = np.round(eyes.lid_ring(eye)).astype(np.int32)
        cv2.fillPoly(picture, [lids], tuple(int(value) for value in open_eyes.skin_color))
        cv2.polylines(
            picture, [np.round(eye.contour[:9]).astype(np.int32)], isClosed=False, color=(50, 35, 30)
        )
    shut = replace(open_eyes, rgb=picture)
    for index, eye in enumerate(open_eyes.eyes):
        before, after = (eyes.measure_eye(seen, index, eye) for seen in (open_eyes, shut))
        assert after.openness < before.openness - 0.05
        assert not after.hidden


@pytest.mark.parametrize(("level", "hidden"), [(18, True), (252, True), (None, False)])
def test_only_lenses_hide_an_eye(level: int | None, hidden: bool) -> None:
    """Black ones and shining ones do; a bare lid without any lashes (None) is a closed eye."""
    made = analysis()
    assert made.eyes is not None
    picture = made.rgb.copy()
    for centre in made.eye_centres:
        x, y = (int(value) for value in centre)
        color = made.skin_color if level is None else level
        below = 34 if level == 18 else 14  # dark lenses reach below the eye, glare is over it
        picture[y - 14 : y + below, x - 26 : x + 26] = color
    covered = replace(made, rgb=picture)
    found = eyes.check_eyes_open(covered, STANDARD)
    assert (found.detail == "eyes_hidden") is hidden
    assert hidden or found.status is Status.FAIL


@pytest.mark.parametrize("gap", [0.0, 0.02])
def test_lips_are_measured_against_their_own_thickness(gap: float) -> None:
    """The same gap counts less between full lips than between thin ones."""
    thin = _lips(gap, 0.02)
    full = _lips(gap, 0.06)
    assert mouth.mouth_gap(full.points) <= mouth.mouth_gap(thin.points)


@pytest.mark.parametrize(("level", "status"), [(0.7, Status.WARN), (1.05, Status.PASS)])
def test_cloth_between_hair_and_skin_needs_less_to_be_told(level: float, status: Status) -> None:
    """As smooth as no hair is, unless it is white: then it is as light as the skin."""
    made = measure_top(analysis())
    light = 60.0
    top = replace(
        made,
        area=0.4,
        lightness=light,
        over_skin=level,
        fine=0.014 * (light + 6),
        sharpness=2.2,
        unnatural=0.0,
    )
    assert covering.judge_top(top, STANDARD)[0] is status


def test_hair_of_one_colour_is_no_covering() -> None:
    """Short, tied or long."""
    for person in ("lin", "chen", "amina"):
        assert covering.check_head_covering(analysis(person), STANDARD).status is Status.PASS


def _lips(gap: float, thickness: float) -> Analysis:
    """The analysis of a portrait whose mesh got lips of this gap and thickness, in frame heights."""
    made = analysis()
    assert made.mesh is not None
    points = made.mesh.points.copy()
    middle = float(points[13, 1])
    for upper, lower in ((13, 14), (82, 87), (312, 317)):
        points[upper, 1], points[lower, 1] = middle - gap * 320, middle + gap * 320
    points[0, 1], points[17, 1] = points[13, 1] - thickness * 640, points[14, 1] + thickness * 640
    return Analysis(
        made.rgb, made.faces, made.turned, type(made.mesh)(points, 1.0), made.eyes, made.person, made.crown
    )
