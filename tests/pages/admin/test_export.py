"""The page that hands over."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import hand_in, jpeg
from webapp import clock, current
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, College, Export, Kind, Staff, State, Student

MakeStudent = Callable[..., Student]
PAGE = "/admin/export"


@pytest.fixture
def browser(
    browser_of: Callable[[Student | Staff], LintingClient], admin: Staff, campaign: Campaign
) -> LintingClient:
    """The admin's browser, with a campaign that runs."""
    return browser_of(admin)


def photos(browser: LintingClient, page: str = PAGE, **values: object) -> zipfile.ZipFile:
    """The zip that the page gives."""
    answer = browser.send(page, values, action="/admin/export/photos")
    assert answer.headers["Content-Type"] == "application/zip", answer.text
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_zip_holds_the_photos_bit_for_bit_and_their_proof(
    browser: LintingClient, make_student: MakeStudent
) -> None:
    approved = [hand_in(make_student(), State.APPROVED) for _ in range(3)]
    hand_in(make_student())
    archive = photos(browser, pattern="{college}/{student_no}_{name}", with_proof="y")
    assert archive.testzip() is None
    names = [f"外国语学院/{found.student.student_no}_{found.student.name}.jpg" for found in approved]
    assert archive.namelist() == [*names, "SHA256SUMS", "manifest.csv"]
    assert [archive.read(name) for name in names] == [jpeg(found.student_id) for found in approved]
    export = db.session.scalars(select(Export)).one()
    assert (export.kind, export.count, export.problems) == ("photos", 3, [])
    assert export.sha256 in browser.page(PAGE).get_text()


def test_photos_only_and_no_copy_in_a_cache(browser: LintingClient, make_student: MakeStudent) -> None:
    student = hand_in(make_student(), State.APPROVED).student
    answer = browser.send(PAGE, {}, action="/admin/export/photos")
    assert zipfile.ZipFile(io.BytesIO(answer.data)).namelist() == [f"{student.id_number}.jpg"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_same_choice_gives_the_same_bytes(browser: LintingClient, make_student: MakeStudent) -> None:
    for _ in range(2):
        hand_in(make_student(), State.APPROVED)
    once, again = (browser.send(PAGE, action="/admin/export/photos").data for _ in range(2))
    assert once == again


def test_a_broken_photo_is_left_out_and_reported(browser: LintingClient, make_student: MakeStudent) -> None:
    good, bad = hand_in(make_student(), State.APPROVED), hand_in(make_student(), State.APPROVED)
    photo = next(upload for upload in bad.uploads if upload.kind is Kind.ELECTRONIC)
    current.storage().delete(photo.storage_key)
    archive = photos(browser, with_proof="y")
    assert f"{good.student.id_number}.jpg" in archive.namelist()
    problem = f"学号 {bad.student.student_no}：存储里找不到照片"
    assert problem in archive.read("manifest.csv").decode()
    page = browser.page(PAGE).get_text()
    assert "1 张没有导出" in page
    assert problem in page


def test_the_list_keeps_numbers_as_text(browser: LintingClient, make_student: MakeStudent) -> None:
    submission = hand_in(make_student(name="=1+1", student_no="00123"), State.APPROVED)
    answer = browser.send(PAGE, action="/admin/export/list")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    header, row = sheet.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert cells["学号"] == "00123"
    assert cells["姓名"] == "'=1+1"
    assert cells["证件号码"] == submission.student.id_number
    assert cells["SHA-256"] == hashlib.sha256(jpeg(submission.student_id)).hexdigest()


def test_states_and_college_are_chosen(
    browser: LintingClient, make_student: MakeStudent, other_college: College
) -> None:
    approved = hand_in(make_student(), State.APPROVED)
    waiting = hand_in(make_student(college_id=other_college.id))
    page = f"{PAGE}?states=approved&states=submitted"
    assert "照片：2 人" in browser.page(page).get_text()
    names = photos(browser, page, states=["approved", "submitted"]).namelist()
    assert names == [f"{found.student.id_number}.jpg" for found in (approved, waiting)]
    narrowed = f"{PAGE}?states=submitted&college={other_college.id}"
    assert photos(browser, narrowed).namelist() == [f"{waiting.student.id_number}.jpg"]


def test_only_what_is_new(browser: LintingClient, make_student: MakeStudent) -> None:
    hand_in(make_student(), State.APPROVED)
    assert "还没有导出过" in browser.page(PAGE).get_text()
    photos(browser)
    fresh = hand_in(make_student(), State.APPROVED)
    assert "此后新的和有变化的 1 人" in browser.page(PAGE).get_text()
    page = f"{PAGE}?only_new=y"
    assert photos(browser, page).namelist() == [f"{fresh.student.id_number}.jpg"]
    text = browser.page(page).get_text()
    assert "照片没有新的" in text
    assert "名单：2 人" in text


def test_an_export_that_never_arrived_is_discarded(browser: LintingClient, make_student: MakeStudent) -> None:
    hand_in(make_student(), State.APPROVED)
    photos(browser)
    page = browser.send(PAGE, action="/admin/export/1/discard").text
    assert "已作废" in page
    assert db.session.scalar(select(AuditEvent.action).order_by(AuditEvent.id.desc())) == "export.discard"
    assert "照片：1 人" in browser.page(f"{PAGE}?only_new=y").get_text()
    assert browser.post("/admin/export/9/discard").status_code in (400, 404)


def test_the_manifest_of_an_export_of_before(browser: LintingClient, make_student: MakeStudent) -> None:
    hand_in(make_student(), State.APPROVED)
    photos(browser, pattern="{student_no}")
    answer = browser.get(f"{PAGE}/1/manifest")
    assert answer.mimetype == "text/csv"
    assert "2023000001.jpg" in answer.data.decode("utf-8-sig")
    assert browser.get(f"{PAGE}/2/manifest").status_code == 404


def test_an_earlier_class_can_be_exported(
    browser: LintingClient, make_student: MakeStudent, campaign: Campaign
) -> None:
    earlier = Campaign(class_year=2026, title="2026届", deadline_at=clock.now())
    db.session.add(earlier)
    db.session.commit()
    student = hand_in(make_student(campaign_id=earlier.id), State.APPROVED).student
    assert "没有符合条件的照片" in browser.page(PAGE).get_text()
    assert photos(browser, f"{PAGE}?campaign=2026").namelist() == [f"{student.id_number}.jpg"]
    assert db.session.scalars(select(Export.campaign_id)).all() == [earlier.id]
    assert browser.get(f"{PAGE}?campaign=1999").status_code == 404


def test_the_preview_masks_and_counts(browser: LintingClient, make_student: MakeStudent) -> None:
    student = hand_in(make_student(), State.APPROVED).student
    hand_in(make_student(), State.APPROVED)
    with count_queries() as seen:
        text = browser.page(PAGE).get_text()
    assert len(seen) <= 12
    assert "照片：2 人" in text
    assert student.id_number not in text
    assert f"{student.id_number[-4:]}.jpg" in text


@pytest.mark.parametrize(
    ("pattern", "words"), [("{password}", "没有“password”"), ("{name", "没有配对"), ("{major}", "会有重名")]
)
def test_a_wrong_pattern_is_said_before_anything_is_sent(
    browser: LintingClient, make_student: MakeStudent, pattern: str, words: str
) -> None:
    for _ in range(2):
        hand_in(make_student(), State.APPROVED)
    answer = browser.get(PAGE, query_string={"pattern": pattern})
    assert answer.status_code == 422
    assert words in answer.text
    for kind in ("photos", "list"):
        answer = browser.send(PAGE, {"pattern": pattern}, action=f"/admin/export/{kind}")
        assert words in answer.text
        assert answer.mimetype == "text/html"
    assert db.session.scalars(select(Export)).all() == []


def test_nothing_to_export(browser: LintingClient) -> None:
    assert "没有符合条件的照片" in browser.page(PAGE).get_text()


def test_a_null_in_the_pattern_is_left_out(browser: LintingClient, make_student: MakeStudent) -> None:
    hand_in(make_student(), State.APPROVED)
    assert photos(browser, pattern="a\x00{student_no}").namelist() == ["a2023000001.jpg"]
