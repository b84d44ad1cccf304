from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import background_lit, grid, noisy, portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.background import check_background_uniformity
from webapp.photocheck.checks.foreign import check_foreign_content
from webapp.photocheck.checks.writing import find_writing
from webapp.photocheck.models import Pixels
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_clean_portraits_pass(person: str) -> None:
    assert check_foreign_content(portrait(person), STANDARD).status is Status.PASS


def test_noise_and_soft_shadows_are_no_marks() -> None:
    assert check_foreign_content(noisy(portrait(), 8), STANDARD).status is Status.PASS
    rows, _ = grid()
    assert (
        check_foreign_content(background_lit(portrait(), 1 - 0.2 * rows / 640), STANDARD).status
        is Status.PASS
    )


def _written(text: str, color: tuple[int, int, int], place: tuple[int, int], scale: float) -> Analysis:
    rgb = portrait().rgb.copy()
    cv2.putText(rgb, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, color, 1, cv2.LINE_AA)
    return with_pixels(portrait(), rgb)


@pytest.mark.parametrize("color", [(20, 20, 20), (255, 255, 255), (230, 40, 40), (255, 140, 0)])
@pytest.mark.parametrize("place", [(8, 30), (340, 50)])
def test_text_on_the_background_fails_where_it_stands(
    color: tuple[int, int, int], place: tuple[int, int]
) -> None:
    finding = check_foreign_content(_written("2023-12-01", color, place, 0.5), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "text")
    assert finding.region is not None
    assert abs(finding.region.x - place[0]) < 20
    assert finding.region.y < place[1] < finding.region.y + finding.region.height + 10


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.6])
def test_text_leaves_the_background_even(scale: float) -> None:
    """However large: it is told as text, not as a shadow or a thing."""
    written = _written("2023-12", (20, 20, 20), (8, 44), scale)
    assert check_background_uniformity(written, STANDARD).status is Status.PASS


@pytest.mark.parametrize("color", [0, 128, 255])
@pytest.mark.parametrize("width", [3, 14, 25])
def test_borders_fail(color: int, width: int) -> None:
    rgb = portrait().rgb.copy()
    rgb[:width] = rgb[-width:] = color
    rgb[:, :width] = rgb[:, -width:] = color
    finding = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "border")


@pytest.mark.parametrize("color", [0, 255])
@pytest.mark.parametrize("side", range(4))
def test_a_strip_along_one_side_is_a_border(color: int, side: int) -> None:
    rgb = np.rot90(portrait().rgb, side).copy()
    rgb[:16] = color
    finding = check_foreign_content(with_pixels(portrait(), np.rot90(rgb, -side)), STANDARD)
    assert (finding.status, finding.detail, finding.measured) == (Status.FAIL, "border", 1.0)


def test_what_a_scanner_leaves_of_its_edge_is_no_border() -> None:
    rgb = portrait().rgb.copy()
    rgb[:1] = 255
    assert check_foreign_content(with_pixels(portrait(), rgb), STANDARD).status is Status.PASS


@pytest.mark.parametrize(
    ("text", "place", "scale"), [("2023 12 08", (330, 625), 0.6), ("3201140587", (150, 618), 0.9)]
)
def test_a_line_of_writing_over_the_clothes_warns(text: str, place: tuple[int, int], scale: float) -> None:
    rgb = portrait().rgb.copy()
    rgb[portrait().clothes] = (60, 60, 64)
    cv2.putText(rgb, text, place, cv2.FONT_HERSHEY_DUPLEX, scale, (250, 160, 60), 1, cv2.LINE_AA)
    finding = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "writing")
    assert finding.region is not None
    assert abs(finding.region.x - place[0]) < 20
    assert abs(finding.region.y + finding.region.height - place[1]) < 8


@pytest.mark.parametrize("period", [6, 9, 14])
def test_the_pattern_of_a_cloth_is_no_writing(period: int) -> None:
    rows, columns = grid()
    for pattern in (columns, rows, columns + rows):
        rgb = portrait().rgb.copy()
        rgb[portrait().clothes & (pattern // period % 2 > 0)] = (30, 30, 60)
        assert find_writing(with_pixels(portrait(), rgb).rgb) is None


def _patterned(color: tuple[int, int, int], size: int) -> Pixels:
    """The drawn portrait in white clothes with a check of a colour; size: of its squares in pixels."""
    rows, columns = grid()
    rgb = portrait().rgb.copy()
    rgb[portrait().clothes] = (225, 225, 220)
    rgb[portrait().clothes & ((columns // size + rows // size) % 2 > 0)] = color
    return rgb


@pytest.mark.parametrize(
    ("color", "scale"),
    [((250, 140, 30), 0.7), ((250, 140, 30), 0.9), ((240, 60, 40), 0.9), ((250, 210, 60), 0.9)],
)
def test_a_cameras_date_is_seen_on_patterned_clothes(color: tuple[int, int, int], scale: float) -> None:
    """Among marks of all colours it is lost; no check has a line of marks as warm as this."""
    rgb = _patterned((40, 44, 70), 5)
    assert find_writing(rgb) is None
    place = (450 - round(210 * scale), 622)
    cv2.putText(rgb, "2023 12 08", place, cv2.FONT_HERSHEY_DUPLEX, scale, color, 2, cv2.LINE_AA)
    finding = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "writing")
    assert finding.region is not None
    assert abs(finding.region.x - place[0]) < 20


@pytest.mark.parametrize("color", [(170, 30, 40), (230, 140, 30), (240, 200, 60)])
@pytest.mark.parametrize("size", [4, 7, 12, 20])
def test_a_warm_check_is_no_date(color: tuple[int, int, int], size: int) -> None:
    assert find_writing(_patterned(color, size)) is None


LONG_HAIR = ("zhao", "yang")
"""Their ears are covered."""


def _with_hoops(base: Analysis, size: float = 28.0) -> Analysis:
    """Rings of so many millimetres at both ears; a face is 140 mm wide."""
    rgb, millimetre = base.rgb.copy(), base.face_width / 140
    for ear, side in ((234, -1), (454, 1)):
        place = base.points[ear] + np.array([side * size / 3, 26 + size / 2]) * millimetre
        axes = (round(size * 0.4 * millimetre), round(size / 2 * millimetre))
        middle = (round(float(place[0])), round(float(place[1])))
        cv2.ellipse(rgb, middle, axes, 0, 0, 360, (215, 180, 90), 3, cv2.LINE_AA)
    return with_pixels(base, rgb)


@pytest.mark.parametrize("person", [name for name in PEOPLE if name not in LONG_HAIR])
def test_earrings_are_no_text(person: str) -> None:
    """The notice asks to take them off (annex 2); nobody has to export the photo again."""
    finding = check_foreign_content(_with_hoops(portrait(person)), STANDARD)
    assert (finding.status, finding.detail) == (Status.WARN, "earring")
    assert isinstance(finding.measured, float)
    assert finding.measured > STANDARD.mark_pixels_fail


@pytest.mark.parametrize(
    ("text", "place"), [("2023-12-01", (8, 30)), ("2023-12-01", (2, 330)), ("2023-12-01", (380, 350))]
)
def test_text_beside_an_earring_is_text(text: str, place: tuple[int, int]) -> None:
    """Elsewhere, and where it begins at the ear and reaches further."""
    written = _with_hoops(_written(text, (20, 20, 20), place, 0.5))
    finding = check_foreign_content(written, STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "text")


@pytest.mark.parametrize("place", [(66, 120), (66, 240), (66, 400), (390, 470)])
def test_text_above_or_below_an_ear_is_text(place: tuple[int, int]) -> None:
    """However short: an earring begins between the eyes and the lips."""
    finding = check_foreign_content(_written("2023", (20, 20, 20), place, 0.8), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "text")


def test_a_column_of_text_from_an_ear_down_is_text() -> None:
    """Longer than any earring."""
    rgb = portrait().rgb.copy()
    for row in range(310, 470, 22):
        cv2.putText(rgb, "8", (385, row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2, cv2.LINE_AA)
    finding = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "text")


def test_the_largest_text_is_shown_and_no_earring() -> None:
    """Even where the earring is larger than all text."""
    rgb = _with_hoops(portrait(), 44.0).rgb.copy()
    for text, scale, place in (("07", 0.6, (8, 30)), ("1", 0.6, (440, 60))):
        cv2.putText(rgb, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, (20, 20, 20), 1, cv2.LINE_AA)
    finding = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert (finding.status, finding.detail) == (Status.FAIL, "text")
    assert finding.region is not None
    assert finding.region.x < 60
