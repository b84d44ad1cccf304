"""The words of `reasons.py` in English."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, str]] = {
    "no_crown": "Where the top of the head is cannot be told, so it was not measured.",
    "shoulders_not_seen": "The shoulders are not both in the photo, so they were not compared.",
    "eyes_hidden": "The eyes are covered or lost in glare: whether they are open cannot be seen.",
    "no_background": "Too little of the background is free to judge this.",
    "no_clothes": "Too little of the clothes is in the photo to compare them.",
    "overexposed": "The face is too bright to tell its natural colour, so this was not judged.",
    "check_error": "This check broke; that is no fault of the photo, and a teacher will look at it.",
}
