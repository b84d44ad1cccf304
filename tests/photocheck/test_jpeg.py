from __future__ import annotations

import pytest

from tests.photocheck import files
from webapp.photocheck.jpeg import nearest_quality, read_header


@pytest.mark.parametrize("quality", [1, 10, 30, 49, 50, 59, 60, 75, 95, 100])
def test_the_quality_of_the_common_encoder_is_read_exactly(quality: int) -> None:
    assert read_header(files.photo(quality=quality)).quality == quality


def test_other_tables_get_the_nearest_quality() -> None:
    flat = [(12,) * 64, (12,) * 64]
    finer = [(4,) * 64, (4,) * 64]
    coarse, fine = nearest_quality(flat), nearest_quality(finer)
    assert coarse is not None
    assert fine is not None
    assert 60 < coarse < fine < 100
    assert nearest_quality([]) is None


def test_the_frame_and_the_end_are_found() -> None:
    header = read_header(files.photo() + b"tail")
    assert (header.width, header.height, header.precision, header.components) == (480, 640, 8, 3)
    assert header.end == len(files.photo())
    assert read_header(files.photo()[:-2]).end is None


def test_scans_are_counted() -> None:
    assert read_header(files.photo()).scans == 1
    assert read_header(files.photo(progressive=True)).scans > 5


def test_a_restart_marker_is_no_end() -> None:
    header = read_header(files.photo(restart_marker_blocks=4))
    assert header.scans == 1
    assert header.end is not None


def test_density_comes_from_jfif_or_else_from_exif() -> None:
    assert read_header(files.photo()).density == (300, 300)
    assert read_header(files.with_exif(dpi=300)).density == (300, 300)
    assert read_header(files.photo(dpi=(0, 0))).density is None


def test_orientation_comes_from_exif() -> None:
    assert read_header(files.with_exif(orientation=6)).orientation == 6
    assert read_header(files.photo()).orientation == 1


def test_a_damaged_exif_block_says_nothing() -> None:
    data = files.with_exif(orientation=6)
    at = data.index(b"Exif\x00\x00") + 6
    assert read_header(data[:at] + b"\xff" * 24 + data[at + 24 :]).orientation == 1


@pytest.mark.parametrize("length", [2, 3, 5, 20, 300, 620])
def test_a_cut_header_is_read_as_far_as_it_goes(length: int) -> None:
    assert read_header(files.photo()[:length]).end is None
