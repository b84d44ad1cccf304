"""Details of the shot, handing in and taking back."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests import handed_in, pictures
from tests.client import LintingClient
from tests.pages.student.sending import details
from webapp.domain import claims, drafts, uploads
from webapp.extensions import db
from webapp.models import Kind, Staff, Student


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"branch_id": ""}, "请从列表里选择拍照的分社"),
        ({"branch_id": "999999"}, "请从列表里选择拍照的分社"),
        ({"branch_id": "x"}, "请从列表里选择拍照的分社"),
        ({"shot_on": ""}, "请填写拍照的日期"),
        ({"shot_on": "yesterday"}, "日期没有读懂"),
        ({"shot_on": "2999-01-01"}, "不能晚于今天"),
        ({"shot_on": "2003-01-01"}, "太早了"),
        ({"face_consent": None}, "不同意也不会影响审核"),
        ({"face_consent": "maybe"}, "不同意也不会影响审核"),
    ],
)
def test_wrong_details_are_told_at_their_field(
    mine: LintingClient, student: Student, values: dict[str, object], words: str
) -> None:
    answer = mine.send("/me/details", {**details(), **values})
    assert answer.status_code == 422
    assert words in BeautifulSoup(answer.text, "html5lib").select(".field-error")[0].get_text()
    assert drafts.submission_of(student) is None


def test_details_come_back_as_they_were_given(mine: LintingClient, student: Student) -> None:
    mine.send("/me/details", details(face_consent="yes"))
    page = mine.page("/me/details")
    assert page.select_one("input[value=yes][checked]") is not None
    assert page.select_one(f"option[value='{handed_in.branch().id}'][selected]") is not None
    submission = drafts.submission_of(student)
    assert submission is not None
    assert submission.face_consent is True


def test_what_is_missing_is_named_all_at_once(mine: LintingClient, student: Student) -> None:
    uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    page = mine.page("/me/submit")
    for part in ("电子照片", "图像采集码", "拍照的分社", "拍照日期", "是否同意人脸比对"):
        assert part in page.select_one(".notice-warn").get_text()  # type: ignore[union-attr] # it is there
    assert not page.select("form[action='/me/submit']")
    assert page.select_one(".thumb a[href='/me/upload/code']") is not None  # what to do first, in one button


def test_failed_checks_need_a_note(mine: LintingClient, student: Student) -> None:
    handed_in.fill(student, pictures.portrait(crown=20.0))
    answer = mine.send("/me/submit", {"note": "  "})
    assert answer.status_code == 422
    assert "请写一句说明" in answer.text
    answer = mine.send("/me/submit", {"note": "检查有误，头顶没有超出"})
    assert answer.status_code == 200
    submission = drafts.submission_of(student)
    assert submission is not None
    assert submission.note == "检查有误，头顶没有超出"


def test_a_file_that_is_no_photo_cannot_be_handed_in(mine: LintingClient, student: Student) -> None:
    handed_in.fill(student, b"%PDF-1.4 no photo")
    answer = mine.send("/me/submit", {"note": "please"})
    assert answer.status_code == 422
    assert "不能提交" in answer.text


def test_a_stale_page_does_not_hand_in(mine: LintingClient, student: Student) -> None:
    handed_in.fill(student)
    answer = mine.send("/me/submit", {"version": "1"})
    assert answer.status_code == 409
    assert "刷新" in answer.text


def test_withdraw_and_hand_in_again(mine: LintingClient, student: Student) -> None:
    handed_in.hand_in(student)
    answer = mine.send("/me", action="/me/withdraw")
    assert "已撤回" in answer.text
    assert mine.send("/me/submit").status_code == 200


def test_no_withdrawal_while_somebody_reviews(mine: LintingClient, student: Student, reviewer: Staff) -> None:
    submission = handed_in.hand_in(student)
    assert claims.take(reviewer, submission)
    db.session.commit()
    answer = mine.send("/me", action="/me/withdraw")
    assert answer.status_code == 403
    assert "正在审核" in answer.text


@pytest.mark.parametrize("version", ["", "x", "99"])
def test_a_broken_withdrawal_is_refused(mine: LintingClient, student: Student, version: str) -> None:
    handed_in.hand_in(student)
    assert mine.send("/me", {"version": version}, action="/me/withdraw").status_code == 409


def test_withdrawing_what_is_not_there(mine: LintingClient) -> None:
    token = str(mine.page("/me/details").select_one("input[name=csrf_token]")["value"])  # type: ignore[index] # every form has it
    assert mine.post("/me/withdraw", data={"version": "1", "csrf_token": token}).status_code == 404
