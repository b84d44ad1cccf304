"""A campaign may override single limits; a wrong override names its field."""

from __future__ import annotations

from typing import Any

import pytest

from webapp.photocheck import STANDARD, StandardError


def test_an_override_changes_one_limit_and_leaves_the_default_alone() -> None:
    """The standard itself is frozen."""
    changed = STANDARD.with_overrides({"crown_min": 40, "version": "school-1"})
    assert (changed.crown_min, changed.version, changed.crown_max) == (40.0, "school-1", STANDARD.crown_max)
    assert STANDARD.crown_min == 50.0


@pytest.mark.parametrize(
    ("overrides", "field", "reason"),
    [
        ({"crown_minimum": 40}, "crown_minimum", "unknown"),
        ({"crown_min": "40"}, "crown_min", "type"),
        ({"crown_min": True}, "crown_min", "type"),
        ({"crown_min": -1}, "crown_min", "range"),
        ({"crown_min": float("nan")}, "crown_min", "range"),
        ({"width": 480.5}, "width", "range"),
        ({"crown_min": 120}, "crown_min", "order"),
        ({"version": ""}, "version", "type"),
        ({"quality_min": 101}, "quality_min", "range"),
        ({"background_hue": [1, 2, 3]}, "background_hue", "type"),
        ({"background_hue": [220, 210, 266, 282]}, "background_hue", "order"),
        ({"background_colors": ["pink"]}, "background_colors", "type"),
    ],
)
def test_a_wrong_override_names_its_field(overrides: dict[str, Any], field: str, reason: str) -> None:
    """The admin's form shows the message at that field."""
    with pytest.raises(StandardError) as caught:
        STANDARD.with_overrides(overrides)
    assert (caught.value.field, caught.value.reason) == (field, reason)
