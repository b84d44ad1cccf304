"""Who holds a submission, for how long, and how it is given back."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from tests.client import LintingClient
from tests.pages.review.taking import taken
from tests.ready_made import hand_in
from webapp.domain import claims, reviews
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, State, Student, Submission

BrowserOf = Callable[[Student | Staff], LintingClient]


def test_who_holds_it_and_until_when_is_shown(
    browser: LintingClient, submission: Submission, second_reviewer: Staff
) -> None:
    reviews.claim(second_reviewer, submission.id)
    page = browser.page(f"/review/{submission.id}")
    assert "second-reviewer 正在审核" in page.get_text(" ", strip=True)
    assert not page.select_one(f'form[action="/review/{submission.id}/approve"]')
    assert "second-reviewer 正在看" in browser.page("/review/").get_text()


def test_the_second_of_two_gets_a_clear_message(
    browser: LintingClient, browser_of: BrowserOf, submission: Submission, second_reviewer: Staff
) -> None:
    url = taken(browser, submission)
    page = browser.page(url)
    form = page.select_one(f'form[action="{url}/approve"]')
    assert form is not None
    values = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    assert submission.claimed_by is not None
    reviews.release(submission.claimed_by, submission.id)
    reviews.return_(second_reviewer, submission, submission.version, ["photo_eyes"])
    answer = browser.post(f"{url}/approve", data=values, follow_redirects=True)
    assert "second-reviewer 已经退回了这份材料" in answer.text
    assert db.session.get_one(Submission, submission.id).state is State.RETURNED


def test_putting_back(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    browser.send(url, action=f"{url}/release")
    assert "还没有人在审核" in browser.page(url).get_text()


def test_skipping_leaves_one_and_takes_the_other(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    first, second = hand_in(make_student()), hand_in(make_student())
    reviews.claim(reviewer, first.id)
    answer = browser.send(f"/review/{first.id}", action=f"/review/{first.id}/next", follow=False)
    assert answer.headers["Location"] == f"/review/{second.id}"
    assert claims.holder(first) is None
    assert claims.holder(second) is reviewer
    answer = browser.send(f"/review/{second.id}", action=f"/review/{second.id}/previous", follow=False)
    assert answer.headers["Location"] == f"/review/{first.id}"
    assert "这是第一份" in browser.send(f"/review/{first.id}", action=f"/review/{first.id}/previous").text
    reviews.approve(reviewer, second, second.version)
    answer = browser.send(f"/review/{first.id}", action=f"/review/{first.id}/next")
    assert "只剩这一份" in answer.text
    assert claims.holder(first) is reviewer, "with nowhere to go it stays one's own"


def test_the_page_names_the_next_photo_and_takes_it_not(
    browser: LintingClient, reviewer: Staff, make_student: Callable[..., Student]
) -> None:
    first, second = hand_in(make_student()), hand_in(make_student())
    reviews.claim(reviewer, first.id)
    review = browser.page(f"/review/{first.id}").select_one(".review")
    assert review is not None and review["data-ahead"] == f"/review/{second.id}/files/electronic"
    assert claims.holder(second) is None
    looks = db.session.scalars(select(AuditEvent.target).where(AuditEvent.action == "review.look")).all()
    assert looks == [f"submission:{first.id}"]


def test_leaving_the_page_gives_it_back_without_a_word(
    browser: LintingClient, submission: Submission
) -> None:
    url = taken(browser, submission)
    answer = browser.send(url, {"leaving": "1"}, action=f"{url}/release")
    assert (answer.status_code, answer.text) == (204, "")
    assert claims.holder(submission) is None


def test_a_page_that_closes_late_takes_nothing_from_the_one_loaded_anew(
    browser: LintingClient, submission: Submission, reviewer: Staff
) -> None:
    url = taken(browser, submission)
    closed = browser.page(url)
    shown = closed.select_one('form[data-leaving] input[name="until"]')
    assert shown is not None
    reviews.claim(reviewer, submission.id)
    left = {"leaving": "1", "until": str(shown["value"])}
    assert browser.send(url, left, action=f"{url}/release").status_code == 204
    assert claims.holder(submission) is reviewer
    assert browser.send(url, left | {"until": "x"}, action=f"{url}/release").status_code == 400
