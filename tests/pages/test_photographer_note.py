"""The text to forward names what to change with its numbers, and nothing that the photographer cannot."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from tests import pictures
from tests.client import LintingClient
from tests.domain.test_chat_copy import exported
from webapp.pages.photographer_note import CHAT_COPY, note_for
from webapp.photocheck import STANDARD, Allowed, Finding, Fixer, Report, Status, check_photo


@pytest.fixture(autouse=True)
def in_a_request(app: Flask) -> object:
    """Words are made for a request; this one is in English."""
    with app.test_request_context(headers={"Cookie": "bupai_language=en"}) as context:
        yield context


def test_each_change_stands_with_what_was_measured_and_what_is_allowed() -> None:
    note = note_for(check_photo(pictures.portrait(crown=20.0, off_centre=60.0)), STANDARD)
    lines = note.splitlines()
    assert lines[0].startswith("您好")
    crown = next(line for line in lines if "头顶位置" in line)
    assert "50 至 110 像素" in crown
    assert crown.split(".")[0].isdecimal()
    assert "宽 480×高 640 像素，300 dpi" in note
    assert "“文件”" in lines[-1]


def test_the_numbers_are_those_of_the_campaign() -> None:
    strict = STANDARD.with_overrides({"file_kb_high": 60.0, "crown_min": 90.0})
    note = note_for(check_photo(pictures.portrait(), strict), strict)
    assert "20–60 KB" in note
    assert "90 至 110 像素" in note


def test_a_good_photo_needs_no_note() -> None:
    assert note_for(check_photo(pictures.portrait()), STANDARD) == ""


def test_a_file_that_is_no_photo_is_not_held_against_the_photographer() -> None:
    assert note_for(check_photo(b"no picture"), STANDARD) == ""


def test_what_others_must_mend_is_left_out() -> None:
    findings = (
        Finding("file_type", Status.FAIL, "png", Allowed(values=("jpeg",)), fixer=Fixer.STUDENT),
        Finding("clothing_contrast", Status.WARN, fixer=Fixer.COLLEGE),
    )
    assert note_for(Report(findings, STANDARD.version), STANDARD) == ""


def test_of_a_chat_copy_the_original_is_asked_for() -> None:
    note = note_for(check_photo(exported((360, 480), 50, None)), STANDARD)
    assert note.startswith(CHAT_COPY)
    assert "360" not in note, "what the chat did is not the photographer's fault"


def test_the_pages_show_it(client: LintingClient) -> None:
    answer = client.send("/check", {"photo": (BytesIO(exported((360, 480), 50, None)), "mmexport1.jpg")})
    assert "聊天里被压缩过" in answer.text
    assert CHAT_COPY in answer.text
    answer = client.send("/check", {"photo": (BytesIO(pictures.portrait()), "a.jpg")})
    assert "photographer-note" not in answer.text
