"""The limits a photo is held to, as data with their source.

Sources named below:
  规范      教毕指〔2017〕99号《高等教育学历证书电子注册图像采集规范及信息标准》
  notice    the college's notice, Attachment 2 (clause in brackets)
  measured  set from the development photographs, see docs/photo-checks.md: the standard gives no number there
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any


class StandardError(ValueError):
    """An override that cannot be: `field` names it, `reason` is "unknown", "type", "range" or "order"."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Standard:
    """One set of limits. Lengths are pixels of the 480 x 640 picture; `*_warn` is where a warning begins."""

    version: str = "2017-99.1"

    # The file (规范 图像规格).
    width: int = 480
    height: int = 640
    dpi: int = 300
    quality_min: int = 60
    """JPEG quality, estimated from the quantization tables."""
    file_kb_low: float = 20.0
    file_kb_high: float = 40.0
    """20-40 KB is what most schools pass on; they contradict each other, so outside it is a warning."""
    file_kb_max: float = 200.0
    """Above this no collection system takes the file."""

    # Where the head stands (规范 头部位置及尺寸).
    crown_min: float = 50.0
    crown_max: float = 110.0
    """头顶发际距照片上边沿."""
    eye_line_min: float = 200.0
    eye_line_max: float = 300.0
    """双眼所在位置距照片上边沿."""
    face_width_min: float = 180.0
    face_width_max: float = 300.0
    """脸部宽度, from cheek to cheek."""
    center_warn: float = 20.0
    center_fail: float = 45.0
    """人像在相片矩形框内水平居中 gives no number. Measured: good photos lie within 10."""

    # How the head is held (规范 坐姿端正, 双眼自然睁开并平视). Degrees; measured.
    yaw_warn: float = 10.5
    yaw_fail: float = 17.0
    """Compliant photos turn up to 9, the labelled doubtful ones 12-15, the bad ones 20 and more."""
    pitch_warn: float = 22.0
    pitch_fail: float = 30.0
    """Wide, because beards and foreheads move this estimate: compliant photos lie within 16."""
    roll_warn: float = 4.5
    roll_fail: float = 8.0
    """Compliant photos tilt up to 1.5."""

    # The face (规范 双眼自然睁开并平视, 嘴唇自然闭合). Ratios of the face's own parts; measured.
    eye_open_fail: float = 0.115
    eye_open_warn: float = 0.13
    eye_open_unsure: float = 0.155
    """Area between the lids over the squared eye width. Compliant eyes 0.17-0.28, laughing ones from 0.14;
    closed ones up to 0.13. Below `unsure` an iris must be seen, or the eye counts as closed."""
    eye_pair_fail: float = 0.6
    """The less open eye over the other one: compliant pairs 0.72 and more, a wink 0.5."""
    eye_iris_seen: float = 0.18
    """Height of the dark stripe through the iris in eye widths: 0.20 and more in open eyes, a lash line
    0.07-0.15."""
    gaze_warn: float = 0.13
    """How far the irises stand beside the middle of the eyes, in eye widths: compliant photos up to 0.04."""
    mouth_gap_warn: float = 0.24
    mouth_gap_fail: float = 0.42
    """Gap over lip thickness. Compliant photos up to 0.15, lips just apart 0.33, teeth from 0.53."""

    # Identity: distances between face descriptors; measured.
    same_shot_same: float = 0.25
    same_shot_different: float = 0.33
    other_shot_same: float = 0.35
    other_shot_different: float = 0.60

    def with_overrides(self, overrides: Mapping[str, Any]) -> Standard:
        """This standard with some limits changed, as a campaign may.

        Raises StandardError, which names the field, for an unknown name, a value of the wrong type (or not
        finite, or negative), or a pair of limits in the wrong order.
        """
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        values: dict[str, Any] = {}
        for name, value in overrides.items():
            if name not in kinds:
                raise StandardError(name, "unknown")
            values[name] = _coerce(name, value, kinds[name], getattr(self, name))
        changed = replace(self, **values)
        for low, high in _ORDERED:
            if getattr(changed, low) > getattr(changed, high):
                raise StandardError(low if low in values else high, "order")
        return changed


_ORDERED = (
    ("file_kb_low", "file_kb_high"),
    ("file_kb_high", "file_kb_max"),
    ("crown_min", "crown_max"),
    ("eye_line_min", "eye_line_max"),
    ("face_width_min", "face_width_max"),
    ("center_warn", "center_fail"),
    ("yaw_warn", "yaw_fail"),
    ("pitch_warn", "pitch_fail"),
    ("roll_warn", "roll_fail"),
    ("eye_open_fail", "eye_open_warn"),
    ("eye_open_warn", "eye_open_unsure"),
    ("mouth_gap_warn", "mouth_gap_fail"),
    ("same_shot_same", "same_shot_different"),
    ("other_shot_same", "other_shot_different"),
)


def _coerce(name: str, value: Any, kind: type, current: Any) -> Any:
    """`value` in the type of the field it replaces. Raises StandardError."""
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
    if not math.isfinite(value) or value < 0 or (kind is int and value != int(value)):
        raise StandardError(name, "range")
    return kind(value)


def _coerce_tuple(name: str, value: Any, current: tuple[Any, ...]) -> tuple[Any, ...]:
    """A JSON list becomes a tuple whose items have the type and, for numbers, the count of the default's."""
    if not isinstance(value, (list, tuple)) or not value:
        raise StandardError(name, "type")
    kind = type(current[0])
    if kind is not str and len(value) != len(current):
        raise StandardError(name, "range")
    return tuple(_coerce(name, item, kind, None) for item in value)


STANDARD = Standard()
"""The national standard as the notice repeats it; a campaign may override single limits."""
