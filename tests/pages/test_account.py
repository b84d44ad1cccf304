"""我的账号: what every member of staff does alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client import LintingClient
from tests.pages.test_second_step import first_step, is_in, seed_of, shown_codes
from tests.people import PASSWORD
from tests.second_factors import code_of, turn_on
from webapp.models import Campaign, Staff, Student

BrowserOf = Callable[[Student | Staff], LintingClient]
NEW = "another-password"


@pytest.fixture
def browser(browser_of: BrowserOf, reviewer: Staff) -> LintingClient:
    """The reviewer's browser."""
    return browser_of(reviewer)


def test_the_page_stands_in_the_staff_frame(browser: LintingClient, campaign: Campaign) -> None:
    page = browser.page("/account/")
    assert "我的" in [link.get_text() for link in page.select(".staff-nav a[aria-current]")]
    assert page.select_one('a[href="/account/password"]') is not None


def test_the_password_is_changed_and_others_are_out(
    browser: LintingClient, browser_of: BrowserOf, reviewer: Staff
) -> None:
    other = browser_of(reviewer)
    assert browser.get("/password").headers["Location"] == "/account/password"
    wrong = browser.send("/account/password", {"present": "no-no-no", "new": NEW, "again": NEW})
    assert "现在的密码不对" in wrong.text
    done = browser.send("/account/password", {"present": PASSWORD, "new": NEW, "again": NEW})
    assert "密码改好了" in done.text
    assert is_in(browser)
    assert not is_in(other)


def test_turning_it_on_moving_it_and_turning_it_off(
    browser: LintingClient, client: LintingClient, reviewer: Staff
) -> None:
    browser.page("/account/second-factor")
    seed = seed_of(browser)
    wrong = browser.send("/account/second-factor", {"code": code_of(reviewer, seed=seed), "present": "no"})
    assert "现在的密码不对" in wrong.text
    values = {"code": code_of(reviewer, seed=seed), "present": PASSWORD}
    codes = shown_codes(browser.send("/account/second-factor", values))
    assert len(codes) == 10
    assert is_in(browser)
    assert "还剩 10 个" in browser.page("/account/").get_text(" ", strip=True).replace("10  个", "10 个")
    assert first_step(client, reviewer).headers["Location"] == "/staff/login/code"
    browser.page("/account/second-factor")
    assert seed_of(browser) != seed  # another phone gets another secret
    off = browser.send("/account/second-factor/off", {"present": PASSWORD})
    assert "两步验证已关闭" in off.text
    assert not reviewer.has_second_factor


def test_new_recovery_codes(browser_of: BrowserOf, reviewer: Staff) -> None:
    old = turn_on(reviewer)
    browser = browser_of(reviewer)
    assert browser.send("/account/recovery-codes", {"present": "wrong-one"}).status_code == 422
    new = shown_codes(browser.send("/account/recovery-codes", {"present": PASSWORD}))
    assert len(new) == 10
    assert not set(new) & set(old)


def test_an_admin_cannot_turn_it_off(browser_of: BrowserOf, admin: Staff, totp_required: None) -> None:
    turn_on(admin)
    browser = browser_of(admin)
    assert browser.page("/account/").select_one('a[href="/account/second-factor/off"]') is None
    answer = browser.send("/account/second-factor/off", {"present": PASSWORD})
    assert answer.status_code == 422
    assert "不能关闭" in answer.text
    assert admin.has_second_factor


def test_logging_out_elsewhere_keeps_this_browser(
    browser: LintingClient, browser_of: BrowserOf, reviewer: Staff
) -> None:
    other = browser_of(reviewer)
    browser.send("/account/", action="/account/log-out-everywhere")
    assert is_in(browser)
    assert not is_in(other)


def test_a_student_has_no_staff_account(browser_of: BrowserOf, student: Student) -> None:
    assert browser_of(student).get("/account/").status_code == 403
