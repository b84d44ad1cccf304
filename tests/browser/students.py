"""Students of a running copy, and what they do on their phones."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import FilePayload, Page

from tests.browser.server import RunningApp
from tests.people import id_number
from webapp import clock
from webapp.demo.people import PEOPLE
from webapp.demo.pictures import print_on_desk
from webapp.demo.portrait import draw_portrait

SERIALS = range(1, 10)
PASSWORD = "shanghai-road-3"
HEADER = "姓名,学号,身份证号,性别,学院,专业,班级,层次,是否参加集中采集"


def enrol(served: RunningApp, folder: Path) -> RunningApp:
    """Load the notice and a roster of students who all have to act; `folder` takes the roster's file."""
    today = clock.today()
    served.flask("notice", "load", "--class-year", str(today.year + (today.month >= 3)), "--activate")
    rows = [
        f"{name_of(serial)},{number_of(serial)},{id_number(serial)},女,外国语学院,翻译,翻译2301,本科,否"
        for serial in SERIALS
    ]
    roster = folder / "名册.csv"
    roster.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    served.flask("roster", "import", str(roster))
    return served


def number_of(serial: int) -> str:
    return f"20230102{serial:02d}"


def name_of(serial: int) -> str:
    return "学生" + "一二三四五六七八九"[serial - 1]


def enter(page: Page, serial: int) -> None:
    """Activate a student's account; works without a script."""
    page.goto("/activate")
    page.get_by_label("学号").fill(number_of(serial))
    page.get_by_label("姓名").fill(name_of(serial))
    page.get_by_label("证件号码后六位").fill(id_number(serial)[-6:])
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存并进入").click()
    page.wait_for_url("**/me")


def log_in(page: Page, serial: int) -> None:
    """Come back with the password, as on another phone."""
    page.goto("/login")
    page.get_by_label("学号").fill(number_of(serial))
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/me")


def file(data: bytes, name: str = "IMG_0001.jpg") -> FilePayload:
    """A file in the phone's album, of no stated type, as WeChat hands it over."""
    return {"name": name, "mimeType": "", "buffer": data}


def small_paper() -> bytes:
    return print_on_desk(draw_portrait(PEOPLE["lin"]))
