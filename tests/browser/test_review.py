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
    start(page)
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


def test_two_fingers_enlarge_and_what_is_missing_is_in_sight(
    open_browser: Callable[..., BrowserContext],
) -> None:
    page = open_browser(has_touch=True, is_mobile=True).new_page()
    log_in(page)
    start(page)
    box = page.locator(".review-photo .ruler").bounding_box()
    assert box is not None
    x, y = box["x"] + 100, box["y"] + 120
    touch(page, [[(x, y)], *([(x, y), (x + apart, y)] for apart in range(40, 130, 10)), []])
    expect(page.locator(".ruler-sheet")).to_have_css("transform", re.compile(r"matrix\(3, 0, 0, 3,"))
    assert page.evaluate("visualViewport.scale") == 1  # the photo grew, not the page
    touch(page, [[(x, y)], *([(x, y - up)] for up in range(0, 60, 10)), []])
    assert page.evaluate("scrollY") == 0

    page.get_by_role("link", name="看完了，去处理").click()
    page.get_by_role("button", name="退回，看下一份").click()
    problem = page.locator("#return-error")
    expect(problem).to_be_focused()
    expect(problem).to_be_in_viewport()


def test_a_page_loaded_anew_stays_claimed_and_the_way_back_gives_it_back(
    open_browser: Callable[..., BrowserContext],
) -> None:
    context = open_browser(viewport=DESKTOP)
    page, queue = context.new_page(), context.new_page()
    log_in(page)
    start(page)
    held = queue.get_by_role("link", name="继续审核")
    with page.expect_response(lambda answer: answer.url.endswith("/claim")):
        page.reload()
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    queue.goto("/review/")
    expect(held).to_have_count(1)
    page.get_by_role("link", name="回到队列").click()
    page.wait_for_url("**/review/")
    expect(page.get_by_role("link", name="继续审核")).to_have_count(0)
    queue.reload()
    expect(held).to_have_count(0)


def test_what_happened_is_said_and_an_open_window_takes_no_decision(
    open_browser: Callable[..., BrowserContext],
) -> None:
    page = open_browser(viewport=DESKTOP).new_page()
    log_in(page)
    start(page)
    address = page.url
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    assert page.url == address
    name = page.locator("h1").inner_text().split()[0]
    page.keyboard.press("a")
    said = page.locator("body > [role=status]")
    expect(said).to_contain_text(f"{name} 的照片已通过")
    expect(said).to_contain_text(f"审核 {page.locator('h1').inner_text().split()[0]}")
    page.keyboard.press("z")
    expect(said).to_contain_text("已撤销")


def start(page: Page) -> None:
    """Open the oldest that waits."""
    page.get_by_role("button", name="从最早的开始审核").click()
    page.wait_for_url(re.compile(r"/review/\d+$"))


def touch(page: Page, steps: list[list[tuple[float, float]]]) -> None:
    """What fingers do on the screen: where they are, step by step."""
    session = page.context.new_cdp_session(page)
    before = 0
    for places in steps:
        kind = "touchEnd" if not places else "touchMove" if len(places) == before else "touchStart"
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        before = len(places)


def log_in(page: Page) -> None:
    """The reviewer of `fill`."""
    page.goto("/staff/login")
    page.get_by_label("用户名").fill("reviewer")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
