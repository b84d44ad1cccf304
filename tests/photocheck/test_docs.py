"""docs/photo-checks.md tells of every code and of the limits as they are."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import webapp.photocheck
from webapp.photocheck import CODES, STANDARD

PAGE = (Path(webapp.photocheck.__file__).parents[2] / "docs/photo-checks.md").read_text(encoding="utf-8")


def test_every_code_has_a_row() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(CODES)


def test_the_limits_are_those_of_the_standard() -> None:
    """Every single number of the standard is named with its value."""
    named = {name: float(value) for name, value in re.findall(r"`(\w+)` (\d+(?:\.\d+)?)", PAGE)}
    limits = {field.name: getattr(STANDARD, field.name) for field in fields(STANDARD)}
    assert named == {name: value for name, value in limits.items() if isinstance(value, int | float)}
