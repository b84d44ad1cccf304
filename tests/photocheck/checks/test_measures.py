"""Whatever is flagged shows a number outside what is allowed: a student must see what is wrong."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.photocheck.defects import portrait, with_pixels
from webapp.photocheck import Finding, Status
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.eyes import check_eyes_open
from webapp.photocheck.checks.foreign import check_foreign_content
from webapp.photocheck.checks.glasses import check_glasses
from webapp.photocheck.standard import STANDARD


def _is_outside(finding: Finding) -> bool:
    assert finding.allowed is not None
    assert isinstance(finding.measured, float)
    low, high = finding.allowed.low, finding.allowed.high
    return (low is not None and finding.measured < low) or (high is not None and finding.measured > high)


def _behind_lenses(base: Analysis, color: tuple[int, int, int], share: float) -> Analysis:
    """Lenses of a colour before both eyes that let the rest of the light through."""
    mask = np.zeros(base.rgb.shape[:2], np.float32)
    for centre in base.eye_centres:
        axes = (int(0.2 * base.face_width), int(0.15 * base.face_width))
        cv2.ellipse(mask, (int(centre[0]), int(centre[1])), axes, 0, 0, 360, 1.0, -1)
    weight = share * mask[..., None]
    return with_pixels(base, base.rgb * (1 - weight) + np.array(color) * weight)


@pytest.mark.parametrize(
    ("color", "share"),
    [((40, 40, 40), 0.6), ((250, 150, 190), 0.7), ((90, 110, 190), 0.3)],
    ids=["dark", "pale and coloured", "a little of both"],
)
def test_a_tint(color: tuple[int, int, int], share: float) -> None:
    found = check_glasses(_behind_lenses(portrait(), color, share), STANDARD)
    assert found.detail == "tinted"
    assert found.status is not Status.PASS
    assert found.region is not None
    assert _is_outside(found)


def test_eyes_that_look_aside() -> None:
    base = portrait()
    assert base.eyes is not None
    right, left = (
        replace(eye, iris=eye.iris + np.array([0.3 * np.ptp(eye.contour[:, 0]), 0.0])) for eye in base.eyes
    )
    found = check_eyes_open(replace(base, eyes=(right, left)), STANDARD)
    assert (found.status, found.detail) == (Status.WARN, "looking_aside")
    assert _is_outside(found)


def test_writing_over_the_clothes() -> None:
    rgb = portrait().rgb.copy()
    rgb[portrait().clothes] = (60, 60, 64)
    cv2.putText(rgb, "2023 12 08", (330, 625), cv2.FONT_HERSHEY_DUPLEX, 0.6, (250, 160, 60), 1, cv2.LINE_AA)
    found = check_foreign_content(with_pixels(portrait(), rgb), STANDARD)
    assert found.detail == "writing"
    assert _is_outside(found)
