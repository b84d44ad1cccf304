"""The caps of the decoder: a file just within is looked at, one just beyond is refused before it costs."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.photocheck import files
from webapp.photocheck.decoding import decode_photo
from webapp.photocheck.standard import STANDARD


def _integrity(data: bytes) -> str:
    found = decode_photo(data, STANDARD).findings
    return next(finding.detail for finding in found if finding.code == "integrity")


def _padded(length: int) -> bytes:
    """The portrait with comments in its header, so many bytes together."""
    data = files.photo()
    left = length - len(data)
    comments = b""
    while left > 0:
        body = min(left, 60_000)
        comments += b"\xff\xfe" + (body + 2).to_bytes(2, "big") + bytes(body)
        left -= body
    return data[:2] + comments + data[2:]


@pytest.mark.parametrize(
    ("size", "detail"), [((5000, 5100), "jpeg_damaged"), ((5000, 5300), "jpeg_too_large")]
)
def test_a_jpeg_of_26_million_pixels(size: tuple[int, int], detail: str) -> None:
    """By what its header claims."""
    assert _integrity(files.with_size(files.photo(), *size)) == detail


@pytest.mark.parametrize(("length", "detail"), [(6_800_000, ""), (7_200_000, "jpeg_too_large")])
def test_a_jpeg_of_seven_megabytes(length: int, detail: str) -> None:
    assert _integrity(_padded(length)) == detail


@pytest.mark.parametrize(("count", "refused"), [(120, False), (150, True)])
def test_a_jpeg_of_45_million_pixels_in_all_scans(count: int, refused: bool) -> None:
    """A portrait of the right size may have 146 scans."""
    assert (_integrity(files.many_scans(count)) == "jpeg_too_many_scans") is refused


@pytest.mark.parametrize(("height", "looked_at"), [(1180, True), (1220, False)])
def test_other_kinds_of_1_2_million_pixels(height: int, looked_at: bool) -> None:
    """Grey JPEGs are among them: another decoder reads them."""
    plain = Image.new("RGB", (1000, height), (100, 197, 255))
    assert (decode_photo(files.encoded(plain, "PNG"), STANDARD).rgb is not None) is looked_at
    grey = files.encoded(plain.convert("L"))
    assert _integrity(grey) == ("" if looked_at else "jpeg_too_large")


@pytest.mark.parametrize(("height", "looked_at"), [(530, True), (580, False)])
def test_other_kinds_of_one_megabyte(height: int, looked_at: bool) -> None:
    """Noise takes three bytes a pixel."""
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (height, 600, 3), dtype=np.uint8))
    assert (decode_photo(files.encoded(noise, "PNG"), STANDARD).rgb is not None) is looked_at
