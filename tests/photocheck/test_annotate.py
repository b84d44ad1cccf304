from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.photocheck import files
from webapp.demo.look import Shot
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import draw_portrait
from webapp.photocheck import check_photo
from webapp.photocheck.annotate import annotate
from webapp.photocheck.models import Pixels

RED = (207, 34, 46)


def drawn_report(data: bytes) -> Pixels:
    """The annotated picture of some bytes."""
    with Image.open(io.BytesIO(annotate(data, check_photo(data)))) as picture:
        assert picture.format == "PNG"
        return np.asarray(picture.convert("RGB"))


def red_rows(sheet: Pixels) -> set[int]:
    """Rows of the photo that hold a red line of at least 60 px."""
    red = (np.abs(sheet[:, :480].astype(int) - RED).max(axis=2) < 8).sum(axis=1)
    return set(np.flatnonzero(red > 60).tolist())


def test_a_failed_measure_is_drawn_in_red_where_it_is() -> None:
    low = files.encoded(draw_portrait(PEOPLE["lin"], Shot(crown=140.0)))
    crown = check_photo(low).finding("crown_position").measured
    assert isinstance(crown, float)
    assert any(abs(row - crown) <= 2 for row in red_rows(drawn_report(low)))


def test_nothing_is_red_on_a_flawless_photo() -> None:
    assert not red_rows(drawn_report(files.photo()))


@pytest.mark.parametrize(
    "data", [b"", files.PDF, files.photo()[:4000], files.encoded(Image.new("RGB", (4000, 2)))]
)
def test_what_shows_no_portrait_gets_an_empty_frame(data: bytes) -> None:
    assert drawn_report(data).shape[:2] == (640, 900)
