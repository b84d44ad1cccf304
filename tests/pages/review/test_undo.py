"""Before the student knows: the preview of a return, and the bar that takes a decision back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from tests.client import LintingClient
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import claims, reviews, seen
from webapp.extensions import db
from webapp.models import FaceDescriptor, FaceMatch, Staff, State, Student, Submission

BrowserOf = Callable[[Student | Staff], LintingClient]
UNDO = "/review/undo"


@pytest.fixture(autouse=True)
def time(app: Flask) -> Iterator[time_machine.Traveller]:
    """Ten seconds pass when a test says so, however slow the machine is."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def submission(student: Student, reviewer: Staff) -> Submission:
    """One that the reviewer holds."""
    return reviews.claim(reviewer, hand_in(student).id)


def bar(page: BeautifulSoup) -> str:
    """What the bar says, "" without one."""
    found = page.select_one(".undo-bar")
    return " ".join(found.get_text().split()) if found else ""


def preview(browser: LintingClient, url: str, **values: object) -> TestResponse:
    """Press the preview's button, which sends the form of the return to another address."""
    form = browser.page(url).select_one(".return-form")
    assert form is not None
    assert form.select_one(f'button[formaction="{url}/preview"]')
    hidden = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    return browser.post(f"{url}/preview", data={**hidden, **values})


@pytest.mark.usefixtures("undoable")
def test_the_next_page_takes_it_back_and_gives_back_the_one_it_shows(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    url, following = f"/review/{submission.id}", hand_in(make_student())
    answer = browser.send(url, action=f"{url}/approve")
    assert answer.request.path == f"/review/{following.id}"
    shown = BeautifulSoup(answer.text, "html5lib")
    assert bar(shown).startswith(f"{submission.student.name} 的照片已通过 撤销 Z")
    assert "notice-pass" not in str(shown.select("main > .notice"))  # the bar says it
    assert claims.holder(following) is not None
    undone = browser.send(f"/review/{following.id}", action=UNDO)
    assert undone.request.path == url
    assert "已撤销" in undone.text
    assert submission.state is State.SUBMITTED
    assert claims.holder(submission) is not None
    assert claims.holder(following) is None


@pytest.mark.usefixtures("undoable")
def test_too_late_and_twice_are_told(
    browser: LintingClient, submission: Submission, time: time_machine.Traveller
) -> None:
    url = f"/review/{submission.id}"
    answer = browser.send(url, {"reasons": ["photo_eyes"]}, action=f"{url}/return")
    page = BeautifulSoup(answer.text, "html5lib")
    assert "已退回" in bar(page)
    form = {field["name"]: field["value"] for field in page.select(".undo-bar input")}
    time.shift(timedelta(seconds=10))
    assert bar(browser.page("/review/")) == ""
    late = browser.post(UNDO, data=form, follow_redirects=True)
    assert "10 秒内有效" in late.text
    assert submission.state is State.RETURNED
    assert "已经撤销过" in browser.post(UNDO, data={**form, "act": "x"}, follow_redirects=True).text


@pytest.mark.usefixtures("undoable")
def test_the_student_reads_nothing_meanwhile(
    browser: LintingClient,
    browser_of: BrowserOf,
    submission: Submission,
    student: Student,
    time: time_machine.Traveller,
) -> None:
    phone, url = browser_of(student), f"/review/{submission.id}"
    browser.send(url, {"reasons": ["photo_eyes"], "text": "重拍一张"}, action=f"{url}/return")
    for hidden in (phone.get("/me"), phone.get("/me/upload/electronic"), phone.get("/me/submit")):
        assert "重拍一张" not in hidden.text
        assert "退回" not in hidden.text
    time.shift(timedelta(seconds=10) + seen.SLACK)
    assert "重拍一张" in phone.get("/me").text


@pytest.mark.usefixtures("undoable")
def test_a_whole_sheet_is_taken_back(browser: LintingClient, make_student: Callable[..., Student]) -> None:
    same = {"paper": {"verdict": "same", "distance": 0.1, "reason": ""}}
    found = [hand_in(make_student(), comparison=same, face_consent=True) for _ in range(2)]
    for submission in found:
        for file in submission.uploads:
            file.sha256 = f"{file.kind}{submission.id}"
    picked = [f"{submission.id}:{submission.version}" for submission in found]
    answer = browser.send("/review/sheet", {"picked": picked}, action="/review/sheet")
    assert "通过了 2 份 撤销" in bar(BeautifulSoup(answer.text, "html5lib"))
    undone = browser.send("/review/sheet", action=UNDO)
    assert undone.request.path == "/review/sheet"
    assert "撤销了 2 份" in undone.text
    assert len(BeautifulSoup(undone.text, "html5lib").select(".sheet-cell")) == 2


def test_the_preview_is_what_the_student_reads(
    browser: LintingClient,
    browser_of: BrowserOf,
    submission: Submission,
    student: Student,
    reviewer: Staff,
) -> None:
    url = f"/review/{submission.id}"
    values: dict[str, Any] = {"reasons": ["photo_eyes", "code_wrong"], "text": "看镜头\n谢谢"}
    shown = BeautifulSoup(preview(browser, url, **values).text, "html5lib")
    assert submission.state is State.SUBMITTED
    back = preview(browser, url, **values, back="1")
    form = BeautifulSoup(back.text, "html5lib")
    assert [box["value"] for box in form.select("input[name=reasons][checked]")] == values["reasons"]
    assert form.select_one("textarea").get_text() == "看镜头\n谢谢"  # type: ignore[union-attr] # linted
    reviews.return_(reviewer, submission, submission.version, values["reasons"], "看镜头\n谢谢")
    read = browser_of(student).page("/me")
    for words in [item.get_text() for item in shown.select("#preview li, #preview .return-text")]:
        assert words in read.get_text()


def test_a_preview_of_nothing_says_so_and_too_long_is_refused(
    browser: LintingClient, browser_of: BrowserOf, submission: Submission, other_reviewer: Staff
) -> None:
    url = f"/review/{submission.id}"
    assert "还没有选原因" in preview(browser, url).text
    assert preview(browser, url, text="字" * 501).status_code == 422
    assert browser_of(other_reviewer).get(url).status_code == 404


def test_both_sides_of_a_face_are_shown(
    browser: LintingClient,
    submission: Submission,
    make_student: Callable[..., Student],
    other_college: object,
) -> None:
    others = [hand_in(make_student()), hand_in(make_student(college_id=other_college.id))]  # type: ignore[attr-defined] # a College
    for found in (submission, *others):
        db.session.add(FaceDescriptor(submission_id=found.id, sha256=str(found.id), numbers=b""))
    db.session.flush()
    db.session.add_all(
        FaceMatch(first_id=submission.id, second_id=found.id, distance=0.21) for found in others
    )
    page = browser.page(f"/review/{submission.id}")
    seen_, hidden = page.select_one("#face-1"), page.select_one("#face-2")
    assert seen_ is not None
    assert hidden is not None
    assert [image["src"] for image in seen_.select("img")] == [
        f"/review/{found.id}/files/electronic" for found in (submission, others[0])
    ]
    assert "距离 0.21" in seen_.get_text()
    assert "不归你审核" in hidden.get_text()
    assert not hidden.select("img, a")
