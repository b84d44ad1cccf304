from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.photocheck import files
from webapp.photocheck.decoding import decode_photo
from webapp.photocheck.report import FILE_CODES, Finding, Fixer, Status
from webapp.photocheck.standard import STANDARD


def found(data: bytes, code: str) -> Finding:
    """The finding of one code."""
    return next(finding for finding in decode_photo(data, STANDARD).findings if finding.code == code)


def test_a_flawless_file_passes_every_rule() -> None:
    decoded = decode_photo(files.photo(), STANDARD)
    assert tuple(finding.code for finding in decoded.findings) == FILE_CODES
    assert {finding.status for finding in decoded.findings} == {Status.PASS}
    assert decoded.rgb is not None
    assert decoded.rgb.shape == (640, 480, 3)


@pytest.mark.parametrize(
    "options",
    [
        {"progressive": True},
        {"subsampling": 0},
        {"optimize": True},
        {"restart_marker_blocks": 4},
        {"comment": b"x"},
    ],
)
def test_every_way_of_writing_a_jpeg_passes(options: dict[str, object]) -> None:
    assert found(files.photo(**options), "integrity").status is Status.PASS
    assert found(files.photo(**options), "file_type").status is Status.PASS


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_another_kind_is_named_and_still_looked_at(kind: str) -> None:
    decoded = decode_photo(files.encoded(files.drawn(), kind), STANDARD)
    first = decoded.findings[0]
    assert (first.code, first.status) == ("file_type", Status.FAIL)
    assert first.measured == {"PNG": "png", "WEBP": "webp", "HEIF": "heic"}[kind]
    assert decoded.rgb is not None
    assert decoded.rgb.shape == (640, 480, 3)
    assert next(finding for finding in decoded.findings if finding.code == "dimensions").status is Status.PASS


def test_who_can_mend_a_wrong_kind() -> None:
    assert found(files.encoded(files.drawn(), "HEIF"), "file_type").fixer is Fixer.STUDENT
    assert found(files.encoded(files.drawn(), "PNG"), "file_type").fixer is Fixer.PHOTOGRAPHER


def test_several_pictures_in_one_file_fail() -> None:
    assert found(files.animated("MPO"), "file_type").measured == "mpo"


@pytest.mark.parametrize("part", [0.3, 0.62, 0.95])
def test_a_cut_file_is_truncated(part: float) -> None:
    finding = found(files.photo()[: int(len(files.photo()) * part)], "integrity")
    assert (finding.status, finding.detail) == (Status.FAIL, "jpeg_truncated")


@pytest.mark.parametrize("progressive", [False, True])
def test_damage_in_the_picture_data_is_found(progressive: bool) -> None:
    damaged = files.with_noise_in_scan(files.photo(progressive=progressive))
    finding = found(damaged, "integrity")
    assert (finding.status, finding.detail) == (Status.FAIL, "jpeg_damaged")
    assert decode_photo(damaged, STANDARD).rgb is not None


@pytest.mark.parametrize("tail", [files.ZIP, files.PDF, files.SVG, b"x" * 90 + files.ZIP])
def test_another_file_behind_the_picture_fails(tail: bytes) -> None:
    finding = found(files.photo() + tail, "integrity")
    assert (finding.status, finding.detail) == (Status.FAIL, "jpeg_hidden_file")


def test_unknown_bytes_behind_the_picture_warn_and_padding_passes() -> None:
    noise = np.random.default_rng(1).bytes(400)
    assert found(files.photo() + b"\x80" + noise, "integrity").detail == "jpeg_trailing_data"
    assert found(files.photo() + bytes(500), "integrity").status is Status.PASS


@pytest.mark.parametrize(("size", "detail"), [((480, 639), ""), ((640, 480), "lying"), ((1200, 1600), "")])
def test_other_dimensions_fail(size: tuple[int, int], detail: str) -> None:
    finding = found(files.encoded(files.drawn().resize(size)), "dimensions")
    assert (finding.status, finding.measured, finding.detail) == (
        Status.FAIL,
        tuple(map(float, size)),
        detail,
    )


@pytest.mark.parametrize(
    ("length", "status", "detail"),
    [
        (19_000, "warn", "below_usual"),
        (20_100, "pass", ""),
        (40_900, "pass", ""),
        (41_500, "warn", "above_usual"),
        (204_000, "warn", "above_usual"),
        (206_000, "fail", "above_most"),
    ],
)
def test_file_size_is_judged_in_the_files_favour(length: int, status: str, detail: str) -> None:
    small = files.photo(quality=30)
    padded = small[:2]
    while len(padded) + len(small) - 2 < length:
        body = min(length - len(padded) - len(small) - 2 + 4, 60_000)
        padded += b"\xff\xfe" + (max(body, 6) - 2).to_bytes(2, "big") + bytes(max(body, 6) - 4)
    finding = found(padded + small[2:], "file_size")
    assert (finding.status.value, finding.detail) == (status, detail)


@pytest.mark.parametrize(("mode", "name"), [("L", "grey"), ("CMYK", "cmyk")])
def test_other_colour_modes_fail_and_are_looked_at(mode: str, name: str) -> None:
    data = files.encoded(files.drawn().convert(mode))
    assert found(data, "color_mode").status is Status.FAIL
    assert found(data, "color_mode").measured == name
    rgb = decode_photo(data, STANDARD).rgb
    assert rgb is not None
    assert rgb.shape == (640, 480, 3)


def test_twelve_bit_samples_fail() -> None:
    data = files.photo()
    at = data.index(b"\xff\xc0") + 4
    assert found(data[:at] + b"\x0c" + data[at + 1 :], "color_mode").measured == "12-bit rgb"


def test_resolution_only_warns() -> None:
    assert found(files.photo(dpi=(72, 72)), "resolution").status is Status.WARN
    assert found(files.photo(dpi=(0, 0)), "resolution").detail == "unstated"
    assert found(files.with_exif(dpi=300), "resolution").status is Status.PASS


@pytest.mark.parametrize(("quality", "status"), [(59, "fail"), (60, "pass"), (100, "pass")])
def test_quality_below_60_fails(quality: int, status: str) -> None:
    assert found(files.photo(quality=quality), "compression_quality").status.value == status


@pytest.mark.parametrize(("tag", "degrees"), [(3, 180), (6, 90), (8, 270)])
def test_a_turn_by_exif_warns(tag: int, degrees: int) -> None:
    finding = found(files.with_exif(orientation=tag), "orientation")
    assert (finding.status, finding.measured) == (Status.WARN, degrees)
    assert found(files.with_exif(orientation=1), "orientation").status is Status.PASS


def test_limits_come_from_the_standard() -> None:
    strict = replace(STANDARD, quality_min=90, width=300, height=400)
    statuses = {finding.code: finding.status for finding in decode_photo(files.photo(), strict).findings}
    assert statuses["compression_quality"] is Status.FAIL
    assert statuses["dimensions"] is Status.FAIL


def test_the_pixels_are_those_of_the_file() -> None:
    rgb = decode_photo(files.photo(quality=95), STANDARD).rgb
    assert rgb is not None
    difference = np.abs(rgb.astype(int) - np.asarray(files.drawn()).astype(int))
    assert difference.mean() < 3
