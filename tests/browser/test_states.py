"""The list of states that axe walks is complete: no page of students or of the public is left out."""

from __future__ import annotations

import re

from flask import Flask

from benchmarks.pages.states import STATES
from webapp.pages.access import Permission, permission_of

# Not pages: for machines, or files and pictures that pages show.
NO_PAGES = {"health.healthz", "health.readyz", "static", "bootstrap.static", "student.own_file"}
BY_STEPS = {"auth.choose_password"}
STAFF = ("/staff/login/", "/admin/")


def test_every_page_is_walked(app: Flask) -> None:
    walked = {state.path.partition("?")[0] for state in STATES}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NO_PAGES | BY_STEPS:
            continue
        if str(rule).startswith(STAFF):  # those who have no account yet, or half a log-in
            continue
        if permission_of(app, rule.endpoint) not in (Permission.PUBLIC, Permission.STUDENT):
            continue
        pattern = re.compile(re.sub(r"<[^>]+>", "[^/]+", str(rule)) + "$")
        assert any(pattern.match(path) for path in walked), rule


def test_names_tell_states_apart() -> None:
    names = [(state.era, state.who, state.name) for state in STATES]
    assert len(names) == len(set(names))
