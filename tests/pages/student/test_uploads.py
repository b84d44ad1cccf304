"""The three uploads: what is told at once, what is refused, what is shown of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from PIL import Image

from tests import pictures, ready_made
from tests.client import LintingClient
from tests.pages.student.sending import send
from webapp import current
from webapp.domain import uploads
from webapp.extensions import db
from webapp.models import Kind, Staff, State, Student
from webapp.storage import LocalStorage, StorageError

Browser = Callable[[Student | Staff], LintingClient]


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
