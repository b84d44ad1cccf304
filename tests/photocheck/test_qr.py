from __future__ import annotations

import io

import numpy as np
import pytest
import segno
from PIL import Image, ImageFilter, ImageOps

from tests.photocheck import files
from webapp.photocheck.qr import code_box, read_code

PAYLOAD = "CHSI:" + "7f3A" * 40


def code(payload: str = PAYLOAD, scale: int = 6) -> Image.Image:
    """A drawn code with its quiet zone."""
    stream = io.BytesIO()
    segno.make(payload, error="m").save(stream, kind="png", scale=scale, border=4)
    return Image.open(stream).convert("RGB")


def on_a_table(picture: Image.Image, degrees: float = 7, size: tuple[int, int] = (1500, 2000)) -> Image.Image:
    """As a phone takes it: small, turned, noisy."""
    table = Image.new("RGB", size, (190, 180, 170))
    turned = picture.rotate(degrees, expand=True, fillcolor=(190, 180, 170))
    table.paste(turned, (300, 500))
    noise = np.random.default_rng(2).normal(0, 6, (size[1], size[0], 3))
    return Image.fromarray(np.clip(np.asarray(table) + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize(
    "picture",
    [
        code(),
        code(scale=2),
        ImageOps.invert(code()),
        code().rotate(90),
        code().crop((24, 24, code().width - 24, code().height - 24)),
        code().filter(ImageFilter.GaussianBlur(2)),
        on_a_table(code()),
        on_a_table(code(), degrees=40),
    ],
    ids=["saved", "tiny", "inverted", "lying", "no quiet zone", "blurred", "photographed", "turned"],
)
def test_a_code_is_read_however_it_was_saved(picture: Image.Image) -> None:
    reading = read_code(files.encoded(picture))
    assert (reading.payload, reading.text, reading.problem) == (PAYLOAD.encode(), PAYLOAD, "")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    assert read_code(files.encoded(code(), kind)).payload == PAYLOAD.encode()


def test_the_same_code_twice_is_one_code() -> None:
    sheet = Image.new("RGB", (1200, 600), "white")
    for left in (20, 620):
        sheet.paste(code(scale=5), (left, 20))
    assert read_code(files.encoded(sheet)).payload == PAYLOAD.encode()


def test_two_codes_are_too_many() -> None:
    sheet = Image.new("RGB", (1200, 600), "white")
    sheet.paste(code("A" * 90, 5), (20, 20))
    sheet.paste(code("B" * 90, 5), (620, 20))
    assert read_code(files.encoded(sheet)).problem == "many_codes"


def test_a_picture_without_a_code_and_one_that_does_not_open() -> None:
    assert read_code(files.photo()).problem == "no_code"
    assert read_code(b"%PDF-1.4").problem == "not_a_picture"
    assert read_code(b"").problem == "empty"
    assert read_code(files.photo()[:5000]).problem == "damaged"


def test_a_bar_code_is_no_collection_code() -> None:
    stripes = np.repeat(np.random.default_rng(1).integers(0, 2, 200) * 255, 4)[None].repeat(200, 0)
    assert read_code(files.encoded(Image.fromarray(stripes.astype(np.uint8)))).problem == "no_code"


def test_the_code_alone_is_found_in_a_whole_screenshot() -> None:
    screenshot = Image.new("RGB", (1080, 2340), (240, 240, 240))
    shown = code()
    screenshot.paste(shown, (300, 900))
    found = code_box(screenshot)
    assert found is not None
    left, top, right, bottom = found
    assert 270 < left < 330
    assert 870 < top < 930
    assert right - left < shown.width + 60
    assert bottom - top < shown.height + 60
    assert code_box(Image.new("RGB", (300, 300), "white")) is None
