from __future__ import annotations

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageFile

from tests.photocheck import files
from webapp.photocheck.pictures import PictureError, open_picture, picture_size, reencode


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "MPO"])
def test_phone_pictures_of_every_kind_are_read(kind: str) -> None:
    picture = open_picture(files.encoded(files.drawn(), kind))
    assert (picture.mode, picture.size) == ("RGB", (480, 640))
    assert np.abs(np.asarray(picture, int) - np.asarray(files.drawn(), int)).mean() < 6
    assert picture_size(files.encoded(files.drawn(), kind)) == (480, 640)


@pytest.mark.parametrize(("tag", "turn"), [(3, 180), (6, 270), (8, 90)])
def test_pictures_come_out_upright(tag: int, turn: int) -> None:
    picture = open_picture(files.with_exif(orientation=tag))
    expected = files.drawn().rotate(turn, expand=True)
    assert picture.size == expected.size
    assert np.abs(np.asarray(picture, int) - np.asarray(expected, int)).mean() < 6
    assert not picture.info


def test_large_pictures_are_shrunk_and_small_ones_kept() -> None:
    large = files.encoded(files.drawn().resize((3000, 4000)))
    assert open_picture(large, max_side=800).size == (600, 800)
    assert open_picture(files.photo(), max_side=2000).size == (480, 640)


def test_transparency_becomes_white_and_deep_grey_is_scaled() -> None:
    clear = open_picture(files.encoded(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG"))
    assert clear.getpixel((5, 5)) == (255, 255, 255)
    grey = open_picture(files.encoded(Image.new("I;16", (20, 20), 32_896), "PNG"))
    assert grey.getpixel((5, 5)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("data", "token"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(21 * 1024 * 1024), "too_large"),
        (files.SVG, "not_a_picture"),
        (files.PDF, "not_a_picture"),
        (files.animated("GIF"), "not_a_picture"),
        (files.encoded(files.drawn(), "TIFF"), "not_a_picture"),
        (files.photo()[:9000], "damaged"),
        (files.encoded(files.drawn(), "PNG")[:2000], "damaged"),
        (files.encoded(files.drawn(), "HEIF")[:2000], "damaged"),
        (files.encoded(files.drawn(), "WEBP")[:20], "damaged"),
        (files.png_bomb(), "too_many_pixels"),
        (files.with_size(files.photo(), 20_000, 20_000), "too_many_pixels"),
        (files.with_size(files.photo(), 9000, 9000), "too_many_pixels"),
    ],
)
def test_what_cannot_be_read_has_one_token(data: bytes, token: str) -> None:
    with pytest.raises(PictureError) as caught:
        open_picture(data)
    assert caught.value.token == token


def test_a_kind_that_is_decoded_whole_has_a_cap_of_its_own() -> None:
    """The header alone says it: nothing is allocated for 16 megapixels of WebP, which would take 250 MB."""
    seen_through = files.drawn().convert("RGBA")
    seen_through.putalpha(128)
    webp = bytearray(files.encoded(seen_through, "WEBP"))
    assert webp[12:16] == b"VP8X"  # the header that names the canvas
    webp[24:30] = (3999).to_bytes(3, "little") * 2
    with pytest.raises(PictureError, match="too_many_pixels"):
        open_picture(bytes(webp))


def test_memory_stays_within_its_bounds() -> None:
    """The largest picture with transparency, in a process of its own."""
    program = """
from pathlib import Path
from PIL import Image
from tests.photocheck import files
from webapp.photocheck.pictures import open_picture
def memory(name):
    return int(Path("/proc/self/status").read_text().split(name + ":")[1].split()[0]) / 1024
data = files.encoded(Image.new("RGBA", (4400, 4500)), "PNG", compress_level=1)
open_picture(files.encoded(files.drawn(), "PNG"))
Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
before = memory("VmRSS")
open_picture(data)
print(memory("VmHWM") - before)
"""
    grown = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert float(grown) < 200


def test_a_caller_may_lower_the_cap() -> None:
    with pytest.raises(PictureError, match="too_many_pixels"):
        open_picture(files.photo(), max_pixels=100_000)


def test_what_is_kept_holds_pixels_only() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    original = files.encoded(
        files.drawn(), exif=exif.tobytes(), comment=b"secret words", icc_profile=b"secret profile"
    )
    with Image.open(io.BytesIO(original)) as opened:
        kept = reencode(opened)
    assert b"secret" not in kept
    with Image.open(io.BytesIO(kept)) as again:
        assert again.format == "JPEG"
        assert not again.getexif()
        about_the_format = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert set(again.info) <= about_the_format


def test_what_is_kept_is_no_larger_than_asked() -> None:
    assert picture_size(reencode(files.drawn(), max_side=320)) == (240, 320)


def test_truncation_is_seen_whatever_other_libraries_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as face_recognition does on import
    with pytest.raises(PictureError, match="damaged"):
        open_picture(files.photo()[:9000])
