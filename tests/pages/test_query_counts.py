"""No page sends more than a dozen queries, however many rows it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import hand_in, jpeg
from webapp import clock, current
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, College, Staff, State, Student
from webapp.pages.access import holds, permission_of
from webapp.storage import new_key

BrowserOf = Callable[[Student | Staff], LintingClient]
MOST = 12
ROWS = 20  # of each list: one query a row would be seen
# They need something that the tests of these pages make: a file being read, a link, a branch, an export.
OTHER_ARGUMENTS = {"work_id", "token", "branch_id", "export_id", "reminder_id", "filename"}


@pytest.fixture
def numbers(
    campaign: Campaign, college: College, admin: Staff, make_student: Callable[..., Student]
) -> dict[str, Any]:
    """A school with rows in every list; what the addresses of pages are made with."""
    students = [make_student(major=f"专业{number % 7}", class_name=f"{number}班") for number in range(ROWS)]
    states = list(State)
    submissions = [hand_in(student, states[at % len(states)]) for at, student in enumerate(students)]
    waiting = next(found for found in submissions if found.state is State.SUBMITTED)
    waiting.student.admission_key = current.storage().put(new_key("admission"), jpeg(99)).key
    sessions = [
        CampusSession(
            campaign_id=campaign.id,
            position=at,
            batch=1,
            day=clock.today(),
            starts=time(9),
            ends=time(11),
            place="图书馆",
            colleges=[college.name],
            majors=[{"name": f"专业{at}", "head_count": 9}],
            printed="",
        )
        for at in range(ROWS)
    ]
    db.session.add_all(sessions)
    db.session.commit()
    return {
        "student_id": students[0].id,
        "submission_id": waiting.id,
        "session_id": sessions[0].id,
        "college_id": college.id,
        "staff_id": admin.id,
        "class_year": campaign.class_year,
        "kind": "electronic",
        "field": "width",
        "name": "rules",
    }


def urls(app: Flask, user: Student | Staff, numbers: dict[str, Any]) -> Iterator[str]:
    """The address of every page that somebody may open."""
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        assert permission is not None
        if "GET" in (rule.methods or ()) and not rule.arguments & OTHER_ARGUMENTS and holds(user, permission):
            yield url_of(app, rule, numbers)


def url_of(app: Flask, rule: Rule, numbers: dict[str, Any]) -> str:
    """The address of a rule; fails the test when a page asks for something new."""
    assert rule.arguments <= set(numbers), f"say in this test what {rule} is asked with"
    with app.test_request_context():
        built = rule.build({name: numbers[name] for name in rule.arguments})
    assert built is not None
    return built[1]


@pytest.mark.parametrize("who", ["admin", "reviewer", "student"])
def test_every_page_keeps_to_a_dozen_queries(
    who: str, request: pytest.FixtureRequest, app: Flask, numbers: dict[str, Any], browser_of: BrowserOf
) -> None:
    user = (
        db.session.get_one(Student, numbers["student_id"])
        if who == "student"
        else request.getfixturevalue(who)
    )
    browser = browser_of(user)
    asked, shown, too_many = list(urls(app, user, numbers)), [], {}
    for url in asked:
        db.session.remove()
        with count_queries() as seen:
            answer = browser.get(url)
        assert answer.status_code < 500, url
        if answer.status_code == 200:
            shown.append(url)
        if len(seen) > MOST:
            too_many[url] = len(seen)
    assert not too_many
    assert len(shown) > 10
