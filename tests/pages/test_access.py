"""Every page for every role: default deny."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from tests.client import LintingClient
from tests.ready_made import hand_in
from webapp.models import Staff, State, Student
from webapp.pages.access import Permission, permission_of, require_declarations

EVERYBODY = {Permission.PUBLIC, Permission.SIGNED_IN}
STAFF = EVERYBODY | {Permission.STAFF, Permission.LEADER}
ALLOWED = {
    "nobody": {Permission.PUBLIC},
    "student": EVERYBODY | {Permission.STUDENT},
    "leader": STAFF,
    "reviewer": STAFF | {Permission.REVIEWER},
    "admin": STAFF | {Permission.REVIEWER, Permission.ADMIN},
}


def urls(app: Flask, number: int = 987654) -> list[tuple[str, str, Permission]]:
    """Every rule of the app as (method, URL, permission); `number` stands for every row (default: none)."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            values = {
                name: number if isinstance(kind, IntegerConverter) else "nothing"
                for name, kind in rule._converters.items()
            }
            permission = permission_of(app, rule.endpoint)
            assert permission is not None, rule.endpoint
            url = str(rule.build(values, append_unknown=False)[1])  # type: ignore[index] # built from its own names
            found += [
                (method, url, permission) for method in sorted((rule.methods or set()) & {"GET", "POST"})
            ]
    return found


@pytest.mark.parametrize("role", ALLOWED)
def test_every_page_for_every_role(
    role: str,
    app: Flask,
    client: LintingClient,
    student: Student,
    leader: Staff,
    reviewer: Staff,
    admin: Staff,
    browser_of: Callable[[Student | Staff], LintingClient],
) -> None:
    people: dict[str, Student | Staff] = {
        "student": student,
        "leader": leader,
        "reviewer": reviewer,
        "admin": admin,
    }
    browser = browser_of(people[role]) if role in people else client
    app.config["WTF_CSRF_ENABLED"] = False  # a missing token must not be what keeps a stranger out
    for method, url, permission in urls(app):
        if url == "/logout":
            continue
        status = browser.open(url, method=method).status_code
        assert status < 500, f"{role} {method} {url}: {status}"
        if permission in ALLOWED[role]:
            assert status not in (401, 403), f"{role} {method} {url}: {status}"
        elif role == "nobody":
            assert status in (302, 401), f"{role} {method} {url}: {status}"
        else:
            assert status == 403, f"{role} {method} {url}: {status}"


def test_what_belongs_to_another_college_is_not_there(
    app: Flask,
    student: Student,
    other_reviewer: Staff,
    browser_of: Callable[[Student | Staff], LintingClient],
) -> None:
    submission = hand_in(student)
    browser = browser_of(other_reviewer)
    app.config["WTF_CSRF_ENABLED"] = False
    asked = [
        (method, url.replace("/nothing", "/electronic"))
        for method, url, permission in urls(app, submission.id)
        if permission is Permission.REVIEWER and f"/{submission.id}" in url
    ]
    assert len(asked) >= 6
    for method, url in asked:
        sent = {"version": submission.version, "text": "换一张"} if method == "POST" else None
        answer = browser.open(url, method=method, data=sent)
        if url.endswith(("/approve", "/return")):  # also said of what was just withdrawn: back to the queue
            assert answer.headers["Location"] == "/review/", f"{method} {url}"
        else:
            assert answer.status_code == 404, f"{method} {url}"
        assert "学生1" not in answer.text
    assert (submission.state, submission.version) == (State.SUBMITTED, 7)


def test_another_students_files_are_not_there(
    student: Student,
    make_student: Callable[..., Student],
    browser_of: Callable[[Student | Staff], LintingClient],
) -> None:
    hand_in(student)
    assert browser_of(student).get("/me/files/electronic").status_code == 200
    assert browser_of(make_student()).get("/me/files/electronic").status_code == 404


def test_a_page_without_permission_stops_the_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "open to all"
    with pytest.raises(RuntimeError, match="forgotten"):
        require_declarations(app)
