"""Both shoulders at one height (Att. 2 双肩平正), on a drawn portrait whose body is slanted."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.photocheck.drawn import pixels
from webapp.photocheck import Status
from webapp.photocheck.analysis import Analysis, analyse
from webapp.photocheck.checks.geometry import check_shoulders_level
from webapp.photocheck.standard import STANDARD


def slanted(degrees: float) -> Analysis:
    """The body below the mouth slanted, lower on the picture's right; looked at as any photo."""
    rgb = pixels()
    height, width = rgb.shape[:2]
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    start = np.float32(analyse(rgb).points[13, 1])
    drop = (columns - width / 2) * np.float32(np.tan(np.radians(degrees)))
    below = np.clip((rows - start) / 40, 0, 1)
    moved = cv2.remap(rgb, columns, rows - drop * below, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return analyse(np.asarray(moved, dtype=np.uint8))


@pytest.mark.parametrize(
    ("degrees", "status"), [(0, Status.PASS), (8, Status.PASS), (21, Status.WARN), (31, Status.FAIL)]
)
@pytest.mark.parametrize("side", [1, -1])
def test_shoulders_are_told_by_their_slope(degrees: float, status: Status, side: int) -> None:
    finding = check_shoulders_level(slanted(side * degrees), STANDARD)
    assert (finding.status, finding.detail) == (status, "" if status is Status.PASS else "tilted")
    assert finding.measured == pytest.approx(side * degrees, abs=3)


def test_a_face_too_large_for_shoulders_is_skipped() -> None:
    rgb = pixels()[180:540, 105:375]
    finding = check_shoulders_level(analyse(np.ascontiguousarray(rgb)), STANDARD)
    assert (finding.status, finding.detail) == (Status.SKIPPED, "shoulders_not_seen")
