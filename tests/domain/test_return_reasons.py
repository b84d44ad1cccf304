"""The reasons a submission goes back for."""

from __future__ import annotations

from webapp.domain import return_reasons
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.return_reasons import REASONS, Part
from webapp.models import Kind
from webapp.photocheck import CODES, Finding, Report, Status
from webapp.photocheck_wording import UPLOADS


def test_every_clause_of_the_notice_has_a_reason() -> None:
    clauses = {clause.id for clause in read_notice(latest_notice_folder()).photo_clauses}
    assert {reason.clause for reason in REASONS} - {""} == clauses


def test_codes_are_unique_and_say_what_they_are_about() -> None:
    codes = [reason.code for reason in REASONS]
    assert len(set(codes)) == len(codes)
    assert {reason.part for reason in REASONS} == set(Part)
    assert all(reason.label and reason.advice for reason in REASONS)


def test_checks_are_those_of_the_engine() -> None:
    assert {check for reason in REASONS for check in reason.checks} <= {*CODES, *UPLOADS}


def test_stored_codes_become_words_again() -> None:
    found = return_reasons.described(["code_wrong", "photo_eyes", "gone"])
    assert [reason.code for reason in found] == ["photo_eyes", "code_wrong"]


def test_a_reason_names_its_file() -> None:
    assert return_reasons.kind_of("photo_eyes") is Kind.ELECTRONIC
    assert return_reasons.kind_of("paper_unclear") is Kind.PAPER
    assert return_reasons.kind_of("details_wrong") is None
    assert return_reasons.kind_of("gone") is None


def test_a_failed_check_suggests_its_reason() -> None:
    report = Report((Finding("eyes_open", Status.FAIL), Finding("glasses", Status.WARN)), "1")
    assert return_reasons.suggested([report]) == {"photo_eyes"}
