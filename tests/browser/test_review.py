"""The review in a real browser: undo with Z, the preview, the sheet; axe in both colours and sizes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from benchmarks.review_turn import fill
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.look import look_at
from tests.browser.server import RunningApp, running_app
from tests.people import PASSWORD

pytestmark = pytest.mark.browser
SCREENS = [(DESKTOP, "light"), (PHONE, "dark")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """A copy with a queue, in which decisions can be taken back for long enough to look at the bar."""
    with running_app(tmp_path_factory.mktemp("review"), BUPAI_UNDO_SECONDS="60") as app:
        fill(app, 8)
        yield app


@pytest.mark.parametrize(("viewport", "colors"), SCREENS, ids=["desk", "phone"])
def test_undo_preview_and_sheet(
    open_browser: Callable[..., BrowserContext], viewport: dict[str, int], colors: str
) -> None:
    page = open_browser(viewport=viewport, color_scheme=colors).new_page()
    name = f"review-{colors}"
    log_in(page)
    page.get_by_role("button", name="从最早的开始审核").click()
    page.wait_for_url(re.compile(r"/review/\d+$"))
    first = page.locator("h1").inner_text()

    page.keyboard.press("1")
    page.keyboard.press("p")
    expect(page.locator("#return-preview")).to_contain_text("尺寸或人像大小不对")
    look_at(page, f"{name}-preview")
    page.keyboard.press("Escape")
    expect(page.locator("#return-preview")).not_to_be_visible()
    expect(page.locator("input[name=reasons]:checked")).to_have_count(1)

    page.keyboard.press("a")
    bar = page.locator(".undo-bar")
    expect(bar).to_contain_text("的照片已通过")
    expect(page.locator("h1")).not_to_have_text(first)
    look_at(page, f"{name}-undo")
    page.keyboard.press("z")
    expect(page.locator("h1")).to_have_text(first)
    expect(page.locator(".notice-pass").first).to_contain_text("已撤销")
    expect(bar).to_have_count(0)

    page.goto("/review/sheet")
    page.get_by_role("button", name="通过打勾的").click()
    expect(bar).to_contain_text("撤销")
    look_at(page, f"{name}-sheet-undo")
    bar.get_by_role("button").click()
    expect(page.locator(".sheet-cell").first).to_be_visible()


def log_in(page: Page) -> None:
    """The reviewer of `fill`."""
    page.goto("/staff/login")
    page.get_by_label("用户名").fill("reviewer")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
