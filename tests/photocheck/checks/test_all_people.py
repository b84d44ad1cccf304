"""Beards, dark skin, fair hair and frames are no faults; what looks like them and is one, still is."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.photocheck.defects import grid, lit, portrait, tinted, with_pixels
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.color import check_natural_color
from webapp.photocheck.checks.covering import check_head_covering
from webapp.photocheck.checks.glasses import check_glasses
from webapp.photocheck.checks.head_top import HeadTop, measure_top
from webapp.photocheck.checks.light import check_even_lighting, check_exposure
from webapp.photocheck.checks.occlusion import check_occlusion
from webapp.photocheck.checks.rim import Rim
from webapp.photocheck.mesh_points import FACE_OVAL, OUTER_LIPS
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD

BEARD = (48, 40, 36)
ROWS, COLUMNS = grid()


def _lower_face(base: Analysis) -> NDArray[np.bool_]:
    """Below the nose, inside the face."""
    mask = base.polygon(FACE_OVAL)
    mask[: int(base.points[2, 1]) + 4] = False
    return mask


def _bearded(person: str) -> Analysis:
    """A full beard around bare lips, with strands in it."""
    base = portrait(person)
    beard = _lower_face(base) & ~base.polygon(OUTER_LIPS)
    strands = np.random.default_rng(3).normal(0, 9, base.rgb.shape[:2])[..., None]
    return with_pixels(base, np.where(beard[..., None], np.array(BEARD) + strands, base.rgb))


@pytest.mark.parametrize("person", ["lin", "amina"])
def test_a_full_beard_is_neither_a_mask_nor_a_shadow(person: str) -> None:
    bearded = _bearded(person)
    assert check_occlusion(bearded, STANDARD).detail != "mask"
    assert check_even_lighting(bearded, STANDARD).detail != "bottom_dark"


def test_a_mask_of_the_same_colour_is_one() -> None:
    base = portrait()
    masked = with_pixels(base, np.where(_lower_face(base)[..., None], np.array(BEARD), base.rgb))
    assert check_occlusion(masked, STANDARD).status is Status.FAIL


def test_a_shadow_over_the_lower_face_reaches_the_lips() -> None:
    shadow = np.where(portrait().points[2, 1] < ROWS, 2.0**-2.5, 1.0).astype(np.float32)
    found = check_even_lighting(lit(portrait(), shadow), STANDARD)
    assert (found.status is not Status.PASS, found.detail) == (True, "bottom_dark")


@pytest.mark.parametrize(("who", "factor"), [("lin", 0.5), ("lin", 0.25), ("amina", 0.5)])
def test_darker_skin_changes_no_verdict(who: str, factor: float) -> None:
    base = portrait(who)
    person = (base.person > 0.5).astype(np.float32)
    darker = lit(base, 1 - (1 - factor) * person)
    for check in (check_exposure, check_even_lighting, check_natural_color, check_glasses, check_occlusion):
        assert check(darker, STANDARD).status is Status.PASS, check.__name__
    assert check_head_covering(darker, STANDARD).status is Status.PASS


def _top(**values: Any) -> HeadTop:
    usual: dict[str, Any] = {
        "area": 0.3,
        "unnatural": 0.0,
        "color_spread": 4.0,
        "skin_chroma": 25.0,
        "lightness": 20.0,
        "over_skin": 0.3,
        "fine": 1.5,
        "bare_fine": 1.5,
        "seam": 0.0,
        "rim": Rim(0.4, 0.0, 0.3, 0.5),
        "hem": 0.0,
        "beside": 1.0,
        "sharpness": 2.5,
    }
    return HeadTop(**(usual | values))


@pytest.mark.parametrize(
    ("top", "status"),
    [
        (_top(), Status.PASS),
        (_top(lightness=70.0, over_skin=1.9, fine=2.5), Status.PASS),  # fair hair over dark skin
        (_top(lightness=95.0, over_skin=1.5, fine=0.2), Status.FAIL),  # a white cap
        (_top(lightness=80.0, over_skin=1.5, fine=1.2), Status.WARN),  # white hair that shows few strands
        (_top(lightness=80.0, over_skin=1.5, rim=Rim(1.1, 0.7, 0.4, 0.0)), Status.WARN),  # its hairline
        (_top(lightness=80.0, over_skin=1.5, rim=Rim(1.1, 0.9, 0.4, 0.0)), Status.FAIL),  # the rim of a hat
        (_top(lightness=80.0, over_skin=1.5, rim=Rim(1.1, 0.7, 0.2, 0.0)), Status.FAIL),  # too low for hair
        (_top(rim=Rim(0.72, 0.5, 0.5, 0.0)), Status.PASS),  # a gloss on dark hair
        (_top(rim=Rim(0.72, 0.8, 0.5, 0.0)), Status.FAIL),  # a black cap above its peak
        (_top(lightness=40.0, over_skin=0.6, rim=Rim(0.83, 1.5, 0.5, 0.0)), Status.PASS),  # brown hair, lit
        (_top(unnatural=1.0), Status.WARN),  # dyed blue
        (_top(unnatural=1.0, hem=0.95), Status.FAIL),  # a blue hat
        (_top(unnatural=1.0, rim=Rim(0.5, 0.0, 0.2, 0.0)), Status.FAIL),  # one whose rim is faint, but low
        (_top(unnatural=1.0, lightness=30.0, fine=0.7), Status.FAIL),  # a plain blue hood
        (_top(color_spread=14.0), Status.WARN),  # dyed in several colours, or a hard tone curve
        (_top(area=0.1, lightness=90.0, over_skin=1.4, fine=0.2), Status.PASS),  # a shining scalp
        (_top(area=0.01, bare_fine=0.8, seam=6.0), Status.PASS),  # a bald head
        (_top(area=0.01, bare_fine=0.2, seam=14.0), Status.FAIL),  # a cap in the skin's colour
        (_top(area=0.01, beside=0.012), Status.FAIL),  # a hood in the skin's colour
        (_top(area=0.01, beside=0.02), Status.WARN),  # coarse cloth, or smooth hair of that colour
        (_top(area=0.01, beside=0.03), Status.PASS),  # long fair hair
    ],
)
def test_hair_scalps_and_cloth(monkeypatch: pytest.MonkeyPatch, top: HeadTop, status: Status) -> None:
    monkeypatch.setattr("webapp.photocheck.checks.covering.measure_top", lambda _: top)
    assert check_head_covering(portrait(), STANDARD).status is status


def test_the_frame_of_glasses_makes_no_hair_look_smooth() -> None:
    base = portrait()
    framed = base.rgb.copy()
    for x, y in base.eye_centres:
        reach = int(0.2 * base.face_width)
        cv2.circle(framed, (int(x), int(y)), reach, (20, 18, 18), 7, cv2.LINE_AA)
    glasses = with_pixels(base, framed)
    assert measure_top(glasses).sharpness <= 4.0
    assert check_head_covering(glasses, STANDARD).status is Status.PASS
    assert check_glasses(glasses, STANDARD).status is Status.PASS


def test_a_blue_light_shows_in_the_white_of_the_eyes() -> None:
    """A golden skin stays within the limits of skin; the eyes tell."""
    found = check_natural_color(tinted(portrait("amina"), (0.6, 0.85, 1.3)), STANDARD)
    assert (found.status, found.detail) == (Status.FAIL, "cast_blue")
