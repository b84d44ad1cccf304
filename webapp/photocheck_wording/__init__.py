"""What a finding says to people, in Chinese and in English: beside the engine, which knows no language."""

from .describe import FIXER_HEADINGS, STATUS_LABELS, Described, describe, fixer_headings
from .kinds import Exact, Wording
from .numbers import whole_number
from .table import WORDING
from .uploads import PEOPLE_LOOK_AT, UPLOADS

__all__ = [
    "FIXER_HEADINGS",
    "PEOPLE_LOOK_AT",
    "STATUS_LABELS",
    "UPLOADS",
    "WORDING",
    "Described",
    "Exact",
    "Wording",
    "describe",
    "fixer_headings",
    "whole_number",
]
