"""The photo check: bytes in, Report out. It knows neither Flask, nor the database, nor a language."""

from .compare import compare_faces
from .engine import check_photo
from .overrides import StandardError
from .preloading import preload
from .report import BLOCKING_CODES, CODES, Allowed, Comparison, Finding, Fixer, Region, Report, Status
from .standard import STANDARD, Standard

__all__ = [
    "BLOCKING_CODES",
    "CODES",
    "STANDARD",
    "Allowed",
    "Comparison",
    "Finding",
    "Fixer",
    "Region",
    "Report",
    "Standard",
    "StandardError",
    "Status",
    "check_photo",
    "compare_faces",
    "preload",
]
