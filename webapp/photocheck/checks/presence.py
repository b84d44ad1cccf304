"""Is there exactly one face, and does the picture stand upright?"""

from __future__ import annotations

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.faces import Detection
from webapp.photocheck.report import Allowed, Finding, Fixer, Region, Status
from webapp.photocheck.standard import Standard


def check_single_face(analysis: Analysis, _standard: Standard) -> Finding:
    """Exactly one face (规范: 单人). measured: how many were found; region: the face that is too much.

    The student mends it, since most often another file was taken; the advice also says what else to do.
    """
    count = len(analysis.faces)
    if count == 1:
        return Finding("single_face", Status.PASS, 1.0, Allowed(1, 1), region=face_region(analysis.faces[0]))
    return Finding(
        "single_face",
        Status.FAIL,
        float(count),
        Allowed(1, 1),
        region=face_region(analysis.faces[1]) if count else None,
        fixer=Fixer.STUDENT,
        detail="many_faces" if count else "no_face",
    )


def check_orientation(analysis: Analysis, from_file: Finding | None) -> Finding:
    """The face stands upright as the pixels are stored; else what the file's EXIF tag gave (`from_file`).

    measured: degrees clockwise by which the picture must be turned.
    """
    allowed = Allowed(0, 0)
    if analysis.turned:
        detail = "upside_down" if analysis.turned == 180 else "lying"
        return Finding(
            "orientation",
            Status.FAIL,
            float(analysis.turned),
            allowed,
            "deg",
            fixer=Fixer.PHOTOGRAPHER,
            detail=detail,
        )
    return from_file or Finding("orientation", Status.PASS, 0.0, allowed, "deg")


def face_region(face: Detection) -> Region:
    """The box of a face, for drawing."""
    return Region(*(round(value, 1) for value in face.box))
