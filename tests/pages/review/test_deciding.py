"""The page of a submission, and the decisions that it sends."""

from __future__ import annotations

from collections.abc import Callable

from tests.client import LintingClient
from tests.pages.review.taking import taken
from tests.ready_made import hand_in
from webapp.extensions import db
from webapp.models import State, Student, Submission


def test_the_page_shows_what_a_decision_needs(browser: LintingClient, submission: Submission) -> None:
    text = browser.page(f"/review/{submission.id}").get_text()
    student = submission.student
    for words in (
        student.name,
        student.major,
        "检查有误：眼睛位置量错了",
        "没有同意人脸比对",
        "美瞳",
        "经过",
    ):
        assert words in text
    assert student.id_number not in text
    assert student.id_number[-4:] in text


def test_how_the_checks_ended_stands_beside_the_name(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    passed = hand_in(make_student())
    ended = {}
    for number in (submission.id, passed.id):
        found = browser.page(f"/review/{number}").select(".review-who .tag")
        ended[number] = [tag.get_text(strip=True) for tag in found]
    assert ended == {submission.id: ["1 项不合格"], passed.id: ["检查全部合格"]}


def test_a_face_comparison_is_told(browser: LintingClient, student: Student) -> None:
    compared = {"paper": {"distance": 0.31, "verdict": "same", "reason": ""}}
    submission = hand_in(student, face_consent=True, comparison=compared)
    assert "和纸质照片：像是同一个人（距离 0.31）" in browser.page(f"/review/{submission.id}").get_text()


def test_approving_opens_the_next_one(
    browser: LintingClient, submission: Submission, make_student: Callable[..., Student]
) -> None:
    following = hand_in(make_student())
    url = taken(browser, submission)
    answer = browser.send(url, action=f"{url}/approve", follow=False)
    assert answer.headers["Location"] == f"/review/{following.id}"
    assert db.session.get_one(Submission, submission.id).state is State.APPROVED
    page = browser.page(f"/review/{following.id}")
    assert "已通过" in page.get_text()
    assert page.select_one(f'form[action="/review/{following.id}/approve"]'), "the next one is taken already"


def test_after_the_last_one_the_queue_is_shown(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    answer = browser.send(url, action=f"{url}/approve")
    assert answer.request.path == "/review/"
    assert "休息一下" in answer.text


def test_returning_with_reasons(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    page = browser.page(url)
    suggested = page.select_one('input[value="photo_size"]')
    assert suggested is not None
    assert suggested.parent is not None
    assert "检查发现" in suggested.parent.get_text()
    browser.send(url, {"reasons": ["photo_size", "code_wrong"], "text": "请看清学历"}, action=f"{url}/return")
    found = db.session.get_one(Submission, submission.id)
    assert found.state is State.RETURNED
    assert found.return_reasons == ["photo_size", "code_wrong"]
    shown = browser.page(url).get_text()
    assert "请看清学历" in shown
    assert "不是这次学历的采集码" in shown


def test_a_return_without_reason_keeps_the_page(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    answer = browser.send(url, {"text": " "}, action=f"{url}/return")
    assert answer.status_code == 422
    assert "退回要有原因" in answer.text
    answer = browser.send(url, {"reasons": ["nonsense"], "text": "keep me"}, action=f"{url}/return")
    assert answer.status_code == 422
    assert "keep me" in answer.text


def test_keys_stand_on_the_buttons(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    page = browser.page(url)
    assert {str(node["data-key"]) for node in page.select("[data-key]")} == set("arjkpfh?123456789")
    for node in page.select("button[data-key]"):
        assert str(node["data-key"]).upper() in node.get_text()
    assert page.select_one("#keys[popover]")


def test_numbers_that_no_row_has_are_no_page(browser: LintingClient, submission: Submission) -> None:
    assert browser.get("/review/99999999999999999999").status_code == 404
    assert browser.page(
        "/review/?after=99999999999999999999-99999999999999999999&college=99999999999999999999"
    )
    url = taken(browser, submission)
    answer = browser.send(url, {"version": "99999999999999999999"}, action=f"{url}/approve")
    assert answer.status_code == 400
    assert db.session.get_one(Submission, submission.id).state is State.SUBMITTED


def test_words_that_no_database_takes_are_cleaned(browser: LintingClient, submission: Submission) -> None:
    url = taken(browser, submission)
    browser.send(url, {"text": "一\x00行\r\n二行\x1b "}, action=f"{url}/return")
    assert db.session.get_one(Submission, submission.id).return_text == "一行\n二行"
