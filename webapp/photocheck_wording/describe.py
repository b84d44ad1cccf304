"""Turn a finding into sentences: title, what is wrong with the numbers in it, how to mend it, who can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from webapp.photocheck.report import BROKEN, Allowed, Finding, Fixer, Measure, Status

from .languages import CHINESE, LANGUAGES, Language
from .numbers import limit, number

FIXER_HEADINGS: Final = LANGUAGES[CHINESE].fixers
STATUS_LABELS: Final = LANGUAGES[CHINESE].statuses


@dataclass(frozen=True)
class Described:
    """One finding in words. measured_text and allowed_text are "" when there is nothing to name.

    `text` says what is wrong (or that nothing is, or why it was not checked), `mend` what to do about it; ""
    when nothing is to be done.
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


def describe(finding: Finding, language: str = CHINESE) -> Described:
    """The words for one finding of the engine or of an upload; general ones for what is unknown.

    language: "zh" or "en"; another is a KeyError.
    """
    speech = LANGUAGES[language]
    wording = speech.wording.get(finding.code, speech.unknown)
    exact = wording.details.get(finding.detail)
    measured = _measured(finding.measured, finding, speech)
    allowed = _allowed(finding.allowed, finding.unit, speech)
    text, mend = "", ""
    if finding.status is Status.PASS:
        text = speech.passed
    elif finding.status is Status.SKIPPED or finding.detail == BROKEN:
        text = speech.reasons.get(finding.detail, speech.skipped)
    else:
        # A sentence that says the direction in words wants the size without its sign.
        size = _measured(_without_sign(finding.measured), finding, speech)
        text = (exact.wrong if exact else wording.wrong).format(measured=measured, allowed=allowed, size=size)
        mend = (exact.mend if exact and exact.mend else wording.mend).format(allowed=allowed).strip()
    return Described(
        code=finding.code,
        status=finding.status,
        status_label=speech.statuses[finding.status],
        title=wording.title,
        text=text,
        mend=mend,
        measured_text=measured,
        allowed_text=allowed,
        fixer_label=speech.fixers[finding.fixer],
    )


def fixer_headings(language: str) -> Mapping[Fixer, str]:
    """Who can mend a finding, in the order in which a page shows them; `language` as for `describe`."""
    return LANGUAGES[language].fixers


def _without_sign(value: Measure) -> Measure:
    return abs(value) if isinstance(value, int | float) else value


def _measured(value: Measure, finding: Finding, speech: Language) -> str:
    if value is None:
        return speech.numbers.unstated
    if isinstance(value, str):
        return speech.tokens.get(value, value)
    unit, allowed = finding.unit, finding.allowed
    tail = speech.numbers.units.get(unit, "")
    if isinstance(value, tuple):
        joint = "×" if unit == "px" else speech.numbers.parts
        return ("RGB " if unit == "rgb" else "") + joint.join(number(part, allowed) for part in value) + tail
    return f"{number(value, allowed)}{tail}"


def _allowed(allowed: Allowed | None, unit: str, speech: Language) -> str:
    if allowed is None:
        return ""
    words = speech.numbers
    if allowed.values:
        shown = (speech.tokens.get(value, value.replace("x", "×")) for value in allowed.values)
        return words.choices.join(shown)
    tail = words.units.get(unit, "")
    low, high = allowed.low, allowed.high
    if low is not None and high is not None:
        if low == high:
            return f"{limit(low)}{tail}"
        return words.between.format(low=limit(low), high=limit(high), unit=tail)
    if low is not None:
        return words.at_least.format(value=f"{limit(low)}{tail}")
    return words.at_most.format(value=f"{limit(high)}{tail}") if high is not None else ""
