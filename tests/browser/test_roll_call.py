"""A leader calls the roll on a phone whose network comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.look import look_at
from tests.browser.server import RunningApp
from tests.domain.roster.rosters import csv_bytes, person
from webapp import clock

PASSWORD = "teacher-2027"


@pytest.fixture(scope="module")
def roll(served: RunningApp, tmp_path_factory: pytest.TempPathFactory) -> RunningApp:
    """A copy with three students whose session is today, and its leader."""
    served.flask("notice", "load", "--class-year", str(clock.today().year + 1), "--activate")
    roster: Path = tmp_path_factory.mktemp("roster") / "roster.csv"
    people = [person(n, 姓名=name, 专业="园林") for n, name in ((2, "林晓"), (3, "王浩"), (4, "陈雨"))]
    roster.write_bytes(csv_bytes(*people))
    served.flask("roster", "import", str(roster))
    place = (
        "--batch",
        "3",
        "--day",
        clock.today().isoformat(),
        "--hours",
        "08:30-10:00",
        "--place",
        "体育馆",
    )
    added = served.flask("session", "add", *place, "--college", "外国语学院", "--major", "园林=3")
    number = added.partition("编号 ")[2].partition("：")[0]
    leader = ("leader", "--name", "陈晨", "--role", "leader", "--session", number, "--password-stdin")
    served.flask("staff", "create", *leader, given=PASSWORD)
    return served


def test_a_log_in_that_ended_is_said_and_the_tick_is_kept(
    roll: RunningApp, open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser().new_page()
    log_in(page)
    page.context.clear_cookies()
    box(page, "林晓").check()
    expect(page.locator("#roll-state")).to_contain_text("登录过期了")
    log_in(page)
    expect(box(page, "林晓")).to_be_checked()
    expect(page.locator("#roll-state")).to_have_text("都已保存")
    assert there(page) == 1
    box(page, "林晓").uncheck()
    expect(page.locator("#roll-state")).to_have_text("都已保存")


def test_ticks_survive_a_network_that_comes_and_goes(
    roll: RunningApp, open_browser: Callable[..., BrowserContext]
) -> None:
    context = open_browser()
    page = context.new_page()
    log_in(page)
    state, present = page.locator("#roll-state"), page.locator("#roll-present")
    expect(state).to_have_text("都已保存")

    box(page, "林晓").check()
    expect(present).to_have_text("1")
    expect(state).to_have_text("都已保存")
    context.set_offline(True)
    box(page, "王浩").check()
    box(page, "陈雨").check()
    expect(state).to_contain_text("2 个勾还没保存")
    look_at(page, "roll-call-offline")
    context.set_offline(False)
    expect(state).to_have_text("都已保存")
    assert there(page) == 3

    page.get_by_role("button", name="撤销：陈雨").click()
    expect(present).to_have_text("2")
    expect(state).to_have_text("都已保存")
    assert there(page) == 2
    keep_over_a_reload(page)
    assert there(page) == 1

    page.get_by_role("searchbox").fill("晓")
    expect(page.locator(".roll-row:visible")).to_have_count(1)
    look_at(page, "roll-call-search")
    page.get_by_role("link", name="结束点名…").click()
    look_at(page, "roll-call-close")
    page.get_by_role("button", name="确认结束，2 位没到").click()
    expect(page.get_by_text("点名已经结束")).to_be_visible()
    look_at(page, "roll-call-closed")


def keep_over_a_reload(page: Page) -> None:
    """A tick that could not be sent waits in the browser, and is sent after the page is loaded anew."""
    page.route("**/tick", lambda route: route.abort())
    box(page, "林晓").uncheck()
    expect(page.locator("#roll-state")).to_contain_text("1 个勾还没保存")
    page.reload()
    expect(box(page, "林晓")).not_to_be_checked()
    expect(page.locator("#roll-state")).to_contain_text("1 个勾还没保存")
    page.unroute("**/tick")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#roll-state")).to_have_text("都已保存")


def log_in(page: Page) -> None:
    """The leader, who comes to their one list."""
    page.goto("/staff/login")
    page.get_by_label("用户名").fill("leader")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#roll-state")).not_to_be_empty()


def box(page: Page, name: str) -> Locator:
    """The box of a student."""
    return page.get_by_role("checkbox", name=name)


def there(page: Page) -> int:
    """How many the server counts as there."""
    marks = page.context.request.get(f"{page.url}/marks").json()["marks"]
    return sum(marks.values())
