"""Why a check was not made, by the detail of a skipped finding."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, str]] = {
    "no_crown": "看不清头顶在哪里，所以没有量。",
    "shoulders_not_seen": "照片里看不到两边的肩膀，所以没有比。",
    "eyes_hidden": "眼睛被挡住了或者反光，看不清有没有睁开。",
    "no_background": "露出来的背景太少或者太杂，所以没有检查这一项。",
    "no_clothes": "照片里露出来的衣服太少，所以没有比。",
    "overexposed": "脸上太亮，已经看不出原来的肤色，所以没有判断。",
    "check_error": "这一项检查出了故障，不是照片的问题，老师会看。",
}
