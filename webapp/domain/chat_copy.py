"""Did this file go through a chat? WeChat makes a picture smaller, squeezes it, and drops its dpi.

Read from the findings of the check, so that a stored report answers too.
"""

from __future__ import annotations

from webapp.photocheck import Finding, Report, Status

SAME_SHAPE = 0.02  # relative: a picture made smaller keeps its shape but for a rounded pixel
SQUEEZED_QUALITY = 75.0  # JPEG; chats write 50 to 70, branches 80 and more


def is_chat_copy(report: Report) -> bool:
    """Whether the file was most likely sent as a chat picture: then the original is to be asked for.

    No dpi, and either smaller than the standard in the same shape, or squeezed as well as changed in size or
    unusually small. One sign alone is no proof: photographers, too, forget the dpi.
    """
    found = {finding.code: finding for finding in report.findings}
    if _status(found, "file_type") is not Status.PASS or not _lost_its_dpi(found):
        return False
    scale = _scale(found.get("dimensions"))
    if scale is not None and scale < 1:
        return True
    is_changed = scale not in (None, 1.0) or _detail(found, "file_size") == "below_usual"
    return is_changed and _is_squeezed(found.get("compression_quality"))


def _status(found: dict[str, Finding], code: str) -> Status | None:
    return found[code].status if code in found else None


def _detail(found: dict[str, Finding], code: str) -> str:
    return found[code].detail if code in found else ""


def _lost_its_dpi(found: dict[str, Finding]) -> bool:
    """What chats write has no resolution, or the screen's 72 dpi."""
    resolution = found.get("resolution")
    return resolution is not None and (resolution.detail == "unstated" or resolution.measured == 72)


def _scale(dimensions: Finding | None) -> float | None:
    """How many times as wide as the standard, in the same shape; None for another shape, or unknown."""
    if dimensions is None or dimensions.allowed is None or not isinstance(dimensions.measured, tuple):
        return None
    wanted_width, wanted_height = map(float, dimensions.allowed.values[0].split("x"))
    width, height = dimensions.measured
    shape, wanted_shape = width / height, wanted_width / wanted_height
    return width / wanted_width if abs(shape / wanted_shape - 1) <= SAME_SHAPE else None


def _is_squeezed(quality: Finding | None) -> bool:
    return quality is not None and isinstance(quality.measured, float) and quality.measured < SQUEEZED_QUALITY
