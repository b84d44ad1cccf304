"""A student's own pages, in every state and with every bad input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from PIL import Image
from sqlalchemy import event

from tests import handed_in, pictures, ready_made
from tests.client import LintingClient
from webapp import clock, current
from webapp.domain import claims, drafts, reviews, uploads
from webapp.domain.queries import notice
from webapp.extensions import db
from webapp.models import Campaign, Kind, NoticeDocument, Staff, State, Student
from webapp.storage import LocalStorage, StorageError

MOST_QUERIES = 12

Browser = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def mine(student: Student, browser_of: Browser) -> LintingClient:
    """The student's own browser."""
    return browser_of(student)


def send(client: LintingClient, kind: str, data: bytes, name: str = "file") -> BeautifulSoup:
    """Upload through the page, and see what it says."""
    answer = client.send(f"/me/upload/{kind}", {"file": (BytesIO(data), name)})
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html5lib")


def details(branch_id: object = None, **values: object) -> dict[str, object]:
    """A filled details form."""
    return {
        "branch_id": str(branch_id or handed_in.branch().id),
        "shot_on": (clock.today() - timedelta(days=2)).isoformat(),
        "face_consent": "no",
        **values,
    }


# The way


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


# Uploads


def test_a_bad_photo_is_told_at_once_with_all_its_faults(mine: LintingClient) -> None:
    page = send(mine, "electronic", pictures.portrait(crown=20.0, off_centre=60.0))
    faults = {str(item["id"]) for item in page.select(".finding-group .finding")}
    assert {"finding-crown_position", "finding-centering"} <= faults
    crown = page.select_one("#finding-crown_position")
    assert crown is not None
    assert "50 至 110 像素" in crown.get_text()
    assert page.select_one(".ruler .ruler-fail[href='#finding-crown_position']") is not None
    assert "请摄影师修改" in page.get_text()


def test_what_is_kept_is_what_was_sent(mine: LintingClient) -> None:
    data = pictures.portrait()
    send(mine, "electronic", data)
    answer = mine.get("/me/files/electronic")
    assert answer.data == data
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="electronic.jpg"'
    preview = mine.get("/me/files/electronic?preview=1")
    assert preview.mimetype == "image/jpeg"
    assert preview.data != data


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "damaged"])
def test_a_file_that_the_store_lost_is_asked_for_again(
    mine: LintingClient, student: Student, caplog: pytest.LogCaptureFixture, is_gone: bool
) -> None:
    submission = ready_made.hand_in(student, State.DRAFT)
    upload = uploads.upload_of(submission, Kind.PAPER)
    assert upload is not None
    if is_gone:
        current.storage().delete(upload.storage_key)
    else:
        upload.sha256 = "0" * 64
        db.session.commit()
    answer = mine.get("/me/files/paper")
    assert answer.status_code == 404
    assert "请重新上传一次" in answer.text
    assert f"upload {upload.id} cannot be shown" in caplog.text
    page = mine.page("/me/upload/paper")
    assert "纸质照片在保存时出了问题" in page.get_text()
    assert not page.select("img.shown")
    assert page.select_one("input[type=file]") is not None


def test_a_file_that_is_no_picture_is_kept_but_never_shown(mine: LintingClient) -> None:
    page = send(mine, "electronic", b"%PDF-1.4 not a photo", "photo.jpg")
    assert "PDF" in page.get_text()
    assert not page.select("image")
    answer = mine.get("/me/files/electronic")
    assert answer.mimetype == "application/octet-stream"
    assert mine.get("/me/files/electronic?preview=1").status_code == 404


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("electronic", b"", "这个文件是空的"),
        ("paper", b"GIF89a nothing", "这不是能打开的图片"),
        ("paper", b"\xff\xd8\xff\xe0 broken", "图片损坏"),
        ("code", b"hello", "这不是能打开的图片"),
        ("code", pictures.table(), "没有从这张图里读到采集码"),
        ("code", pictures.two_codes(), "好几个不同的二维码"),
    ],
)
def test_what_cannot_be_used_is_refused_at_the_field_and_nothing_is_lost(
    mine: LintingClient, kind: str, data: bytes, words: str
) -> None:
    kept = {"electronic": pictures.portrait(), "paper": pictures.print_of(), "code": pictures.code("kept")}
    send(mine, kind, kept[kind])
    before = mine.get(f"/me/files/{kind}").data
    answer = mine.send(f"/me/upload/{kind}", {"file": (BytesIO(data), "a.jpg")})
    assert answer.status_code == 422
    error = BeautifulSoup(answer.text, "html5lib").select_one("#file-error")
    assert error is not None
    assert words in error.get_text()
    assert mine.get(f"/me/files/{kind}").data == before


def test_a_refused_file_is_said_above_what_was_saved(mine: LintingClient) -> None:
    send(mine, "electronic", pictures.portrait())
    answer = mine.send("/me/upload/electronic", {"file": (BytesIO(b"%PDF-1.4"), "photo.jpg")})
    assert answer.status_code == 422
    assert answer.text.index("之前传的那张还在") < answer.text.index("之前传好的还在")
    assert answer.text.index("之前传好的还在") < answer.text.index('id="result"')
    assert answer.text.count("data-upload") == 1


def test_no_file_chosen(mine: LintingClient) -> None:
    answer = mine.send("/me/upload/paper", {})
    assert answer.status_code == 422
    assert "还没有选择文件" in answer.text


def test_a_file_above_the_limit_is_told_the_limit(app: Flask, mine: LintingClient) -> None:
    """With small limits: the test client keeps long bodies in files that it does not close."""
    photo = {"file": (BytesIO(pictures.portrait()), "a.jpg")}
    app.extensions[current.SETTINGS] = replace(current.settings(), upload_max_mb=0)
    answer = mine.send("/me/upload/paper", photo)
    assert answer.status_code == 422
    assert "超过 0 MB" in answer.text
    app.config["MAX_CONTENT_LENGTH"] = 20_000
    answer = mine.send("/me/upload/paper", {"file": (BytesIO(pictures.portrait()), "a.jpg")})
    assert answer.status_code == 413
    assert "最多 0 MB" in answer.text


def test_many_faces_on_the_print(mine: LintingClient) -> None:
    assert "不止一张脸" in send(mine, "paper", pictures.print_of(count=3)).get_text()
    assert "没有找到人脸" in send(mine, "paper", pictures.table()).get_text()


def test_a_code_that_somebody_else_handed_in(
    mine: LintingClient, make_student: Callable[..., Student]
) -> None:
    uploads.save_upload(make_student(), Kind.CODE, pictures.code("shared"))
    page = send(mine, "code", pictures.code("shared"))
    assert "已经有别的同学交过" in page.get_text()


def test_a_store_that_fails_is_said_kindly_and_changes_nothing(
    mine: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(mine, "paper", pictures.print_of())
    before = mine.get("/me/files/paper").data

    def fail(*_args: object) -> None:
        raise StorageError("disk full")

    monkeypatch.setattr(LocalStorage, "put", fail)
    answer = mine.send("/me/upload/paper", {"file": (BytesIO(pictures.print_of("chen")), "a.jpg")})
    assert answer.status_code == 503
    assert "没有存上" in answer.text
    assert mine.get("/me/files/paper").data == before


def test_uploads_are_limited_for_each_account(
    app: Flask, mine: LintingClient, make_student: Callable[..., Student], browser_of: Browser
) -> None:
    codes = {mine.send("/me/upload/paper", {}).status_code for _ in range(61)}
    assert codes == {422, 429}
    assert browser_of(make_student()).send("/me/upload/paper", {}).status_code == 422


def test_unknown_kinds_and_missing_files_are_not_found(mine: LintingClient) -> None:
    assert mine.get("/me/upload/passport").status_code == 404
    assert mine.get("/me/files/passport").status_code == 404
    assert mine.get("/me/files/paper").status_code == 404


def test_the_code_alone_is_shown_large_on_the_card(mine: LintingClient) -> None:
    screenshot = Image.new("RGB", (1080, 2340), "white")
    screenshot.paste(Image.open(BytesIO(pictures.code("mine"))).convert("RGB"), (300, 900))
    stream = BytesIO()
    screenshot.save(stream, "PNG")
    send(mine, "code", stream.getvalue())
    image = mine.page("/card").select_one("img.counter-code")
    assert image is not None
    shown = Image.open(BytesIO(mine.get(str(image["src"])).data))
    assert shown.width / shown.height == pytest.approx(1, abs=0.05)
    assert mine.get(str(image["src"]).replace("alone=1", "")).data != mine.get(str(image["src"])).data


def test_own_files_are_ones_own(
    student: Student, make_student: Callable[..., Student], browser_of: Browser
) -> None:
    uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    assert browser_of(make_student()).get("/me/files/paper").status_code == 404


# Details


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


# Handing in


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


# CHSI


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
