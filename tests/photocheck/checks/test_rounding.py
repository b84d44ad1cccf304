"""A measure just beyond its limit is told so that one sees it, with more decimals where need be."""

from __future__ import annotations

import pytest

from tests.photocheck.defects import portrait
from webapp.demo.people import PEOPLE
from webapp.photocheck.checks.color import check_natural_color
from webapp.photocheck.checks.geometry import check_centering, check_shoulders_level
from webapp.photocheck.checks.mouth import check_mouth_closed
from webapp.photocheck.checks.occlusion import check_occlusion
from webapp.photocheck.engine import Check
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (check_centering, "center_warn"),
        (check_mouth_closed, "mouth_gap_warn"),
        (check_natural_color, "cast_warn"),
        (check_occlusion, "brow_warn"),
        (check_shoulders_level, "shoulders_warn"),
    ],
)
def test_a_limit_at_the_rounded_measure_is_not_hidden(check: Check, field: str) -> None:
    """Where a measure was rounded down, it lies beyond a limit of what it was rounded to."""
    beyond = 0
    for person in PEOPLE:
        told = check(portrait(person), STANDARD).measured
        assert isinstance(told, float)
        finding = check(portrait(person), STANDARD.with_overrides({field: abs(told)}))
        if finding.status is Status.WARN:
            assert finding.allowed is not None
            assert isinstance(finding.measured, float)
            assert not finding.allowed.admits(finding.measured)
            beyond += 1
    assert beyond
