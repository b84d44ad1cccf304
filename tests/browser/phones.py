"""Phones and what is on them: screens, user agents, and pictures as large as phones take them."""

from __future__ import annotations

import io
from typing import Any, Final

import numpy as np
from PIL import Image

from webapp.demo.people import PEOPLE
from webapp.demo.pictures import code_picture, print_on_desk
from webapp.demo.portrait import draw_portrait

WECHAT_IPHONE: Final = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/4G Language/zh_CN"
)
WECHAT_ANDROID: Final = (
    "Mozilla/5.0 (Linux; Android 13; V2238A; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/111.0.5563.116 Mobile Safari/537.36 XWEB/1110017 MMWEBSDK/20231105 "
    "MicroMessenger/8.0.44.2502(0x28002C51) WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64"
)


def phone(width: int, height: int, user_agent: str, **more: Any) -> dict[str, Any]:
    """Options of a browser context for a phone of so many CSS pixels."""
    return {
        "viewport": {"width": width, "height": height},
        "user_agent": user_agent,
        "is_mobile": True,
        "has_touch": True,
        **more,
    }


IPHONE: Final = phone(390, 844, WECHAT_IPHONE)
SCREENS: Final = {
    "iphone": IPHONE,
    "android": phone(412, 915, WECHAT_ANDROID),
    "small": phone(360, 740, WECHAT_ANDROID),
    "landscape": phone(740, 360, WECHAT_ANDROID),
    "dark": phone(390, 844, WECHAT_IPHONE, color_scheme="dark"),
    "keyboard": phone(390, 400, WECHAT_IPHONE),
    "no-script": phone(390, 844, WECHAT_IPHONE, java_script_enabled=False),
}

TWELVE_MEGAPIXELS: Final = (3000, 4000)
LYING: Final = 6  # EXIF orientation: the camera was held upright, the sensor lies


def paper_photo() -> bytes:
    """A print on a desk, 12 megapixels with the noise of a sensor, turned by EXIF alone."""
    return _as_taken(Image.open(io.BytesIO(print_on_desk(draw_portrait(PEOPLE["lin"])))))


def code_on_a_screen(payload: str) -> bytes:
    """The code photographed off a screen: a third of a 12 megapixel picture is the code."""
    scene = Image.new("RGB", (750, 1000), (90, 96, 104))
    code = (
        Image.open(io.BytesIO(code_picture(payload)))
        .convert("RGB")
        .resize((300, 300), Image.Resampling.NEAREST)
    )
    scene.paste(code, (220, 330))
    return _as_taken(scene)


def heic(picture: bytes) -> bytes:
    """The same picture as iPhones store it."""
    stream = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(stream, "HEIF", quality=80)
    return stream.getvalue()


def _as_taken(scene: Image.Image) -> bytes:
    large = scene.convert("RGB").resize(TWELVE_MEGAPIXELS, Image.Resampling.BICUBIC)
    noise = np.random.default_rng(7).integers(-9, 10, (*large.size[::-1], 1), dtype=np.int16)
    pixels = np.clip(np.asarray(large, np.int16) + noise, 0, 255).astype(np.uint8)
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = LYING
    lying = Image.fromarray(pixels).transpose(Image.Transpose.ROTATE_90)
    lying.save(stream, "JPEG", quality=92, exif=exif)
    return stream.getvalue()
