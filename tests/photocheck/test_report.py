"""A report survives being stored, and its verdict is the worst finding."""

from __future__ import annotations

import json

import pytest

from tests.pictures import portrait
from webapp.photocheck import CODES, Finding, Report, Status, check_photo


def test_a_report_survives_json() -> None:
    """Reports are stored as JSON and shown much later."""
    report = check_photo(portrait())
    assert Report.from_dict(json.loads(json.dumps(report.to_dict()))) == report


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ((Status.PASS, Status.SKIPPED), Status.PASS),
        ((Status.PASS, Status.WARN), Status.WARN),
        ((Status.WARN, Status.FAIL), Status.FAIL),
    ],
)
def test_the_verdict_is_the_worst_finding(statuses: tuple[Status, ...], verdict: Status) -> None:
    """Skipped checks do not count."""
    findings = tuple(Finding(code, status) for code, status in zip(CODES, statuses, strict=False))
    assert Report(findings, "1").verdict is verdict


def test_a_report_without_a_code_says_so() -> None:
    """Asking for a finding that is not there is a mistake of the caller."""
    with pytest.raises(KeyError):
        Report((), "1").finding("eye_line")
