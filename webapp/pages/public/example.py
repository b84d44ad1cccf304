"""A made-up report, so that the guide draws the bands exactly as students see them on their own photo."""

from __future__ import annotations

from webapp.photocheck import Allowed, Finding, Region, Report, Standard, Status

# Where the head stands on the drawn portrait, in pixels of 480 x 640 (tools/drawing/figure.py).
PICTURE = "photo-good"
CROWN, EYES, CHEEKS = 76.0, 252.0, (136.0, 344.0)
NOSE = 290.0


def report(standard: Standard) -> Report:
    """What the check would say about the drawn portrait."""
    left, right = CHEEKS
    return Report(
        (
            _finding(
                "crown_position", CROWN, standard.crown_min, standard.crown_max, Region(120, CROWN, 240, 0)
            ),
            _finding(
                "eye_line", EYES, standard.eye_line_min, standard.eye_line_max, Region(120, EYES, 240, 0)
            ),
            _finding(
                "face_width",
                right - left,
                standard.face_width_min,
                standard.face_width_max,
                Region(left, NOSE, right - left, 0),
            ),
            _finding(
                "centering",
                0.0,
                -standard.center_warn,
                standard.center_warn,
                Region(240, 0, 0, standard.height),
            ),
        ),
        standard.version,
    )


def _finding(code: str, measured: float, low: float, high: float, region: Region) -> Finding:
    return Finding(code, Status.PASS, measured, Allowed(low, high), "px", region)
