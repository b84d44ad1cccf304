"""What a check answers: findings with stable codes, and the verdict over them.

This module is the seam between the engine and everything that stores or shows its results:
it knows no language, no framework and no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

_MOST_DECIMALS: Final = 6

BROKEN: Final = "check_error"
"""The detail of a finding whose check broke: nobody's photo is to blame, and a person looks."""


class Status(StrEnum):
    """How one check ended. `skipped`: it could not be measured because an earlier check failed."""

    PASS = "pass"  # noqa: S105  (a verdict, no password)
    WARN = "warn"
    FAIL = "fail"
    SKIPPED = "skipped"


class Fixer(StrEnum):
    """Who can mend a finding."""

    STUDENT = "student"
    PHOTOGRAPHER = "photographer"
    COLLEGE = "college"


@dataclass(frozen=True)
class Region:
    """A place on the photo in pixels of the 480 x 640 frame; a line is a region without height or width."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Allowed:
    """The closed interval a measure must lie in (None: no bound), or the tokens that are accepted."""

    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()

    def admits(self, value: float) -> bool:
        """Whether a number lies in the interval."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


Measure = float | str | tuple[float, ...] | None


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    code: stable identifier from `CODES`.
    measured / allowed / unit: what was found and what the standard allows, in `unit`
    ("px", "KB", "dpi", "deg", "ratio", "rgb", "" for tokens).
    region: where on the photo, for drawing; None when it concerns the file as a whole.
    fixer: who can mend it.
    detail: stable token that picks a more exact wording (for example "jpeg_truncated"); "" for none.
    """

    code: str
    status: Status
    measured: Measure = None
    allowed: Allowed | None = None
    unit: str = ""
    region: Region | None = None
    fixer: Fixer = Fixer.PHOTOGRAPHER
    detail: str = ""

    def to_dict(self) -> dict[str, Any]:
        """A JSON-serializable form; `from_dict` reads it back."""
        return {
            "code": self.code,
            "status": self.status.value,
            "measured": list(self.measured) if isinstance(self.measured, tuple) else self.measured,
            "allowed": None if self.allowed is None else _allowed_to_dict(self.allowed),
            "unit": self.unit,
            "region": None if self.region is None else vars(self.region).copy(),
            "fixer": self.fixer.value,
            "detail": self.detail,
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Finding:
        """Read what `to_dict` wrote. Raises KeyError or ValueError on anything else."""
        measured = raw["measured"]
        allowed = raw["allowed"]
        return cls(
            code=raw["code"],
            status=Status(raw["status"]),
            measured=tuple(measured) if isinstance(measured, list) else measured,
            allowed=None
            if allowed is None
            else Allowed(allowed["low"], allowed["high"], tuple(allowed["values"])),
            unit=raw["unit"],
            region=None if raw["region"] is None else Region(**raw["region"]),
            fixer=Fixer(raw["fixer"]),
            detail=raw["detail"],
        )


def _allowed_to_dict(allowed: Allowed) -> dict[str, Any]:
    return {"low": allowed.low, "high": allowed.high, "values": list(allowed.values)}


@dataclass(frozen=True)
class Report:
    """All findings of one photo, one per code, in the order of `CODES`."""

    findings: tuple[Finding, ...]
    standard_version: str

    @property
    def verdict(self) -> Status:
        """The worst status among the findings: fail, then warn, then pass. Skipped ones do not count."""
        statuses = {finding.status for finding in self.findings}
        for status in (Status.FAIL, Status.WARN):
            if status in statuses:
                return status
        return Status.PASS

    def finding(self, code: str) -> Finding:
        """The finding of one code. Raises KeyError when the report has none."""
        for finding in self.findings:
            if finding.code == code:
                return finding
        raise KeyError(code)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-serializable form; `from_dict` reads it back."""
        return {
            "verdict": self.verdict.value,
            "standard_version": self.standard_version,
            "findings": [finding.to_dict() for finding in self.findings],
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Report:
        """Read what `to_dict` wrote. Raises KeyError or ValueError on anything else."""
        return cls(
            findings=tuple(Finding.from_dict(item) for item in raw["findings"]),
            standard_version=raw["standard_version"],
        )


@dataclass(frozen=True)
class Comparison:
    """Whether two pictures show the same person.

    distance: between the two face descriptors (0 = identical; None when one holds no single face).
    verdict: "same", "different" or "unsure" (a person looks).
    reason: "" or a stable token such as "a_no_face", "b_no_face", "a_many_faces", "b_unreadable".
    """

    distance: float | None
    verdict: str
    reason: str = ""


def rounded(value: float, decimals: int, allowed: Allowed) -> float:
    """A measure to so many decimals, or to as many more as it takes to stay on its side of the limit."""
    for count in range(decimals, _MOST_DECIMALS):
        near = round(value, count)
        if allowed.admits(near) == allowed.admits(value):
            return near
    return value


FILE_CODES: tuple[str, ...] = (
    "file_type",
    "integrity",
    "dimensions",
    "file_size",
    "color_mode",
    "resolution",
    "compression_quality",
    "orientation",
)
"""What the file alone tells, before its pixels are looked at."""

CODES: tuple[str, ...] = (
    *FILE_CODES,
    "single_face",
    "head_pose",
    "centering",
    "crown_position",
    "eye_line",
    "face_width",
    "shoulders_level",
    "eyes_open",
    "mouth_closed",
    "glasses",
    "occlusion",
    "head_covering",
    "background_color",
    "background_uniformity",
    "exposure",
    "even_lighting",
    "natural_color",
    "sharpness",
    "clothing_contrast",
    "foreign_content",
    "photo_of_photo",
)

# A submission cannot be made while one of these fails: the file itself is not what the standard asks for.
# Every other failure may be a mistake of the checker, so the student may submit with a note.
BLOCKING_CODES: frozenset[str] = frozenset({"file_type", "integrity", "dimensions", "color_mode"})
