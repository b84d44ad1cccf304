"""Same, different, or a person looks."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.pictures import portrait, print_of, table
from webapp.photocheck import STANDARD, compare_faces
from webapp.photocheck.compare import distance_band, judge_distance


def _jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _opened() -> Image.Image:
    return Image.open(io.BytesIO(portrait()))


COPIES: dict[str, Callable[[], bytes]] = {
    "re-encoded": lambda: _jpeg(_opened(), quality=60),
    "mirrored": lambda: _jpeg(ImageOps.mirror(_opened())),
    "cropped": lambda: _jpeg(_opened().crop((70, 40, 410, 520))),
    "lying": lambda: _jpeg(_opened().rotate(90, expand=True)),
    "small": lambda: _jpeg(_opened().resize((180, 240))),
    "printed": print_of,
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_of_one_shot_is_the_same(copy: str) -> None:
    """However it was copied."""
    compared = compare_faces(portrait(), COPIES[copy](), same_shot=True)
    assert (compared.verdict, compared.reason) == ("same", "")


def test_the_reason_says_which_picture_holds_no_single_face() -> None:
    """So that the student is told which upload to change."""
    assert compare_faces(table(), portrait(), same_shot=True).reason == "a_no_face"
    assert compare_faces(portrait(), print_of(count=3), same_shot=True).reason == "b_many_faces"
    assert compare_faces(portrait(), b"not a picture", same_shot=True).reason == "b_unreadable"
    assert compare_faces(b"", portrait(), same_shot=False).distance is None


def test_each_kind_of_pair_has_its_own_band() -> None:
    """0.32 is another shot of one person, and never the print of a shot."""
    shot, other = distance_band(same_shot=True), distance_band(same_shot=False)
    assert [judge_distance(distance, shot) for distance in (0.2, 0.32, 0.45)] == [
        "same",
        "unsure",
        "different",
    ]
    assert [judge_distance(distance, other) for distance in (0.32, 0.45, 0.6)] == [
        "same",
        "unsure",
        "different",
    ]


def test_a_campaign_may_set_the_bands() -> None:
    """They are limits as the others are."""
    strict = STANDARD.with_overrides({"same_shot_same": 0.0, "same_shot_different": 0.01})
    copy = _jpeg(Image.fromarray(np.asarray(_opened()) // 2), quality=50)
    assert compare_faces(portrait(), copy, same_shot=True, standard=strict).verdict == "different"
