"""Eyes that the first look leaves in doubt: open, closed or hidden?"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import with_pixels
from tests.photocheck.drawn import analysis
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks import eyes
from webapp.photocheck.checks.eyes import check_eyes_open, measure_eye
from webapp.photocheck.faces import Eye, fit_eyes
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.standard import STANDARD


def _with_lids(base: Analysis, wanted: float) -> Analysis:
    """As if the first look had seen lids that make both eyes `wanted` open."""
    assert base.eyes is not None
    right, left = (_lids(base, index, eye, wanted) for index, eye in enumerate(base.eyes))
    return replace(base, eyes=(right, left))


def _lids(base: Analysis, index: int, eye: Eye, wanted: float) -> Eye:
    share, made = 1.0, eye
    line = np.interp(eye.contour[:16, 0], *np.sort(eye.contour[[0, 8]], axis=0).T)
    for _ in range(12):
        contour = eye.contour.copy()
        contour[:16, 1] = line + share * (contour[:16, 1] - line)
        made = replace(eye, contour=contour)
        share *= 1 + 3 * (wanted - measure_eye(base, index, made).openness)
    return made


@pytest.mark.parametrize("person", ["lin", "chen", "amina"])
@pytest.mark.parametrize(
    ("drawn", "wanted", "status"), [("closed", 0.145, Status.FAIL), ("open", 0.12, Status.PASS)]
)
def test_a_nearer_look_decides_what_the_first_leaves_in_doubt(
    person: str, drawn: str, wanted: float, status: Status
) -> None:
    doubtful = _with_lids(analysis(person, eyes=drawn), wanted)
    assert doubtful.eyes is not None
    for index, eye in enumerate(doubtful.eyes):
        assert measure_eye(doubtful, index, eye).openness == pytest.approx(wanted, abs=0.005)
    assert check_eyes_open(doubtful, STANDARD).status is status


def _squeezed(eye: Eye) -> Eye:
    """The same eye with its lids down."""
    contour = eye.contour.copy()
    contour[:16, 1] = np.interp(contour[:16, 0], *np.sort(contour[[0, 8]], axis=0).T)
    return replace(eye, contour=contour)


@pytest.mark.parametrize(
    ("down", "status"), [([True, False, False], Status.PASS), ([False, True, True], Status.FAIL)]
)
def test_one_look_does_not_decide(monkeypatch: pytest.MonkeyPatch, down: list[bool], status: Status) -> None:
    """An eye that the first look leaves in doubt; down: which of three nearer ones see its lids down."""
    looks = iter(down)

    def fit(rgb: Pixels, corners: Floats) -> tuple[Eye, ...]:
        seen = fit_eyes(rgb, corners)
        return tuple(_squeezed(eye) for eye in seen) if next(looks) else seen

    monkeypatch.setattr(eyes, "fit_eyes", fit)
    assert check_eyes_open(_with_lids(analysis("lin"), 0.12), STANDARD).status is status


@pytest.mark.parametrize(("seen", "status"), [(0.15, Status.FAIL), (0.2, Status.PASS)])
def test_nearer_looks_see_eyes_wider_open(
    monkeypatch: pytest.MonkeyPatch, seen: float, status: Status
) -> None:
    """By 0.03: what they see of an eye must be more than the usual look must."""
    doubtful = _with_lids(analysis("chen"), 0.15)
    near = _with_lids(analysis("chen"), seen).eyes
    monkeypatch.setattr(eyes, "fit_eyes", lambda *_: near)
    assert check_eyes_open(doubtful, STANDARD).status is status


def test_an_open_eye_of_which_little_is_seen_passes() -> None:
    """Iris and white are hardly told apart in deep shade: the usual look leaves that in doubt."""
    base = analysis("lin")
    assert base.eyes is not None
    shade = np.zeros(base.rgb.shape[:2], np.float32)
    for eye in base.eyes:
        cv2.fillPoly(shade, [cv2.convexHull(np.round(eye.contour[:16]).astype(np.int32))], 1.0)
    weight = 0.84 * cv2.GaussianBlur(cv2.dilate(shade, np.ones((3, 3), np.uint8)), (0, 0), 1.0)[..., None]
    shaded = with_pixels(base, base.rgb * (1 - weight) + weight * 0.5 * np.asarray(base.skin_color))
    measures = [measure_eye(shaded, index, eye) for index, eye in enumerate(base.eyes)]
    assert min(eye.openness for eye in measures) < STANDARD.eye_open_unsure
    assert check_eyes_open(shaded, STANDARD).status is Status.PASS


def test_an_eye_less_open_than_the_other_is_looked_at_from_nearer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone it would not be in doubt; from near its lids are down."""
    base = analysis("lin")
    assert base.eyes is not None
    pair = (_lids(base, 0, base.eyes[0], 0.225), _lids(base, 1, base.eyes[1], 0.16))
    unlike = replace(base, eyes=pair)
    assert check_eyes_open(unlike, STANDARD).status is Status.PASS

    def fit(rgb: Pixels, corners: Floats) -> tuple[Eye, ...]:
        return tuple(_squeezed(eye) for eye in fit_eyes(rgb, corners))

    monkeypatch.setattr(eyes, "fit_eyes", fit)
    found = check_eyes_open(unlike, STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "one_closed")


def test_closed_lids_above_a_shaded_socket_do_not_shine() -> None:
    """They are lighter than what lies below them, but no lighter than the rest of the skin."""
    base = analysis("amina")
    assert base.eyes is not None
    rgb = base.rgb.astype(np.float32)
    for centre in base.eye_centres:
        x, y = (int(value) for value in centre)
        rgb[y - 14 : y + 12, x - 30 : x + 30] = base.skin_color
        rgb[y + 12 : y + 34, x - 30 : x + 30] = 0.8 * base.skin_color
    shut = with_pixels(base, cv2.GaussianBlur(rgb, (0, 0), 1.0))
    assert not any(measure_eye(shut, index, eye).hidden for index, eye in enumerate(base.eyes))
