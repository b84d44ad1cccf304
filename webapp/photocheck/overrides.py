"""What a campaign may put in the place of a limit: the right type, within its range, in the right order."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

_ORDERED = (
    ("file_kb_low", "file_kb_high"),
    ("file_kb_high", "file_kb_max"),
    ("crown_min", "crown_max"),
    ("eye_line_min", "eye_line_max"),
    ("face_width_min", "face_width_max"),
    ("center_warn", "center_fail"),
    ("yaw_warn", "yaw_fail"),
    ("pitch_warn", "pitch_fail"),
    ("shoulders_warn", "shoulders_fail"),
    ("roll_warn", "roll_fail"),
    ("eye_open_fail", "eye_open_warn"),
    ("eye_open_warn", "eye_open_unsure"),
    ("mouth_gap_warn", "mouth_gap_fail"),
    ("teeth_warn", "teeth_fail"),
    ("mouth_dark_warn", "mouth_dark_fail"),
    ("background_spread_warn", "background_spread_fail"),
    ("under_stops_warn", "under_stops_fail"),
    ("burnt_warn", "burnt_fail"),
    ("uneven_stops_warn", "uneven_stops_fail"),
    ("half_stops_warn", "half_stops_fail"),
    ("top_stops_warn", "top_stops_fail"),
    ("tint_fail", "tint_warn"),
    ("tint_hue_warn", "tint_hue_fail"),
    ("glare_warn", "glare_fail"),
    ("brow_warn", "brow_fail"),
    ("mask_warn", "mask_fail"),
    ("lips_fail", "lips_warn"),
    ("mouth_line_fail", "mouth_line_warn"),
    ("hand_warn", "hand_fail"),
    ("cheek_warn", "cheek_fail"),
    ("cover_colors_warn", "cover_colors_fail"),
    ("cover_spread_warn", "cover_spread_fail"),
    ("cover_texture_fail", "cover_texture_warn"),
    ("cover_bright_warn", "cover_bright_fail"),
    ("cover_seam_warn", "cover_seam_fail"),
    ("cover_rim_warn", "cover_rim_fail"),
    ("sharpness_fail", "sharpness_warn"),
    ("cast_warn", "cast_fail"),
    ("cast_warn_confirmed", "cast_fail_confirmed"),
    ("red_eye_warn", "red_eye_fail"),
    ("clothes_alike_warn", "clothes_alike_fail"),
    ("mark_pixels_warn", "mark_pixels_fail"),
    ("pattern_warn", "pattern_fail"),
    ("same_shot_same", "same_shot_different"),
    ("other_shot_same", "other_shot_different"),
)


_ASCENDING = ("background_lightness", "background_chroma", "background_hue")
_COLORS = {"light_blue", "white", "light_grey"}  # of the 规范
_MOST = {
    "quality_min": 100,
    "width": 10_000,
    "height": 10_000,
    "dpi": 10_000,
    "background_lightness": 100,
    "background_hue": 360,
}


class StandardError(ValueError):
    """An override that cannot be: `field` names it, `reason` is "unknown", "type", "range" or "order"."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def require_order(limits: object, changed: Collection[str]) -> None:
    """Raise StandardError when a pair of limits is turned around; it names one of the `changed` fields."""
    for low, high in _ORDERED:
        if getattr(limits, low) > getattr(limits, high):
            raise StandardError(low if low in changed else high, "order")
    for name in _ASCENDING:
        if list(getattr(limits, name)) != sorted(getattr(limits, name)):
            raise StandardError(name, "order")


def coerced(name: str, value: Any, kind: type, current: Any) -> Any:
    """`value` in the type of the field it replaces, whose value is `current`. Raises StandardError."""
    if kind is str:
        if not isinstance(value, str) or not value:
            raise StandardError(name, "type")
        return value
    if kind is bool:
        if not isinstance(value, bool):
            raise StandardError(name, "type")
        return value
    if kind is tuple:
        return _coerce_tuple(name, value, current)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise StandardError(name, "type")
    if not math.isfinite(value) or not 0 <= value <= _MOST.get(name, math.inf):
        raise StandardError(name, "range")
    if kind is int and value != int(value):
        raise StandardError(name, "range")
    return kind(value)


def _coerce_tuple(name: str, value: Any, current: tuple[Any, ...]) -> tuple[Any, ...]:
    """A JSON list becomes a tuple whose items have the type and, for numbers, the count of the default's."""
    if not isinstance(value, (list, tuple)) or not value:
        raise StandardError(name, "type")
    kind = type(current[0])
    if kind is str and not _COLORS.issuperset(value):
        raise StandardError(name, "type")
    if kind is not str and len(value) != len(current):
        raise StandardError(name, "type")
    return tuple(coerced(name, item, kind, None) for item in value)
