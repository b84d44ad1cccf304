"""The drawn portrait is a face to the detectors that the photo check uses, and stands where the shot says."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import combinations

import face_recognition
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from webapp.demo.look import STANDARD_BLUE, Look, Shot
from webapp.demo.people import PEOPLE, person
from webapp.demo.portrait import portrait_jpeg
from webapp.photocheck import check_photo
from webapp.photocheck.report import Report, Status

Pixels = npt.NDArray[np.uint8]

SHOTS = (
    Shot(),
    Shot(crown=55, eye_line=285, face_width=270),
    Shot(crown=105, eye_line=250, face_width=190, off_centre=12),
)


@cache
def jpeg(name: str, shot: Shot = SHOTS[0]) -> bytes:
    return portrait_jpeg(PEOPLE[name], shot)


@cache
def report(name: str, shot: Shot = SHOTS[0]) -> Report:
    return check_photo(jpeg(name, shot))


def measured(name: str, shot: Shot) -> dict[str, object]:
    return {finding.code: finding.measured for finding in report(name, shot).findings}


def pixels(data: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@cache
def descriptor(name: str, shot: Shot = SHOTS[0]) -> npt.NDArray[np.float64]:
    rgb = pixels(jpeg(name, shot))
    faces = face_recognition.face_locations(rgb, number_of_times_to_upsample=0)
    assert len(faces) == 1
    encoding: npt.NDArray[np.float64] = face_recognition.face_encodings(rgb, faces)[0]
    return encoding


def middle(points: list[tuple[int, int]]) -> npt.NDArray[np.float64]:
    centre: npt.NDArray[np.float64] = np.mean(np.array(points, np.float64), axis=0)
    return centre


@pytest.mark.parametrize("name", PEOPLE)
def test_every_person_passes_the_photo_check(name: str) -> None:
    bad = [f for f in report(name).findings if f.status in (Status.FAIL, Status.WARN)]
    assert bad == []


@pytest.mark.parametrize("upsample", [0, 1])
def test_dlib_finds_one_face_with_its_landmarks_on_the_drawn_features(upsample: int) -> None:
    look, shot = PEOPLE["lin"], SHOTS[0]
    rgb = pixels(jpeg("lin"))
    faces = face_recognition.face_locations(rgb, number_of_times_to_upsample=upsample)
    assert len(faces) == 1
    marks = face_recognition.face_landmarks(rgb, faces)[0]
    unit = shot.face_width / 2
    for eye, side in (("left_eye", -1), ("right_eye", 1)):
        drawn = (240 + side * look.eye_spacing * unit, shot.eye_line)
        assert np.abs(middle(marks[eye]) - drawn).max() < 10
    mouth = middle(marks["top_lip"] + marks["bottom_lip"])
    assert np.abs(mouth - (240, shot.eye_line + look.mouth_height * unit)).max() < 8
    across = [x for x, _ in marks["chin"]]
    assert max(across) - min(across) == pytest.approx(shot.face_width, abs=10)


@pytest.mark.parametrize("shot", SHOTS, ids=["default", "large", "small"])
def test_crown_eyes_and_cheeks_are_where_the_shot_says(shot: Shot) -> None:
    found = measured("lin", shot)
    assert found["crown_position"] == pytest.approx(shot.crown, abs=2)
    assert found["eye_line"] == pytest.approx(shot.eye_line, abs=3)
    assert found["face_width"] == pytest.approx(shot.face_width, abs=8)
    assert found["centering"] == pytest.approx(shot.off_centre, abs=3)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_top_row_of_hair_is_the_crown(name: str) -> None:
    rgb = pixels(jpeg(name)).astype(np.int16)
    unlike = np.abs(rgb[:, 220:260] - np.array(STANDARD_BLUE)).max(axis=2) > 60
    assert int(np.argmax(unlike.any(axis=1))) == pytest.approx(70, abs=2)


def test_roll_turns_the_head_by_that_angle() -> None:
    pose = measured("lin", Shot(roll_degrees=6))["head_pose"]
    assert isinstance(pose, tuple)
    assert pose[2] == pytest.approx(6, abs=1)


@pytest.mark.parametrize(
    ("code", "shot"),
    [
        ("face_width", Shot(crown=110, eye_line=240, face_width=150)),
        ("centering", Shot(off_centre=60)),
        ("crown_position", Shot(crown=20)),
        ("head_pose", Shot(roll_degrees=13)),
        ("background_color", Shot(background=(150, 150, 150))),
        ("background_uniformity", Shot(backdrop="gradient")),
        ("background_uniformity", Shot(backdrop="shadow")),
        ("eyes_open", Shot(eyes="closed")),
        ("eyes_open", Shot(eyes="wink")),
        ("mouth_closed", Shot(mouth_open=0.22)),
        ("glasses", Shot(sunglasses=True)),
        ("head_covering", Shot(hat=True)),
        ("single_face", Shot(second_face=True)),
        ("exposure", Shot(exposure_stops=-1.5)),
        ("sharpness", Shot(blur=4)),
        ("foreign_content", Shot(border=14)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_drawn_fault_is_the_fault_that_the_photo_check_names(code: str, shot: Shot) -> None:
    finding = next(f for f in report("lin", shot).findings if f.code == code)
    assert finding.status is Status.FAIL


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert portrait_jpeg(PEOPLE["chen"]) == jpeg("chen")
    assert portrait_jpeg(PEOPLE["chen"], Shot(seed=1)) != jpeg("chen")


@pytest.mark.parametrize("name", PEOPLE)
def test_the_file_is_what_a_photographer_delivers(name: str) -> None:
    data = jpeg(name)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (480, 640))
    assert image.info["dpi"] == (300, 300)
    assert 20_000 <= len(data) <= 40_000


def test_two_shots_of_one_person_are_the_same_face() -> None:
    other = Shot(crown=95, eye_line=262, face_width=195, noise=3, seed=8)
    for name in ("lin", "zhao", "musa"):
        assert np.linalg.norm(descriptor(name) - descriptor(name, other)) < 0.2


def test_different_people_are_different_faces() -> None:
    apart = {(a, b): float(np.linalg.norm(descriptor(a) - descriptor(b))) for a, b in combinations(PEOPLE, 2)}
    assert min(apart.values()) > 0.35, sorted(apart.items(), key=lambda item: item[1])[:3]


def test_people_by_number_go_round() -> None:
    assert person(0) == PEOPLE["lin"] == Look()
    assert person(len(PEOPLE) + 1) == person(1) != person(0)
    assert replace(person(0), glasses=True) != person(0)
