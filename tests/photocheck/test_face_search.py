"""Finding one face among many."""

from __future__ import annotations

import numpy as np
import pytest

from tests import pictures
from webapp.photocheck import compare_faces
from webapp.photocheck.face_search import BYTES, LENGTH, describe_photo, nearest


def stored(numbers: np.ndarray) -> bytes:
    """A face as it is kept."""
    return numbers.astype("<f2").tobytes()


@pytest.fixture
def crowd() -> np.ndarray:
    """20,000 made-up faces, spread as widely as those of strangers."""
    return np.random.default_rng(7).normal(0, 0.7 / np.sqrt(2 * LENGTH), (20_000, LENGTH))


def test_a_stored_face_keeps_the_distances_of_the_comparison() -> None:
    one, other = pictures.portrait("lin"), pictures.portrait("wang")
    faces = [describe_photo(picture) for picture in (one, other)]
    assert all(face is not None and len(face) == BYTES for face in faces)
    ((place, distance),) = nearest(faces[0], [faces[1]], at_most=2)  # type: ignore[arg-type, list-item] # asserted above
    assert place == 0
    assert distance == pytest.approx(compare_faces(one, other, same_shot=False).distance, abs=0.002)


def test_no_face_no_numbers() -> None:
    assert describe_photo(pictures.table()) is None
    assert describe_photo(pictures.print_of(count=2)) is None
    assert describe_photo(b"no picture") is None


def test_the_nearest_come_first_whatever_chunk_they_lie_in(crowd: np.ndarray) -> None:
    mine = crowd[0]
    crowd[19_000] = mine + 0.1 / np.sqrt(LENGTH)
    crowd[3] = mine - 0.2 / np.sqrt(LENGTH)
    others = [stored(face) for face in crowd[1:]]
    found = nearest(stored(mine), others, at_most=0.28)
    assert [place for place, _ in found] == [18_999, 2]
    assert [distance for _, distance in found] == pytest.approx([0.1, 0.2], abs=0.002)
    assert nearest(stored(mine), [], at_most=1) == []


def test_what_is_no_face_is_refused(crowd: np.ndarray) -> None:
    with pytest.raises(ValueError, match="256 bytes"):
        nearest(stored(crowd[0]), [b"short"], at_most=1)
