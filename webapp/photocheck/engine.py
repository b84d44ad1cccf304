"""The whole check of one photo: bytes in, a report with one finding per code out, and never an exception."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from .analysis import Analysis, NoPortraitError, analyse
from .checks import (
    background,
    clothing,
    color,
    covering,
    eyes,
    foreign,
    geometry,
    glasses,
    light,
    mouth,
    occlusion,
    presence,
    rephotograph,
    sharpness,
)
from .decoding import decode_photo
from .models import Pixels
from .report import BROKEN, CODES, Finding, Fixer, Report, Status
from .standard import STANDARD, Standard

Check = Callable[[Analysis, Standard], Finding]

_log = logging.getLogger(__name__)

PICTURE_CHECKS: Final[dict[str, Check]] = {
    "single_face": presence.check_single_face,
    "background_color": background.check_background_color,
    "background_uniformity": background.check_background_uniformity,
    "exposure": light.check_exposure,
    "foreign_content": foreign.check_foreign_content,
    "photo_of_photo": rephotograph.check_photo_of_photo,
}
"""Checks that can be made on any picture that decodes, with or without a face."""

FACE_CHECKS: Final[dict[str, Check]] = {
    "head_pose": geometry.check_head_pose,
    "centering": geometry.check_centering,
    "crown_position": geometry.check_crown_position,
    "eye_line": geometry.check_eye_line,
    "face_width": geometry.check_face_width,
    "shoulders_level": geometry.check_shoulders_level,
    "eyes_open": eyes.check_eyes_open,
    "mouth_closed": mouth.check_mouth_closed,
    "glasses": glasses.check_glasses,
    "occlusion": occlusion.check_occlusion,
    "head_covering": covering.check_head_covering,
    "even_lighting": light.check_even_lighting,
    "natural_color": color.check_natural_color,
    "sharpness": sharpness.check_sharpness,
    "clothing_contrast": clothing.check_clothing_contrast,
}
"""Checks that need exactly one upright face; without it they are skipped."""


def check_photo(data: bytes, standard: Standard = STANDARD) -> Report:
    """Hold the bytes of one photo against the standard. Never raises, whatever the bytes are.

    The file's own findings come first. Without a picture that decodes whole, every picture check is skipped;
    without exactly one upright face, every check of the face is.
    """
    decoded = decode_photo(data, standard)
    found = {finding.code: finding for finding in decoded.findings}
    damaged = "integrity" in found and found["integrity"].status is Status.FAIL
    if decoded.rgb is not None and not damaged:  # what a broken file shows would be told for the wrong reason
        found |= _look(decoded.rgb, standard, found)
    findings = tuple(found.get(code) or Finding(code, Status.SKIPPED) for code in CODES)
    return Report(findings, standard.version)


def _look(rgb: Pixels, standard: Standard, file_findings: dict[str, Finding]) -> dict[str, Finding]:
    """The findings of every check that looks at the picture."""
    try:
        analysis = analyse(rgb)
    except NoPortraitError:  # `dimensions` says so
        return {}
    except Exception:  # a picture no network was made for must not take the report down
        _log.exception("the picture could not be analysed")
        return {"single_face": _broken("single_face")}
    checks = dict(PICTURE_CHECKS)
    if len(analysis.faces) == 1 and analysis.mesh is not None:
        checks |= FACE_CHECKS
    found = {code: _run(code, check, analysis, standard) for code, check in checks.items()}
    found["orientation"] = presence.check_orientation(analysis, file_findings.get("orientation"))
    return found


def _run(code: str, check: Check, analysis: Analysis, standard: Standard) -> Finding:
    """One check; one that breaks is logged and left to a person, so that the others are still told."""
    try:
        return check(analysis, standard)
    except Exception:
        _log.exception("check %s failed", code)
        return _broken(code)


def _broken(code: str) -> Finding:
    """A warning: what was not looked at must not pass for good."""
    return Finding(code, Status.WARN, fixer=Fixer.COLLEGE, detail=BROKEN)
