"""The queue with its filters, and the contact sheet."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.client import LintingClient
from tests.counting import count_queries
from tests.pages.review.taking import taken
from tests.ready_made import hand_in
from webapp.domain import reviews
from webapp.extensions import db
from webapp.models import College, Staff, State, Student, Submission

BrowserOf = Callable[[Student | Staff], LintingClient]


def test_the_queue_shows_who_waits(browser: LintingClient, submission: Submission) -> None:
    page = browser.page("/review/")
    row = page.select_one("tbody tr")
    assert row is not None
    for words in (submission.student.name, submission.student.student_no, "1 项不合格", "同学说检查有误"):
        assert words in row.get_text()


def test_an_empty_queue_says_so(browser: LintingClient) -> None:
    assert "都审完了" in browser.page("/review/").get_text()


def test_the_filter_goes_along_from_page_to_page(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    hand_in(make_student(major="英语"))
    first, second = hand_in(make_student()), hand_in(make_student())
    asked = "?major=翻译&nonsense=1"
    page = browser.page(f"/review/{asked}")
    assert "待审核 2 份" in page.get_text()
    assert "待审核 3 份" in page.get_text(), "the figures of the colleges stay whole"
    answer = browser.send(f"/review/{asked}", action="/review/next", follow=False)
    assert parse_qs(urlsplit(answer.location).query) == {"major": ["翻译"]}
    assert urlsplit(answer.location).path == f"/review/{first.id}"
    answer = browser.send(answer.location, action=f"/review/{first.id}/approve", follow=False)
    assert urlsplit(answer.location).path == f"/review/{second.id}"
    answer = browser.send(answer.location, action=f"/review/{second.id}/approve")
    assert "没有符合条件的材料" in answer.text


def test_what_was_decided_can_be_looked_up(
    browser: LintingClient, reviewer: Staff, submission: Submission
) -> None:
    reviews.return_(reviewer, submission, submission.version, ["photo_eyes"])
    row = browser.page("/review/?state=returned").select_one("tbody tr")
    assert row is not None and "已退回" in row.get_text()
    assert browser.page("/review/?state=draft").select_one("h1").get_text() == "待审核 0 份"  # type: ignore[union-attr] # linted


def test_the_same_photo_from_two_students_is_flagged(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    other = hand_in(make_student())
    for upload in other.uploads:
        upload.sha256 = "0" * 64
    db.session.commit()
    assert not browser.page(f"/review/{submission.id}").select_one("#twins")
    for mine, theirs in zip(submission.uploads, other.uploads, strict=True):
        theirs.sha256 = mine.sha256
    db.session.commit()
    flag = browser.page(f"/review/{submission.id}").select_one("#twins")
    assert flag is not None and "电子照片" in flag.get_text()
    assert flag.select_one(f'a[href="/review/{other.id}"]')


def test_the_contact_sheet_approves_what_stays_ticked(
    browser: LintingClient, make_student: Callable[..., Student]
) -> None:
    same = {"paper": {"verdict": "same", "distance": 0.1, "reason": ""}}
    good, odd = (hand_in(make_student(), comparison=same) for _ in range(2))
    for found in (good, odd):
        for upload in found.uploads:
            upload.sha256 = f"{found.id}"
    db.session.commit()
    page = browser.page("/review/sheet")
    picked = [str(box["value"]) for box in page.select("input[name=picked][checked]")]
    assert picked == [f"{good.id}:{good.version}", f"{odd.id}:{odd.version}"]
    shown = [str(field["value"]) for field in page.select("input[name=shown]")]
    sent = {"picked": [picked[0], "x:1", "9" * 30 + ":1"], "shown": shown}
    answer = browser.send("/review/sheet", sent)
    assert "通过了 1 份" in answer.text
    assert db.session.get_one(Submission, good.id).state is State.APPROVED
    assert db.session.get_one(Submission, odd.id).state is State.SUBMITTED
    assert answer.request.query_string == f"left={odd.id}".encode()
    assert "去掉的 1 份没有通过" in answer.text
    assert 'name="picked"' not in answer.text, "what was taken out does not come back ticked"
    assert "什么都没有改动" in browser.send("/review/sheet", {"picked": None}).text


def test_an_admin_reviews_every_college(
    browser_of: BrowserOf, admin: Staff, make_student: Callable[..., Student], other_college: College
) -> None:
    submission = hand_in(make_student(college_id=other_college.id))
    browser = browser_of(admin)
    answer = browser.send("/review/", action="/review/next", follow=False)
    assert answer.headers["Location"] == f"/review/{submission.id}"


@pytest.mark.usefixtures("undoable")
def test_no_page_needs_many_queries(
    browser: LintingClient,
    submission: Submission,
    make_student: Callable[..., Student],
    reviewer: Staff,
) -> None:
    for _ in range(10):
        hand_in(make_student())
    taken(browser, submission)
    undone = hand_in(make_student())
    reviews.approve(reviewer, undone, undone.version)
    for url in ("/review/", f"/review/{submission.id}", "/review/sheet"):
        with count_queries() as seen:
            browser.page(url)
        assert len(seen) <= 12, seen
