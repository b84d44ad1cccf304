"""The codes that figures count, in words that staff read."""

from __future__ import annotations

from webapp.domain import return_reasons
from webapp.domain.return_reasons import PART_NAMES
from webapp.photocheck import Finding, Status
from webapp.photocheck_wording import describe


def failure_words(code: str) -> str:
    """What a failed check is about: "背景颜色"."""
    return describe(Finding(code, Status.FAIL)).title


def reason_words(code: str) -> str:
    """Why something was returned, with the part that it is about; one that is not ours keeps its code."""
    for reason in return_reasons.described([code]):
        return f"{PART_NAMES[reason.part]}：{reason.label}"
    return code
