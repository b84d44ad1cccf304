"""Everything that `describe` needs to speak one language, for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from webapp.photocheck.report import Fixer, Status

from . import reasons, reasons_en, table, table_en, tokens, tokens_en, uploads, uploads_en
from .kinds import Wording

CHINESE: Final = "zh"
ENGLISH: Final = "en"


@dataclass(frozen=True)
class Numbers:
    """How measured and allowed values are written.

    units: unit of a finding -> what follows the number. between takes {low}, {high} and {unit}, at_least and
    at_most {value}. parts: between the parts of a colour; choices: between allowed values.
    """

    units: Mapping[str, str]
    between: str
    at_least: str
    at_most: str
    parts: str
    choices: str
    unstated: str


@dataclass(frozen=True)
class Language:
    """The words of one language.

    reasons: detail of a skipped finding -> why; `skipped` is for the others. `unknown`: for codes of another
    version.
    """

    wording: Mapping[str, Wording]
    tokens: Mapping[str, str]
    numbers: Numbers
    fixers: Mapping[Fixer, str]
    statuses: Mapping[Status, str]
    passed: str
    skipped: str
    reasons: Mapping[str, str]
    unknown: Wording


LANGUAGES: Final[Mapping[str, Language]] = {
    CHINESE: Language(
        wording={**table.WORDING, **uploads.UPLOADS},
        tokens=tokens.TOKENS,
        numbers=Numbers(
            units={"px": " 像素", "KB": " KB", "dpi": " dpi", "deg": "°", "stops": " 档"},
            between="{low} 至 {high}{unit}",
            at_least="不小于 {value}",
            at_most="不大于 {value}",
            parts="，",
            choices="、",
            unstated="没有写明",
        ),
        fixers={
            Fixer.STUDENT: "我自己就能改",
            Fixer.PHOTOGRAPHER: "请摄影师修改",
            Fixer.COLLEGE: "由学院决定",
        },
        statuses={
            Status.PASS: "合格",
            Status.WARN: "请留意",
            Status.FAIL: "不合格",
            Status.SKIPPED: "没有检查",
        },
        passed="符合要求。",
        skipped="前面的问题改好以后才能检查这一项。",
        reasons=reasons.REASONS,
        unknown=Wording("其他", "这一项没有通过检查。", "请联系学院老师看一看。"),
    ),
    ENGLISH: Language(
        wording={**table_en.WORDING, **uploads_en.UPLOADS},
        tokens=tokens_en.TOKENS,
        numbers=Numbers(
            units={"px": " pixels", "KB": " KB", "dpi": " dpi", "deg": "°", "stops": " stops"},
            between="{low} to {high}{unit}",
            at_least="at least {value}",
            at_most="at most {value}",
            parts=", ",
            choices=" or ",
            unstated="nothing stated",
        ),
        fixers={
            Fixer.STUDENT: "I can mend this",
            Fixer.PHOTOGRAPHER: "For the photographer",
            Fixer.COLLEGE: "The college decides",
        },
        statuses={
            Status.PASS: "OK",
            Status.WARN: "Please look",
            Status.FAIL: "Not OK",
            Status.SKIPPED: "Not checked",
        },
        passed="As required.",
        skipped="This can be checked once the problems above are mended.",
        reasons=reasons_en.REASONS,
        unknown=Wording("Other", "This check was not passed.", "Please ask a teacher of your college."),
    ),
}
