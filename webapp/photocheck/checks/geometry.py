"""Where the head stands and how it is held. Lengths in pixels of the 480-wide frame."""

from __future__ import annotations

from typing import Final

import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.mesh_points import CHEEK_ENDS, CHIN, FACE_OVAL
from webapp.photocheck.pose import head_pose
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

_HALF_LINE: Final = 0.6
"""Half the length of the drawn lines, in face widths."""


def check_head_pose(analysis: Analysis, standard: Standard) -> Finding:
    """Frontal and upright (规范 坐姿端正). measured: yaw, pitch and roll in degrees, signed.

    detail names the worst: "turned", "bowed", "raised" or "tilted"; allowed is the limit of that one.
    """
    pose = head_pose(analysis.solid_points)
    axes = (
        ("turned", abs(pose.yaw), standard.yaw_warn, standard.yaw_fail),
        ("bowed" if pose.pitch > 0 else "raised", abs(pose.pitch), standard.pitch_warn, standard.pitch_fail),
        ("tilted", abs(pose.roll), standard.roll_warn, standard.roll_fail),
    )
    detail, value, warn, fail = max(axes, key=lambda axis: axis[1] / axis[2])
    allowed = Allowed(-warn, warn)
    status = over(value, warn, fail)
    return Finding(
        "head_pose",
        status,
        tuple(rounded(angle, 1, allowed) for angle in (pose.yaw, pose.pitch, pose.roll)),
        allowed,
        "deg",
        region=oval_region(analysis),
        detail="" if status is Status.PASS else detail,
    )


def check_centering(analysis: Analysis, standard: Standard) -> Finding:
    """The middle of the face on the middle of the picture (规范 水平居中).

    measured: signed offset in px, positive to the right; region: the vertical line through the face.
    """
    middle = float(analysis.points[list(CHEEK_ENDS), 0].mean())
    offset = middle - analysis.width / 2
    allowed = Allowed(-standard.center_warn, standard.center_warn)
    status = over(abs(offset), standard.center_warn, standard.center_fail)
    return Finding(
        "centering",
        status,
        rounded(offset, 1, allowed),
        allowed,
        "px",
        Region(round(middle, 1), 0.0, 0.0, float(analysis.height)),
        detail="" if status is Status.PASS else ("too_far_right" if offset > 0 else "too_far_left"),
    )


def check_crown_position(analysis: Analysis, standard: Standard) -> Finding:
    """头顶发际距上边沿: the top of the hair (of the head when bald) to the top edge, in px."""
    if analysis.crown is None:
        return Finding("crown_position", Status.SKIPPED, detail="no_crown")
    allowed = Allowed(standard.crown_min, standard.crown_max)
    return _between("crown_position", analysis.crown, allowed, _line(analysis, analysis.crown))


def check_eye_line(analysis: Analysis, standard: Standard) -> Finding:
    """双眼所在位置距上边沿: the middle between both eyes to the top edge, in px."""
    height = float(analysis.eye_centres[:, 1].mean())
    allowed = Allowed(standard.eye_line_min, standard.eye_line_max)
    return _between("eye_line", height, allowed, _line(analysis, height))


def check_face_width(analysis: Analysis, standard: Standard) -> Finding:
    """脸部宽度, cheek to cheek without the ears, in px."""
    right, left = analysis.points[list(CHEEK_ENDS)]
    line = Region(
        round(float(right[0]), 1), round(float(right[1] + left[1]) / 2, 1), analysis.face_width, 0.0
    )
    allowed = Allowed(standard.face_width_min, standard.face_width_max)
    return _between("face_width", analysis.face_width, allowed, line)


def check_shoulders_level(analysis: Analysis, standard: Standard) -> Finding:
    """双肩平正. measured: degrees, positive when the shoulder on the picture's right is lower.

    Skipped when the shoulders are not both in the picture, which a large face makes likely.
    """
    slope = shoulder_slope(analysis)
    if slope is None:
        return Finding("shoulders_level", Status.SKIPPED, detail="shoulders_not_seen")
    status = over(abs(slope), standard.shoulders_warn, standard.shoulders_fail)
    top = float(analysis.points[CHIN, 1])
    region = Region(0.0, round(top, 1), float(analysis.width), round(max(0.0, analysis.height - top), 1))
    allowed = Allowed(-standard.shoulders_warn, standard.shoulders_warn)
    detail = "" if status is Status.PASS else "tilted"
    return Finding(
        "shoulders_level", status, rounded(slope, 1, allowed), allowed, "deg", region, detail=detail
    )


def shoulder_slope(analysis: Analysis) -> float | None:
    """Slope of the outline beside the neck, from columns equally far left and right of the face."""
    width = analysis.face_width
    middle = float(analysis.points[list(CHEEK_ENDS), 0].mean())
    top = max(0, int(analysis.points[CHIN, 1] - 0.35 * width))
    reach = min(middle, analysis.width - 1 - middle) - 3
    pairs = []
    for distance in np.arange(0.7 * width, reach, 4):
        columns = [analysis.person[top:, int(middle + side * distance)] > 0.5 for side in (-1, 1)]
        if columns[0].any() and columns[1].any():
            pairs.append((distance, int(columns[1].argmax()) - int(columns[0].argmax())))
    if len(pairs) < 3:
        return None
    apart, drop = np.median(np.array(pairs), axis=0)
    return float(np.degrees(np.arctan2(drop, 2 * apart)))


def over(value: float, warn: float, fail: float) -> Status:
    """The status of a value that is better the smaller it is."""
    if value > fail:
        return Status.FAIL
    return Status.WARN if value > warn else Status.PASS


def oval_region(analysis: Analysis) -> Region:
    """The box around the face's oval, for drawing."""
    oval = analysis.points[list(FACE_OVAL)]
    low, high = oval.min(axis=0), oval.max(axis=0)
    return Region(*(round(float(value), 1) for value in (*low, *(high - low))))


def _between(code: str, value: float, allowed: Allowed, region: Region) -> Finding:
    """A length that must lie in a closed interval; a tenth of a pixel is not held against anybody."""
    value = round(value, 1)
    below = allowed.low is not None and value < allowed.low
    above = allowed.high is not None and value > allowed.high
    detail = "too_small" if below else "too_large" if above else ""
    status = Status.FAIL if detail else Status.PASS
    return Finding(code, status, value, allowed, "px", region, detail=detail)


def _line(analysis: Analysis, y: float) -> Region:
    """A horizontal line as wide as the head."""
    middle = float(analysis.points[list(CHEEK_ENDS), 0].mean())
    half = _HALF_LINE * analysis.face_width
    return Region(round(middle - half, 1), round(y, 1), round(2 * half, 1), 0.0)
