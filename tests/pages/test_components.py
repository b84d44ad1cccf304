"""What templates/components asks for, in the language of the page."""

from __future__ import annotations

import flask_babel
import pytest
from flask import Flask, render_template_string

from webapp import language
from webapp.photocheck import Finding, Fixer, Report, Status

REPORT = Report((Finding("eyes_open", Status.FAIL, detail="closed", fixer=Fixer.PHOTOGRAPHER),), "test")


@pytest.mark.parametrize(
    ("spoken", "source", "shown"),
    [
        ("zh", "{{ described(report.findings[0]).text }}", "眼睛是闭着的。"),
        ("en", "{{ described(report.findings[0]).text }}", "The eyes are closed."),
        ("zh", "{{ grouped(report).groups[0].heading }}", "请摄影师修改"),
        ("en", "{{ grouped(report).groups[0].heading }}", "For the photographer"),
        ("en", "{{ drawn('bad-hat').alt }}", "Not OK: wearing a hat"),
        ("en", "{{ mistakes_of('mouth')[0].alt }}", "Not OK: mouth open"),
        ("zh", "{{ step_picture('archive', 2).alt }}", "在“高等教育信息”里点“学籍”"),
    ],
)
def test_globals_speak_the_language_of_the_page(app: Flask, spoken: str, source: str, shown: str) -> None:
    with app.test_request_context("/", headers={"Cookie": f"{language.COOKIE}={spoken}"}):
        flask_babel.refresh()  # the fixture's app context outlives a request, and Babel remembers by it
        assert render_template_string(source, report=REPORT) == shown
