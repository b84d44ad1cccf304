"""Drawn portraits for the tests of the photo check: every picture in this repository is drawn."""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.pictures import portrait
from webapp.photocheck import Finding, check_photo
from webapp.photocheck.analysis import Analysis, analyse
from webapp.photocheck.decoding import decode_photo
from webapp.photocheck.models import Pixels
from webapp.photocheck.standard import STANDARD


def pixels(person: str = "lin", **shot: float | str | bool) -> Pixels:
    """A copy of the pixels of a drawn portrait, (640, 480, 3)."""
    decoded = decode_photo(portrait(person, **shot), STANDARD).rgb
    assert decoded is not None
    return np.array(decoded)


@cache
def analysis(person: str = "lin", **shot: float | str | bool) -> Analysis:
    """The analysis of a drawn portrait."""
    return analyse(pixels(person, **shot))


def finding(code: str, person: str = "lin", **shot: float | str | bool) -> Finding:
    """One finding of the whole check of a drawn portrait."""
    return check_photo(portrait(person, **shot)).finding(code)
