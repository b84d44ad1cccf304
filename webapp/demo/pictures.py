"""Pictures made from drawn portraits: a print on a desk, a collection code, and files for visitors to try."""

import io
from pathlib import Path

import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFilter

from webapp.demo.look import Look, Shot
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import draw_portrait, portrait_jpeg

DESK_SIZE = (1600, 1200)
_PRINT_CORNERS = ((492.0, 142.0), (1098.0, 170.0), (1122.0, 1062.0), (452.0, 1040.0))
"""Where the print's corners lie on the desk: top left, top right, bottom right, bottom left."""

DEMO_CODE = "CHSI-DEMO:8c1f0e5b7d2a49c6b3e8f1a07d5c2b94e6a3f8d1c7b0592e4f6a1d8c3b7e0925"
"""Stands for the encrypted text of a real code, which is opaque to everyone but CHSI."""


def print_on_desk(portrait: Image.Image) -> bytes:
    """A phone's picture of the paper print of `portrait` (480 x 640) lying on a desk: JPEG, 1600 x 1200.

    The print is cut as a studio cuts it (33 x 48 mm), turned a little, seen at a slant, in warm light.
    """
    paper = _paper(portrait)
    desk = _desk()
    shadow = Image.new("L", DESK_SIZE)
    ImageDraw.Draw(shadow).polygon([(x + 10, y + 14) for x, y in _PRINT_CORNERS], fill=150)
    shadow = shadow.filter(ImageFilter.GaussianBlur(12))
    desk.paste((38, 24, 16), mask=shadow)
    slant = _perspective(_PRINT_CORNERS, paper.size)
    seen = paper.transform(DESK_SIZE, Image.Transform.PERSPECTIVE, slant, Image.Resampling.BICUBIC)
    cover = Image.new("L", DESK_SIZE)
    ImageDraw.Draw(cover).polygon(_PRINT_CORNERS, fill=255)
    desk.paste(seen, mask=cover.filter(ImageFilter.GaussianBlur(1.2)))
    return _snapshot(desk)


def _paper(portrait: Image.Image) -> Image.Image:
    """The print itself: cropped to 33:48, colours a little flat, a narrow white edge."""
    width = round(portrait.height * 33 / 48)
    left = (portrait.width - width) // 2
    cropped = portrait.crop((left, 0, left + width, portrait.height)).resize(
        (660, 960), Image.Resampling.LANCZOS
    )
    flat = Image.eval(cropped, lambda value: int(14 + value * 0.91))
    sheet = Image.new("RGB", (700, 1000), (246, 245, 241))
    sheet.paste(flat, (20, 20))
    return sheet


def _desk() -> Image.Image:
    """A wooden desk: grain along its length."""
    random = np.random.default_rng(3)
    width, height = DESK_SIZE
    rows = np.repeat(random.normal(0, 1, height // 4), 4)
    rows = np.convolve(rows, np.ones(9) / 9, mode="same")
    drift = (6 * np.sin(np.arange(width) / 210)).astype(int)
    grain = np.stack([np.roll(rows, shift) for shift in drift], axis=1)
    grain += random.normal(0, 0.12, grain.shape)
    wood = np.array((171, 128, 88)) * (1 + 0.09 * grain)[..., None]
    return Image.fromarray(np.clip(wood, 0, 255).astype(np.uint8))


def _perspective(corners: tuple[tuple[float, float], ...], size: tuple[int, int]) -> tuple[float, ...]:
    """Pillow's eight coefficients that take the corners on the desk back to a sheet of this size."""
    width, height = size
    sheet = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, sheet, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return tuple(np.linalg.solve(np.array(rows, float), np.array(values, float)).tolist())


def _snapshot(scene: Image.Image) -> bytes:
    """A phone's picture of the scene: light that falls off, warm, a little soft and noisy."""
    pixels = np.asarray(scene.filter(ImageFilter.GaussianBlur(0.9)), np.float32)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1.04 - 0.16 * np.hypot((x - 0.42 * width) / width, (y - 0.4 * height) / height)
    noise = np.random.default_rng(4).normal(0, 2.2, pixels.shape)
    warm = pixels * light[..., None] * np.array((1.0, 0.985, 0.94), np.float32) + noise
    buffer = io.BytesIO()
    Image.fromarray(np.clip(warm, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def code_picture(payload: str) -> bytes:
    """A QR code (PNG) as a long press saves it from the collection code page."""
    buffer = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(buffer, kind="png", scale=8, border=4)
    return buffer.getvalue()


def bar_code_picture() -> bytes:
    """A picture (PNG) that holds bars but no QR code, like the back of a library card."""
    random = np.random.default_rng(5)
    image = Image.new("RGB", (640, 400), (250, 250, 248))
    pen = ImageDraw.Draw(image)
    x = 80
    while x < 560:
        wide = int(random.integers(2, 9))
        pen.rectangle((x, 110, x + wide, 290), fill=(24, 24, 26))
        x += wide + int(random.integers(3, 10))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def sent_by_wechat(portrait: Image.Image) -> bytes:
    """What is left of a photo after a chat: 360 x 480 and a JPEG quality of 50, no resolution."""
    buffer = io.BytesIO()
    portrait.resize((360, 480), Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=50)
    return buffer.getvalue()


def demo_files(folder: Path, look: Look = PEOPLE["lin"], payload: str = DEMO_CODE) -> list[Path]:
    """Write ready-made files of one student for visitors to upload; their names say what they show.

    The folder is made when it is missing; files of the same name are overwritten.
    """
    good = draw_portrait(look)
    stranger = draw_portrait(PEOPLE["wang"])
    files = {
        "合格照片.jpg": portrait_jpeg(look),
        "头部太小.jpg": portrait_jpeg(look, Shot(crown=150, eye_line=262, face_width=132)),
        "嘴巴张开.jpg": portrait_jpeg(look, Shot(mouth_open=0.22)),
        "眼睛闭着.jpg": portrait_jpeg(look, Shot(eyes="closed")),
        "背景灰色.jpg": portrait_jpeg(look, Shot(background=(158, 158, 156))),
        "微信压缩过的照片.jpg": sent_by_wechat(good),
        "纸质照片.jpg": print_on_desk(good),
        "别人的纸质照片.jpg": print_on_desk(stranger),
        "采集码.png": code_picture(payload),
        "不是采集码.png": bar_code_picture(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths
