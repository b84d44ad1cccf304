"""A copy of the app with a notice, one student, and a browser that this student is logged in with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, StorageState, ViewportSize

from tests.browser.conftest import QUIET
from tests.browser.server import RunningApp, running_app
from tests.people import id_number
from webapp import clock
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import portrait_jpeg

PHONE: ViewportSize = {"width": 390, "height": 844}
STUDENT_NO = "2023010101"
NAME = "林晓"
ID_NUMBER = id_number(7)
PASSWORD = "shanghai-road-3"  # noqa: S105 - of an account that lives as long as the benchmark
ROSTER = f"""姓名,学号,身份证号,性别,学院,专业,班级,层次,是否参加集中采集
{NAME},{STUDENT_NO},{ID_NUMBER},女,外国语学院,翻译,翻译2301,本科,否
"""


@dataclass(frozen=True)
class Prepared:
    """Where the copy answers, and the cookies of its student."""

    app: RunningApp
    cookies: StorageState

    def cookie_header(self) -> str:
        """What a logged-in browser sends as its `Cookie` header."""
        return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.cookies["cookies"])


def chromium_path() -> str:
    """The machine's Chromium. Exits with what to do when there is none."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("no Chromium on this machine: install it (Debian: apt-get install chromium)")
    return path


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium that talks to nobody but the app."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)


@contextmanager
def prepared_app(browser: Browser) -> Iterator[Prepared]:
    """Serve a fresh copy as operators set it up; next spring's class may upload."""
    with tempfile.TemporaryDirectory(prefix="bupai-pages-") as name, running_app(Path(name)) as app:
        _fill(app)
        context = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=app.url)
        _activate(context)
        _upload(context, Path(name))
        yield Prepared(app, context.storage_state())
        context.close()


def _fill(app: RunningApp) -> None:
    today = clock.today()
    app.flask("notice", "load", "--class-year", str(today.year + (today.month >= 3)), "--activate")
    roster = app.folder / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    app.flask("roster", "import", str(roster))


def _activate(context: BrowserContext) -> None:
    """The student's first log-in."""
    page = context.new_page()
    page.goto("/activate")
    page.get_by_label("学号").fill(STUDENT_NO)
    page.get_by_label("姓名").fill(NAME)
    page.get_by_label("证件号码后六位").fill(ID_NUMBER[-6:])
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存并进入").click()
    page.wait_for_url("**/me")
    page.close()


def _upload(context: BrowserContext, folder: Path) -> None:
    """Hand in the electronic photo, so that one upload page is full and the others are empty."""
    photo = folder / "photo.jpg"
    photo.write_bytes(portrait_jpeg(PEOPLE["lin"]))
    page = context.new_page()
    page.goto("/me/upload/electronic")
    page.set_input_files("input[type=file]", photo)
    page.locator("#result").wait_for(timeout=60_000)
    page.close()
