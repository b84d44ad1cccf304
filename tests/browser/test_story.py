"""The whole story on real parts: a roster goes in, a zip and a spreadsheet come out."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.look import look_at
from tests.browser.server import RunningApp
from tests.people import id_number
from webapp import clock
from webapp.demo.look import Shot
from webapp.demo.people import PEOPLE
from webapp.demo.pictures import code_picture, print_on_desk
from webapp.demo.portrait import draw_portrait, portrait_jpeg

pytestmark = pytest.mark.browser

STUDENT_NO = "2023010101"
NAME = "古丽·阿依"
ID_NUMBER = id_number(7)
PASSWORD = "shanghai-road-3"
STAFF_PASSWORD = "xianning-lake-9"
WUHAN = {"latitude": 30.6, "longitude": 114.3}
HEADER = "姓名,学号,身份证号,性别,学院,专业,班级,层次,是否参加集中采集"


@dataclass(frozen=True)
class Files:
    """What the student has on the phone."""

    good: Path
    too_small: Path
    paper: Path
    code: Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Pictures of one drawn person, as branch and phone would make them."""
    folder = tmp_path_factory.mktemp("phone")
    look = PEOPLE["lin"]
    contents = {
        "good": ("照片.jpg", portrait_jpeg(look)),
        "too_small": ("mmexport1700000000000.jpg", portrait_jpeg(look, Shot(150, 262, 132))),
        "paper": ("IMG_0042.jpg", print_on_desk(draw_portrait(look))),
        "code": ("采集码.png", code_picture("an opaque text from CHSI")),
    }
    for name, data in contents.values():
        (folder / name).write_bytes(data)
    return Files(**{key: folder / name for key, (name, _) in contents.items()})


@pytest.fixture(scope="module")
def campaign(served: RunningApp, tmp_path_factory: pytest.TempPathFactory) -> RunningApp:
    """What an operator does first: the notice, a roster from Excel in GB18030, accounts."""
    today = clock.today()
    year = today.year + (today.month >= 3)
    served.flask("notice", "load", "--class-year", str(year), "--activate")
    roster = tmp_path_factory.mktemp("roster") / "名册.csv"
    rows = [
        HEADER,
        f"{NAME},{STUDENT_NO},{ID_NUMBER},女,外国语学院,翻译,翻译2301,本科,否",
        f"李阳,2023010102,{id_number(8)},男,外国语学院,翻译,翻译2301,本科,否",
        f"陈到场,2023010103,{id_number(9)},男,外国语学院,翻译,翻译2301,本科,是",
    ]
    roster.write_bytes("\r\n".join(rows).encode("gb18030"))
    assert "3" in served.flask("roster", "import", str(roster), "--dry-run")
    served.flask("roster", "import", str(roster))
    for username, role, more in (("wang", "reviewer", ["--college", "外国语学院"]), ("root", "admin", [])):
        options = ["--name", f"{username}老师", "--role", role, *more, "--password-stdin"]
        served.flask("staff", "create", username, *options, given=STAFF_PASSWORD)
    return served


def test_the_whole_story(
    campaign: RunningApp, files: Files, open_browser: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    phone = open_browser(geolocation=WUHAN, permissions=["geolocation"]).new_page()
    look_around(phone)
    refuse_location(open_browser().new_page())
    activate(phone)
    hand_in(phone, files)

    desk = open_browser(viewport=DESKTOP, accept_downloads=True).new_page()
    log_in_staff(desk, "wang")
    send_back(desk)
    correct(phone, files)
    approve(desk)
    expect_approved(phone)

    office = open_browser(viewport=DESKTOP, accept_downloads=True).new_page()
    log_in_staff(office, "root")
    photos, listed = take_away(office, tmp_path)
    original = files.good.read_bytes()
    with zipfile.ZipFile(photos) as archive:
        assert archive.namelist() == [f"{ID_NUMBER}.jpg"]
        assert archive.read(f"{ID_NUMBER}.jpg") == original
    check_list(listed, hashlib.sha256(original).hexdigest())


def look_around(page: Page) -> None:
    """What everybody may read, and the nearest branch by location."""
    for path, name in (
        ("/", "public-home"),
        ("/sessions", "public-sessions"),
        ("/guide/code", "public-guide-code"),
        ("/guide/photo", "public-guide-photo"),
        ("/check", "public-check"),
        ("/privacy", "public-privacy"),
        ("/branches", "public-branches"),
    ):
        page.goto(path)
        look_at(page, name)
    page.get_by_role("button", name="用我的位置查找").click()
    page.wait_for_url("**/branches?lat=30.60&lng=114.30")
    expect(page.locator(".branch h3").first).to_contain_text("湖北分社")
    call = page.get_by_role("link", name="027-68881143").first
    expect(call).to_have_attribute("href", "tel:02768881143")
    look_at(page, "public-branches-near")


def refuse_location(page: Page) -> None:
    """Without the location, by province; where the notice lists no branch, it says so."""
    page.goto("/branches")
    page.get_by_role("button", name="用我的位置查找").click()
    expect(page.get_by_text("没有拿到你的位置")).to_be_visible()
    page.get_by_label("省份").select_option(label="江苏省")
    page.get_by_role("button", name="按省份查找").click()
    expect(page.get_by_text("通知里没有列出江苏")).to_be_visible()
    look_at(page, "public-branches-none")


def activate(page: Page) -> None:
    """The first log-in: who you are, then a password."""
    page.goto("/login")
    look_at(page, "auth-login")
    page.get_by_role("link", name="第一次使用").first.click()
    page.get_by_label("学号").fill(STUDENT_NO)
    page.get_by_label("姓名").fill("古丽•阿依")
    page.get_by_label("证件号码后六位").fill(ID_NUMBER[-6:].lower())
    look_at(page, "auth-activate")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    look_at(page, "auth-choose-password")
    page.get_by_role("button", name="保存并进入").click()
    page.wait_for_url("**/me")
    look_at(page, "student-home-empty")


def send(page: Page, kind: str, file: Path) -> None:
    """Choose a file; it is sent and checked at once."""
    page.goto(f"/me/upload/{kind}")
    with page.expect_response(lambda answer: answer.request.resource_type == "xhr" and answer.ok):
        page.set_input_files("input[type=file]", file)
    expect(page.locator("#result")).to_be_visible()


def hand_in(page: Page, files: Files) -> None:
    """Three uploads, one of which fails first; details; submit."""
    page.goto("/me/upload/electronic")
    look_at(page, "student-upload-empty")
    send(page, "electronic", files.too_small)
    expect(page.locator("#result")).to_contain_text("请摄影师修改")
    look_at(page, "student-upload-failing")
    send(page, "electronic", files.good)
    expect(page.locator("#result")).not_to_contain_text("请摄影师修改")
    look_at(page, "student-upload-good")
    send(page, "paper", files.paper)
    look_at(page, "student-upload-paper")
    send(page, "code", files.code)
    look_at(page, "student-upload-code")
    page.goto("/me/submit")
    look_at(page, "student-submit-missing")
    page.goto("/me/details")
    page.get_by_label("在哪个分社拍的").select_option(label="湖北分社（徐志丹）")
    page.get_by_label("哪一天拍的").fill(clock.today().isoformat())
    page.get_by_label("同意，用机器比对", exact=True).check()
    look_at(page, "student-details")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/me")
    look_at(page, "student-home-ready")
    page.goto("/me/submit")
    look_at(page, "student-submit")
    page.get_by_role("button", name="提交给老师审核").click()
    page.wait_for_url("**/me")
    look_at(page, "student-home-submitted")


def log_in_staff(page: Page, username: str) -> None:
    """A member of staff logs in."""
    page.goto("/staff/login")
    look_at(page, "auth-staff-login")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(STAFF_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)


def send_back(page: Page) -> None:
    """The reviewer opens the oldest one and returns it with a clause and words."""
    look_at(page, "review-queue")
    page.get_by_role("button", name="从最早的开始审核").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(page.locator("body")).not_to_contain_text(ID_NUMBER)
    look_at(page, "review-submission")
    page.locator("input[name=reasons]").first.check()
    page.get_by_label("补充说明").fill("请换一张分社重新导出的文件。")
    page.get_by_role("button", name="退回，看下一份").click()
    expect(page.get_by_text("都审完了")).to_be_visible()
    look_at(page, "review-queue-empty")


def correct(page: Page, files: Files) -> None:
    """The student reads the reasons, sends the photo again, and submits."""
    page.goto("/me")
    expect(page.locator("main")).to_contain_text("请换一张分社重新导出的文件。")
    look_at(page, "student-home-returned")
    send(page, "electronic", files.good)
    page.goto("/me/submit")
    page.get_by_role("button", name="提交给老师审核").click()
    page.wait_for_url("**/me")


def approve(page: Page) -> None:
    """The reviewer finds it again and approves it."""
    page.goto("/review/")
    page.get_by_role("button", name="从最早的开始审核").click()
    page.get_by_role("button", name="通过，看下一份").click()
    expect(page.get_by_text("都审完了")).to_be_visible()


def expect_approved(page: Page) -> None:
    """The student sees it."""
    page.goto("/me")
    expect(page.get_by_role("heading", level=1)).to_contain_text("通过")
    look_at(page, "student-home-approved")


def take_away(page: Page, folder: Path) -> tuple[Path, Path]:
    """The admin looks at the figures, and takes the photos and the list."""
    look_at(page, "admin-dashboard")
    page.goto("/admin/students")
    look_at(page, "admin-students")
    page.goto("/admin/notice")
    look_at(page, "admin-notice")
    page.goto("/admin/export")
    look_at(page, "admin-export")
    taken = []
    for button, name in (("下载照片", "photos.zip"), ("下载名单", "list.xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        download.value.save_as(folder / name)
        taken.append(folder / name)
    page.goto("/admin/export")
    expect(page.locator("table")).to_contain_text("完整")
    look_at(page, "admin-export-done")
    return taken[0], taken[1]


def check_list(path: Path, sha256: str) -> None:
    """The list: one row, ID numbers and 学号 as text, the photo's hash."""
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["学号"] == STUDENT_NO
    assert row["姓名"] == NAME
    assert row["证件号码"] == ID_NUMBER
    assert row["SHA-256"] == sha256
    assert sheet.freeze_panes == "A2"
