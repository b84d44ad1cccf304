"""A student's home page: the whole way, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import event

from tests import handed_in, pictures
from tests.client import LintingClient
from tests.pages.student.sending import details, send
from webapp import clock
from webapp.domain import drafts, reviews
from webapp.domain.queries import notice
from webapp.extensions import db
from webapp.models import Campaign, NoticeDocument, Staff, State, Student

Browser = Callable[[Student | Staff], LintingClient]
MOST_QUERIES = 12


def test_the_whole_way(mine: LintingClient, student: Student) -> None:
    assert "还差 5 步" in mine.page("/me").get_text()
    send(mine, "code", pictures.code("the code"))
    send(mine, "electronic", pictures.portrait(), "IMG_0001")
    send(mine, "paper", pictures.print_of())
    assert mine.send("/me/details", details()).status_code == 200
    assert "下一步：检查并提交" in mine.page("/me").get_text()
    answer = mine.send("/me/submit")
    assert answer.status_code == 200
    assert "已提交，等老师审核" in answer.text
    submission = drafts.submission_of(student)
    assert submission is not None
    assert submission.state is State.SUBMITTED
    for upload in submission.uploads:
        assert upload.sha256[:12] in answer.text


def test_the_next_step_is_the_first_one_undone(mine: LintingClient) -> None:
    send(mine, "code", pictures.code("the code"))
    page = mine.page("/me")
    button = page.select_one(".thumb a")
    assert button is not None
    assert button["href"] == "/me/upload/electronic"
    assert "完成" in page.select(".tasks li")[0].get_text()


def test_a_returned_student_sees_why_and_what_to_change(
    mine: LintingClient, student: Student, reviewer: Staff
) -> None:
    handed_in.send_back(student, reviewer, ("photo_background", "code_wrong"), "背景右边有阴影")
    page = mine.page("/me")
    text = page.get_text()
    assert "老师退回了" in text
    assert "背景右边有阴影" in text
    assert "背景不均匀" in text
    states = [row.get_text(" ", strip=True) for row in page.select(".tasks li")]
    assert ["有问题" in state for state in states] == [True, True, False, False, False]
    send(mine, "code", pictures.code("the right code"))
    assert "有问题" not in mine.page("/me").select(".tasks li")[0].get_text()


def test_approved(mine: LintingClient, student: Student, reviewer: Staff) -> None:
    submission = handed_in.hand_in(student)
    reviews.approve(reviewer, submission, submission.version)
    assert "审核通过" in mine.page("/me").get_text()


def test_who_was_there_and_has_no_photo_knows_whom_to_ask(
    make_student: Callable[..., Student], browser_of: Browser, campaign: Campaign
) -> None:
    contact = {"name": "图象采集部", "phone": "027-68881143", "email": "hb2001@xinhuanet.com"}
    body = {"branch_contact": contact}
    db.session.add(NoticeDocument(campaign_id=campaign.id, name=notice.CAMPAIGN, body=body))
    db.session.commit()
    page = browser_of(make_student(attended=True)).page("/me")
    assert page.select_one("a[href='tel:02768881143']") is not None
    assert page.select_one("a[href='mailto:hb2001@xinhuanet.com']") is not None


def test_attended(make_student: Callable[..., Student], browser_of: Browser) -> None:
    browser = browser_of(make_student(attended=True))
    assert "你不需要补拍" in browser.page("/me").get_text()
    page = browser.page("/me/upload/electronic")
    assert not page.select("input[type=file]")


def test_closed_says_whom_to_call_and_takes_nothing(
    mine: LintingClient, student: Student, campaign: Campaign
) -> None:
    send(mine, "code", pictures.code("the code"))
    token = str(mine.page("/me/upload/code").select_one("input[name=csrf_token]")["value"])  # type: ignore[index] # every form has it
    campaign.deadline_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    page = mine.page("/me")
    assert "提交已经截止" in page.get_text()
    assert student.college.contact in page.get_text()
    assert not mine.page("/me/upload/code").select("input[type=file]")
    assert "截止" in mine.page("/me/details").get_text()
    assert "截止" in mine.page("/me/submit").get_text()
    for url, values in (
        ("/me/upload/electronic", {"file": (BytesIO(pictures.portrait()), "a.jpg")}),
        ("/me/details", details()),
        ("/me/submit", {"version": "1"}),
    ):
        answer = mine.post(url, data={**values, "csrf_token": token}, content_type="multipart/form-data")
        assert answer.status_code == 403, url
        assert student.college.contact in answer.text


def test_days_left_on_the_last_day(mine: LintingClient, campaign: Campaign) -> None:
    campaign.deadline_at = clock.start_of_day(clock.today() + timedelta(days=1))
    db.session.commit()
    assert "今天是最后一天" in mine.page("/me").get_text()


def test_the_home_page_asks_the_database_few_questions(mine: LintingClient, student: Student) -> None:
    handed_in.fill(student)
    statements: list[str] = []

    def listen(*args: Any) -> None:
        statements.append(args[2])

    event.listen(db.engine, "before_cursor_execute", listen)
    mine.page("/me")
    event.remove(db.engine, "before_cursor_execute", listen)
    assert 0 < len(statements) <= MOST_QUERIES, statements


def test_whoever_already_has_a_photo_on_chsi_is_stopped_before_the_trip(
    mine: LintingClient, student: Student
) -> None:
    assert "学信网上已经有你的照片了吗" in mine.page("/me").get_text()
    answer = mine.send("/me", {"has_photo": "yes"}, action="/me/chsi")
    assert "先别去拍" in answer.text
    assert student.college.contact in answer.text
    assert "学信网上已经有你的照片了吗" not in answer.text


def test_whoever_has_none_is_not_asked_again(mine: LintingClient) -> None:
    answer = mine.send("/me", {"has_photo": "no"}, action="/me/chsi")
    assert "学信网上已经有你的照片了吗" not in answer.text
    assert "先别去拍" not in answer.text


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_no_answer_is_no_answer(mine: LintingClient, answer: str) -> None:
    assert mine.send("/me", {"has_photo": answer}, action="/me/chsi").status_code == 422


def test_the_way_ends_on_chsi(mine: LintingClient, student: Student, reviewer: Staff) -> None:
    submission = handed_in.hand_in(student)
    reviews.approve(reviewer, submission, submission.version)
    assert len(mine.page("/me").select(".timeline li")) == 10
    answer = mine.send("/me", action="/me/chsi/checked")
    assert "全部办完了" in answer.text
    assert "确认学信网上的照片" in answer.text


def test_the_whole_way_stands_at_the_top_from_the_beginning(mine: LintingClient, student: Student) -> None:
    page = mine.page("/me")
    assert "全程进度 0/10" in page.get_text()
    assert [str(part["class"][0]) for part in page.select(".strip span")] == ["strip-now"] + [
        "strip-later"
    ] * 9
    handed_in.fill(student)
    assert "全程进度 4/10" in mine.page("/me").get_text()


def test_the_timeline_says_when_to_expect_the_photo(mine: LintingClient, student: Student) -> None:
    handed_in.hand_in(student)
    assert "大约" in mine.page("/me").select(".timeline")[0].get_text()
