"""The desk for paper photos."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp.domain import receipt
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, State, Student, Submission

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def submission(student: Student) -> Submission:
    """One that was handed in."""
    return hand_in(student)


@pytest.fixture
def browser(browser_of: BrowserOf, reviewer: Staff) -> LintingClient:
    """The browser at the desk."""
    return browser_of(reviewer)


def number(submission: Submission) -> str:
    return receipt.receipt_number(submission)


def test_look_then_note_then_undo(browser: LintingClient, submission: Submission) -> None:
    answer = browser.send("/paper/", {"number": number(submission)})
    assert "核对照片后登记" in answer.text
    assert submission.paper_received_at is None, "looking is not receiving"
    url = f"/paper/{submission.id}"
    answer = browser.send(url, action=f"{url}/receive")
    assert "收到了" in answer.text
    assert submission.paper_received_at is not None
    assert "你今天登记了 1 份" in answer.text
    again = browser.send("/paper/", {"number": number(submission)})
    assert "以前已经登记过" in again.text
    assert "reviewer登记" in again.text
    assert "已撤销" in browser.send(url, action=f"{url}/undo").text
    assert submission.paper_received_at is None


def test_enter_on_the_empty_field_notes_the_one_that_is_shown(
    browser: LintingClient, submission: Submission
) -> None:
    answer = browser.send(f"/paper/{submission.id}", {"shown": str(submission.id)}, action="/paper/")
    assert "收到了" in answer.text
    assert submission.paper_received_at is not None


def test_scanning_alone_is_enough_when_asked_for(browser: LintingClient, submission: Submission) -> None:
    answer = browser.send("/paper/", {"number": number(submission).lower(), "at_once": "y"})
    assert "收到了" in answer.text
    assert 'name="at_once" type="checkbox" value="y"' in answer.text
    assert "checked" in answer.text
    first = submission.paper_received_at
    assert "以前已经登记过" in browser.send("/paper/", {"number": number(submission), "at_once": "y"}).text
    assert submission.paper_received_at == first is not None


@pytest.mark.parametrize(
    ("typed", "words"), [("000-000-001", "回执编号不对"), ("", "请扫回执上的码"), ("x" * 300, "回执编号不对")]
)
def test_a_wrong_number_is_said_at_the_field(
    browser: LintingClient, submission: Submission, typed: str, words: str
) -> None:
    answer = browser.send("/paper/", {"number": typed, "at_once": "y"})
    assert answer.status_code == 422
    assert words in answer.text


def test_another_colleges_receipt_is_not_noted(
    browser_of: BrowserOf, other_reviewer: Staff, submission: Submission
) -> None:
    answer = browser_of(other_reviewer).send("/paper/", {"number": number(submission), "at_once": "y"})
    assert answer.status_code == 404
    assert "这是外国语学院的回执" in answer.text
    assert submission.student.name not in answer.text
    assert submission.paper_received_at is None


def test_a_returned_one_is_pointed_out(browser: LintingClient, student: Student) -> None:
    returned = hand_in(student, State.RETURNED)
    assert "可能要重拍" in browser.send("/paper/", {"number": number(returned)}).text


def test_the_camera_is_for_the_desk_alone(browser: LintingClient, submission: Submission) -> None:
    for url in ("/paper/", f"/paper/{submission.id}"):
        assert "camera=(self)" in browser.get(url).headers["Permissions-Policy"]
    for url in ("/chase/", "/review/", "/"):
        assert "camera=()" in browser.get(url).headers["Permissions-Policy"]


def test_every_look_is_in_the_record(browser: LintingClient, submission: Submission) -> None:
    browser.send("/paper/", {"number": number(submission)})
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details) == ("review.look", {"what": "receipt"})


def test_it_needs_few_queries(browser: LintingClient, submission: Submission) -> None:
    browser.send("/paper/", {"number": number(submission), "at_once": "y"})
    with count_queries() as seen:
        browser.page(f"/paper/{submission.id}")
    assert len([one for one in seen if one.startswith("SELECT")]) <= 12
