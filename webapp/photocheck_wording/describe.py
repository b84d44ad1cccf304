"""Turn a finding into sentences: title, what is wrong with the numbers in it, how to mend it, who can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from webapp.photocheck.report import Allowed, Finding, Fixer, Measure, Status

from .kinds import Wording
from .table import WORDING
from .tokens import TOKENS
from .uploads import UPLOADS

FIXER_HEADINGS: Final[dict[Fixer, str]] = {
    Fixer.STUDENT: "我自己就能改",
    Fixer.PHOTOGRAPHER: "请摄影师修改",
    Fixer.COLLEGE: "由学院决定",
}

STATUS_LABELS: Final[dict[Status, str]] = {
    Status.PASS: "合格",
    Status.WARN: "请留意",
    Status.FAIL: "不合格",
    Status.SKIPPED: "没有检查",
}

_UNITS: Final = {"px": " 像素", "KB": " KB", "dpi": " dpi", "deg": "°", "stops": " 档"}
_PASSED: Final = "符合要求。"
_SKIPPED: Final = "前面的问题改好以后才能检查这一项。"
_UNKNOWN: Final = Wording("其他", "这一项没有通过检查。", "请联系学院老师看一看。")


@dataclass(frozen=True)
class Described:
    """One finding in words. measured_text and allowed_text are "" when there is nothing to name.

    `text` says what is wrong (or that nothing is), `mend` what to do about it; "" when nothing is to be done.
    """

    code: str
    status: Status
    status_label: str
    title: str
    text: str
    mend: str
    measured_text: str
    allowed_text: str
    fixer_label: str


def describe(finding: Finding) -> Described:
    """The words for one finding of the engine or of an upload; general ones for what is unknown."""
    wording = WORDING.get(finding.code) or UPLOADS.get(finding.code) or _UNKNOWN
    exact = wording.details.get(finding.detail)
    measured, allowed = _measured(finding.measured, finding.unit), _allowed(finding.allowed, finding.unit)
    text, mend = "", ""
    if finding.status is Status.PASS:
        text = _PASSED
    elif finding.status is Status.SKIPPED:
        text = _SKIPPED
    else:
        text = (exact.wrong if exact else wording.wrong).format(measured=measured, allowed=allowed)
        mend = (exact.mend if exact and exact.mend else wording.mend).format(allowed=allowed)
    return Described(
        code=finding.code,
        status=finding.status,
        status_label=STATUS_LABELS[finding.status],
        title=wording.title,
        text=text,
        mend=mend,
        measured_text=measured,
        allowed_text=allowed,
        fixer_label=FIXER_HEADINGS[finding.fixer],
    )


def _measured(value: Measure, unit: str) -> str:
    if value is None:
        return "没有写明"
    if isinstance(value, str):
        return TOKENS.get(value, value)
    if isinstance(value, tuple):
        joint = "×" if unit == "px" else "，"
        tail = _UNITS.get(unit, "")
        return ("RGB " if unit == "rgb" else "") + joint.join(_number(part) for part in value) + tail
    return f"{_number(value)}{_UNITS.get(unit, '')}"


def _allowed(allowed: Allowed | None, unit: str) -> str:
    if allowed is None:
        return ""
    if allowed.values:
        return "、".join(TOKENS.get(value, value.replace("x", "×")) for value in allowed.values)
    tail = _UNITS.get(unit, "")
    low, high = allowed.low, allowed.high
    if low is not None and high is not None:
        return f"{_number(low)}{tail}" if low == high else f"{_number(low)} 至 {_number(high)}{tail}"
    if low is not None:
        return f"不小于 {_number(low)}{tail}"
    return f"不大于 {_number(high)}{tail}" if high is not None else ""


def _number(value: float) -> str:
    """Whole numbers without a point, others with as few decimals as still say something."""
    if value == round(value):
        return str(round(value))
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}" if abs(value) < 1 else f"{value:.1f}"
