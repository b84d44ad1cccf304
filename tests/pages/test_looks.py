"""Whoever looks at the data of one student is in the record, on every page of staff that shows them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from werkzeug.routing import Rule

from tests.client import LintingClient
from tests.ready_made import hand_in, jpeg
from webapp import current
from webapp.domain import audit
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, Student, Submission
from webapp.pages.access import Permission, permission_of
from webapp.storage import new_key

BrowserOf = Callable[[Student | Staff], LintingClient]
STAFF = {Permission.STAFF, Permission.LEADER, Permission.REVIEWER, Permission.ADMIN}
# Lists of many, from which one is opened: names and classes, no picture, no ID number, no contact.
LISTS = {
    "admin.audit",
    "admin.students",
    "chase.names",
    "chase.reminder",
    "review.queue",
}


def is_picture(data: bytes) -> bool:
    """Whether an answer is a picture."""
    try:
        Image.open(io.BytesIO(data)).verify()
    except OSError:
        return False
    return True


def pages(app: Flask) -> Iterator[Rule]:
    """Every page and file that staff can fetch."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and permission_of(app, rule.endpoint) in STAFF:
            yield rule


@pytest.fixture
def known(student: Student) -> Submission:
    """A student whose name, number, ID number and pictures can be found on a page."""
    student.name = "欧阳被看见"
    student.admission_key = current.storage().put(new_key("admission"), jpeg(99)).key
    db.session.commit()
    return hand_in(student)


def url_of(app: Flask, rule: Rule, numbers: dict[str, Any]) -> str | None:
    """The address of a rule for this student; None when it is about something else."""
    if not set(rule.arguments) <= set(numbers):
        return None
    with app.test_request_context():
        built = rule.build({name: numbers[name] for name in rule.arguments})
    assert built is not None
    return built[1]


def test_every_page_about_one_student_is_recorded(
    app: Flask, known: Submission, admin: Staff, browser_of: BrowserOf
) -> None:
    browser = browser_of(admin)
    student = known.student
    numbers = {"student_id": student.id, "submission_id": known.id, "kind": "electronic"}
    marks = (student.name, student.student_no, student.id_number)
    about = [f"student:{student.id}", f"submission:{known.id}"]
    looks = select(func.count()).where(
        AuditEvent.actor == audit.actor_name(admin), AuditEvent.target.in_(about)
    )
    shown = []
    for rule in pages(app):
        url = url_of(app, rule, numbers)
        if url is None or rule.endpoint in LISTS:
            continue
        before = db.session.scalar(looks) or 0
        answer = browser.get(url)
        if answer.status_code != 200:
            continue
        if answer.mimetype == "text/html":
            is_about = any(mark in answer.text for mark in marks)
        else:
            is_about = is_picture(answer.data)
        if is_about:
            shown.append(rule.endpoint)
            assert (db.session.scalar(looks) or 0) > before, (
                f"{url} shows a student, and nobody wrote it down"
            )
    assert {"admin.student", "review.submission", "review.file", "review.admission"} <= set(shown)


def test_lists_show_no_id_number_and_no_contact(
    app: Flask, known: Submission, admin: Staff, browser_of: BrowserOf
) -> None:
    student = known.student
    student.phone, student.email = "13912345678", "seen@example.org"
    db.session.commit()
    browser = browser_of(admin)
    for rule in pages(app):
        url = url_of(app, rule, {}) if rule.endpoint in LISTS else None
        if url:
            text = browser.get(url).text
            for secret in (student.id_number, student.phone, student.email):
                assert secret not in text, f"{url} shows {secret}"
