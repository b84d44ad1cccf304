"""The roster in the browser."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.client import LintingClient
from tests.domain.roster.rosters import csv_bytes, lines, person, xlsx_bytes
from tests.ready_made import jpeg
from webapp import clock
from webapp.domain import work
from webapp.domain.roster import background
from webapp.extensions import db
from webapp.models import Campaign, Staff, Student, Work, WorkKind, WorkState
from webapp.pages.admin import roster_views

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files have their answer at once, however busy the machine is."""
    monkeypatch.setattr(background, "PATIENCE", 60)


@pytest.fixture
def browser(browser_of: BrowserOf, admin: Staff, campaign: Campaign) -> LintingClient:
    """The admin's browser, with a campaign that runs."""
    return browser_of(admin)


def choose(browser: LintingClient, data: bytes, name: str = "名册.csv") -> TestResponse:
    """Choose a roster file and send it."""
    return browser.send("/admin/roster", {"file": (io.BytesIO(data), name)}, action="/admin/roster/preview")


def press(browser: LintingClient, page: TestResponse, action: str) -> TestResponse:
    """Press the button of a preview that posts to `action`."""
    form = BeautifulSoup(page.text, "html5lib").select_one(f'form[action="{action}"]')
    assert form is not None, f"no button leads to {action}"
    values = {str(field["name"]): str(field["value"]) for field in form.select("input[name]")}
    return browser.post(action, data=values, follow_redirects=True)


def count_students() -> int:
    """How many students there are."""
    return db.session.scalar(select(func.count()).select_from(Student)) or 0


def test_from_the_file_over_the_preview_to_the_students(browser: LintingClient, admin: Staff) -> None:
    shown = choose(browser, xlsx_bytes(lines(person(2), person(4))), "名册.xlsx")
    assert shown.status_code == 200
    assert "还没有写入" in shown.text
    assert "外国语学院" in shown.text
    assert count_students() == 0
    done = press(browser, shown, "/admin/roster/confirm")
    assert "新增 2 人" in done.text
    assert count_students() == 2
    history = browser.page("/admin/roster").select_one("table")
    assert history is not None
    assert admin.name in history.get_text()
    again = choose(browser, xlsx_bytes(lines(person(2), person(4))))
    assert "和名册一致" in again.text


def test_changes_and_who_is_gone_are_listed(browser: LintingClient) -> None:
    press(browser, choose(browser, csv_bytes(person(2), person(4))), "/admin/roster/confirm")
    text = choose(browser, csv_bytes(person(2, 班级="翻译2302"))).text
    assert f"{person(2)['学号']}：班级" in text
    assert "文件里没有的 1 人" in text
    assert person(4)["学号"] in text


def test_errors_stand_by_row_and_column_and_nothing_can_be_confirmed(browser: LintingClient) -> None:
    answer = choose(browser, csv_bytes(person(2), person(4, 性别="无"), person(6, 学号="")))
    assert "性别" in answer.text
    assert "什么都没有写入" in answer.text
    assert "/admin/roster/confirm" not in answer.text


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "文件是空的"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .xlsx")]
)
def test_a_file_that_is_no_roster_is_refused_at_its_field(
    browser: LintingClient, data: bytes, words: str
) -> None:
    answer = choose(browser, data)
    assert answer.status_code == 422
    assert words in answer.text


def test_no_file_at_all(browser: LintingClient) -> None:
    answer = browser.send("/admin/roster", action="/admin/roster/preview")
    assert answer.status_code == 422
    assert "请先选择文件" in answer.text


def test_not_importing_deletes_the_file(browser: LintingClient) -> None:
    shown = choose(browser, csv_bytes(person(2)))
    assert "没有导入" in press(browser, shown, "/admin/roster/discard").text
    assert "重新选择文件" in press(browser, shown, "/admin/roster/confirm").text
    assert count_students() == 0


def test_a_roster_that_changed_since_is_shown_again(browser: LintingClient) -> None:
    first = choose(browser, csv_bytes(person(2), person(4)))
    press(browser, choose(browser, csv_bytes(person(2))), "/admin/roster/confirm")
    answer = press(browser, first, "/admin/roster/confirm")
    assert "请再看一遍" in answer.text
    assert count_students() == 1
    assert "新增 1 人" in press(browser, answer, "/admin/roster/confirm").text


def test_a_roster_may_be_larger_than_what_a_student_sends(browser: LintingClient, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = choose(browser, bytes(50_000))
    assert answer.status_code == 422
    assert "文件太大" not in answer.text


def test_a_roster_beyond_all_measure_is_refused_with_its_own_words(
    browser: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_views, "MAX_BYTES", 50_000)
    monkeypatch.setattr(roster_views, "FORM_BYTES", 0)
    answer = choose(browser, bytes(50_000))
    assert answer.status_code == 422
    assert "请分成几个再导入" in answer.text


@pytest.mark.parametrize("url", ["/admin/roster/preview", "/admin/admission-photos"])
def test_without_the_token_a_large_file_is_refused_too(browser: LintingClient, url: str) -> None:
    answer = browser.post(url, data={"file": (io.BytesIO(csv_bytes(person(2))), "x.csv")})
    assert answer.status_code == 400


def send_photos(browser: LintingClient, data: bytes) -> TestResponse:
    """Send a zip of admission photos."""
    values = {"photos": (io.BytesIO(data), "照片.zip")}
    return browser.send("/admin/admission-photos", values)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_admission_photos_and_a_report_of_the_unmatched(browser: LintingClient, student: Student) -> None:
    answer = send_photos(browser, zipped({f"{student.student_no}.jpg": jpeg(1), "9999.jpg": jpeg(2)}))
    assert answer.status_code == 200
    assert student.admission_key
    assert "没有导入的 1 个文件" in answer.text
    assert "9999.jpg" in answer.text


def test_what_is_no_zip_is_refused(browser: LintingClient) -> None:
    answer = send_photos(browser, b"no zip")
    assert answer.status_code == 422
    assert "不是 .zip" in answer.text


def test_all_of_the_unmatched_can_be_fetched(browser: LintingClient) -> None:
    answer = send_photos(browser, zipped({f"=cmd{number}.jpg": jpeg(2) for number in range(3)}))
    link = BeautifulSoup(answer.text, "html5lib").select_one("a[href$='left-out.csv']")
    assert link is not None
    table = browser.get(str(link["href"]))
    assert table.mimetype == "text/csv"
    assert len(table.text.splitlines()) == 4
    assert "'=cmd0.jpg" in table.text  # no formula


def slow_work(admin: Staff, campaign: Campaign, state: WorkState, silent_for: timedelta) -> Work:
    """Work that was begun a while ago."""
    now = clock.now()
    found = Work(
        kind=WorkKind.ROSTER_PREVIEW,
        state=state,
        staff_id=admin.id,
        campaign_id=campaign.id,
        started_at=now - silent_for,
        seen_at=now - silent_for,
        phase="正在核对每一行",
        done=500,
        total=2000,
    )
    db.session.add(found)
    db.session.commit()
    return found


def test_progress_is_shown_with_and_without_javascript(
    browser: LintingClient, admin: Staff, campaign: Campaign
) -> None:
    found = slow_work(admin, campaign, WorkState.RUNNING, timedelta(seconds=5))
    url = f"/admin/roster/work/{found.id}"
    page = browser.page(url)
    assert "500 / 2000" in page.get_text()
    bar = page.select_one("progress")
    assert bar is not None
    assert (bar["value"], bar["max"]) == ("500", "2000")
    assert page.select_one("noscript") is not None
    polled = page.select_one("[hx-get]")
    assert polled is not None
    assert polled["hx-get"] == url
    assert url in browser.page("/admin/roster").decode()  # the way back
    found.state = WorkState.FAILED
    found.result = {"message": "文件读不出来。"}
    db.session.commit()
    answer = browser.get(url, headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert "文件读不出来。" in browser.page(url).get_text()


def test_work_whose_process_died_says_so_and_how_to_go_on(
    browser: LintingClient, admin: Staff, campaign: Campaign
) -> None:
    found = slow_work(admin, campaign, WorkState.RUNNING, work.SILENCE + timedelta(seconds=1))
    text = browser.page(f"/admin/roster/work/{found.id}").get_text()
    assert "没有任何改动" in text
    assert "重新选择文件" in text
    assert found.state is WorkState.LOST


def test_the_work_of_another_admin_is_not_to_be_seen(
    browser: LintingClient, reviewer: Staff, campaign: Campaign
) -> None:
    found = slow_work(reviewer, campaign, WorkState.DONE, timedelta(0))
    for url in (f"/admin/roster/work/{found.id}", f"/admin/roster/work/{found.id}/left-out.csv"):
        assert browser.get(url).status_code == 404


def test_a_reviewer_imports_nothing(browser_of: BrowserOf, reviewer: Staff, campaign: Campaign) -> None:
    assert browser_of(reviewer).get("/admin/roster").status_code == 403
