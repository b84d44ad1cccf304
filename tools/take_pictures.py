"""Take the README's pictures of the demo: `make pictures` while `make run` serves it in another terminal."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DEMO = "http://127.0.0.1:8000"
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
STUDENT_PASSWORD = "bupai-student"  # noqa: S105 - the demo prints it
STAFF_PASSWORD = "bupai-teacher"  # noqa: S105 - the demo prints it
GAP = 16  # px between two phones
COLOURS = 128  # of a palette: drawings and text need no more


def main() -> int:
    """Take all pictures. Returns 1 when there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        home = _student(browser, "202310001", "/me")
        failing = _student(browser, "202311001", "/me/upload/electronic")
        _save(_beside(home, failing), "phone")
        _save(_student(browser, "202310007", "/me"), "student")
        _save(_staff(browser, "reviewer", "/review/", opens_first=True), "review")
        _save(_staff(browser, "admin", "/admin/"), "admin")
        browser.close()
    return 0


def _student(browser: Browser, number: str, path: str) -> Image.Image:
    page = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=DEMO).new_page()  # type: ignore[arg-type] # a plain dict fits
    page.goto("/login")
    page.get_by_label("学号").fill(number)
    page.get_by_label("密码").fill(STUDENT_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/me")
    page.goto(path)
    return _shot(page)


def _staff(browser: Browser, username: str, path: str, opens_first: bool = False) -> Image.Image:
    page = browser.new_context(viewport=DESKTOP, locale="zh-CN", base_url=DEMO).new_page()  # type: ignore[arg-type] # a plain dict fits
    page.goto("/staff/login")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(STAFF_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(path)
    if opens_first:
        page.get_by_role("button", name="从最早的开始审核").click()
        page.wait_for_load_state("networkidle")
    return _shot(page)


def _shot(page: Page) -> Image.Image:
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _beside(left: Image.Image, right: Image.Image) -> Image.Image:
    both = Image.new("RGB", (left.width + GAP + right.width, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GAP, 0))
    return both


def _save(picture: Image.Image, name: str) -> None:
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
