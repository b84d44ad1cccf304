"""Every page for every role: default deny."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from tests.client import LintingClient
from webapp.models import Staff, Student
from webapp.pages.access import Permission, permission_of, require_declarations

ALLOWED = {
    "nobody": {Permission.PUBLIC},
    "student": {Permission.PUBLIC, Permission.STUDENT},
    "reviewer": {Permission.PUBLIC, Permission.REVIEWER},
    "admin": {Permission.PUBLIC, Permission.REVIEWER, Permission.ADMIN},
}


def urls(app: Flask) -> list[tuple[str, str, Permission]]:
    """Every rule of the app as (method, a URL with values that match nothing, permission)."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            values = {
                name: 987654 if isinstance(kind, IntegerConverter) else "nothing"
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
    reviewer: Staff,
    admin: Staff,
    browser_of: Callable[[Student | Staff], LintingClient],
) -> None:
    people: dict[str, Student | Staff] = {"student": student, "reviewer": reviewer, "admin": admin}
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


def test_a_page_without_permission_stops_the_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "open to all"
    with pytest.raises(RuntimeError, match="forgotten"):
        require_declarations(app)
