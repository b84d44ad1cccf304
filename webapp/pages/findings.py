"""A report sorted for reading: what went wrong, by who can mend it, and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from webapp import language
from webapp.photocheck import Finding, Fixer, Report, Status
from webapp.photocheck_wording import fixer_headings

_BY_SEVERITY = (Status.FAIL, Status.WARN)


@dataclass(frozen=True)
class Group:
    """What one person can mend, worst first."""

    fixer: Fixer
    heading: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Sorted:
    """A report for reading: `groups` is empty when nothing is to be mended."""

    groups: tuple[Group, ...]
    passed: tuple[Finding, ...]
    skipped: tuple[Finding, ...]
    fail_count: int
    warn_count: int


def grouped(report: Report) -> Sorted:
    """All failures and warnings together, by who can mend them; passed and skipped ones apart."""
    groups = tuple(
        Group(fixer, heading, found)
        for fixer, heading in fixer_headings(language.now()).items()
        if (found := _to_mend(report, fixer))
    )
    return Sorted(
        groups,
        _with(report, Status.PASS),
        _with(report, Status.SKIPPED),
        len(_with(report, Status.FAIL)),
        len(_with(report, Status.WARN)),
    )


def _to_mend(report: Report, fixer: Fixer) -> tuple[Finding, ...]:
    return tuple(
        finding for status in _BY_SEVERITY for finding in _with(report, status) if finding.fixer is fixer
    )


def _with(report: Report, status: Status) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if finding.status is status)
