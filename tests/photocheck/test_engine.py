"""The whole check: one finding per code, in order, whatever the bytes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.photocheck.drawn import pixels
from tests.pictures import portrait
from webapp.demo.people import PEOPLE
from webapp.photocheck import CODES, STANDARD, Finding, Fixer, Status, check_photo, engine
from webapp.photocheck.models import Pixels
from webapp.photocheck.report import BROKEN


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_a_compliant_portrait_of_anybody_passes(person: str) -> None:
    """Fair and dark skin, long and short hair, with glasses and without."""
    report = check_photo(portrait(person))
    assert [(f.code, f.status.value, f.detail) for f in report.findings if f.status is not Status.PASS] == []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF"]))
def test_any_bytes_get_one_finding_per_code(data: bytes, head: bytes) -> None:
    """Never an exception; nothing is told about a picture that is not there."""
    report = check_photo(head + data)
    assert [finding.code for finding in report.findings] == list(CODES)
    assert report.verdict is Status.FAIL
    assert report.finding("single_face").status is Status.SKIPPED


def test_without_a_face_the_checks_of_the_face_are_skipped() -> None:
    """The background is still judged."""
    buffer = io.BytesIO()
    Image.new("RGB", (480, 640), (100, 197, 255)).save(buffer, "JPEG", quality=90, dpi=(300, 300))
    report = check_photo(buffer.getvalue())
    assert report.finding("single_face").detail == "no_face"
    assert report.finding("single_face").fixer is Fixer.STUDENT  # most often the wrong file was taken
    assert report.finding("background_color").status is Status.PASS
    assert {report.finding(code).status for code in engine.FACE_CHECKS} == {Status.SKIPPED}


def test_a_photo_of_two_is_for_the_student_to_mend() -> None:
    """Most often it is the wrong file, too."""
    finding = check_photo(portrait(second_face=True)).finding("single_face")
    assert (finding.status, finding.detail, finding.fixer) == (Status.FAIL, "many_faces", Fixer.STUDENT)


def test_a_picture_that_is_cut_short_is_not_judged() -> None:
    """What half a picture shows would be told for the wrong reason."""
    data = portrait()
    report = check_photo(data[: len(data) // 2])
    assert report.finding("integrity").status is Status.FAIL
    assert report.finding("eyes_open").status is Status.SKIPPED


def test_an_overridden_limit_is_used() -> None:
    """The campaign's standard decides, and its version is kept."""
    strict = STANDARD.with_overrides({"crown_min": 90, "version": "strict"})
    report = check_photo(portrait(), strict)
    assert report.finding("crown_position").detail == "too_small"
    assert report.standard_version == "strict"


def test_a_check_that_breaks_does_not_take_the_others_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and a person looks: what nobody looked at must not pass for good."""

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setitem(engine.FACE_CHECKS, "eye_line", broken)
    report = check_photo(portrait())
    assert report.finding("eye_line") == Finding("eye_line", Status.WARN, fixer=Fixer.COLLEGE, detail=BROKEN)
    assert report.finding("face_width").status is Status.PASS
    assert report.verdict is Status.WARN
    assert "eye_line" in caplog.text


def test_a_picture_that_could_not_be_looked_at_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Pixels) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(engine, "analyse", broken)
    report = check_photo(portrait())
    assert (report.verdict, report.finding("single_face").detail) == (Status.WARN, BROKEN)
    assert report.finding("eye_line").status is Status.SKIPPED
    assert "could not be analysed" in caplog.text


def test_an_upside_down_picture_is_called_that() -> None:
    """And nothing is measured on it."""
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels()[::-1, ::-1])).save(
        buffer, "JPEG", quality=90, dpi=(300, 300)
    )
    report = check_photo(buffer.getvalue())
    assert (report.finding("orientation").status, report.finding("orientation").detail) == (
        Status.FAIL,
        "upside_down",
    )
    assert report.finding("eye_line").status is Status.SKIPPED
