"""The second step of a log-in: nobody is logged in before it, and an admin cannot go round it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from tests.client import LintingClient
from tests.people import PASSWORD
from tests.second_factors import code_of, turn_on
from webapp import clock, current
from webapp.domain import second_factor
from webapp.models import Campaign, Staff


def first_step(client: LintingClient, staff: Staff, url: str = "/staff/login") -> TestResponse:
    """User name and password."""
    return client.send(url, {"username": staff.username, "password": PASSWORD}, follow=False)


def is_in(client: LintingClient) -> bool:
    """Whether somebody is logged in."""
    return client.get("/account/").status_code == 200


def shown_secret(page: BeautifulSoup) -> str:
    """The secret that a set-up page shows for typing."""
    found = page.select_one(".factor-secret")
    assert found is not None
    return found.get_text().replace(" ", "")


def shown_codes(answer: TestResponse) -> list[str]:
    """The recovery codes of a page."""
    soup = BeautifulSoup(answer.text, "html5lib")
    return [code.get_text() for code in soup.select(".recovery-codes code")]


@pytest.fixture
def with_code(reviewer: Staff) -> Staff:
    """A reviewer with a second factor."""
    turn_on(reviewer)
    return reviewer


def test_the_password_alone_logs_nobody_in(client: LintingClient, with_code: Staff) -> None:
    answer = first_step(client, with_code, "/staff/login?next=/review/sheet")
    assert answer.headers["Location"] == "/staff/login/code?next=/review/sheet"
    assert not is_in(client)
    done = client.send(answer.headers["Location"], {"code": code_of(with_code)}, follow=False)
    assert done.headers["Location"] == "/review/sheet"
    assert is_in(client)


def test_a_wrong_code_is_said_and_logs_nobody_in(client: LintingClient, with_code: Staff) -> None:
    first_step(client, with_code)
    answer = client.send("/staff/login/code", {"code": "000000x"})
    assert answer.status_code == 422
    assert "验证码不对" in answer.text
    assert not is_in(client)


def test_too_many_wrong_codes_pause(client: LintingClient, with_code: Staff) -> None:
    first_step(client, with_code)
    for _ in range(current.settings().login_failures):
        client.send("/staff/login/code", {"code": "000000x"})
    answer = client.send("/staff/login/code", {"code": code_of(with_code)})
    assert answer.status_code == 429
    assert not is_in(client)


def test_a_lost_phone(client: LintingClient, reviewer: Staff) -> None:
    codes = turn_on(reviewer)
    first_step(client, reviewer)
    assert "/staff/login/recovery" in client.page("/staff/login/code").decode()
    client.send("/staff/login/recovery", {"code": codes[0]})
    assert is_in(client)


def test_the_second_step_waits_ten_minutes(client: LintingClient, with_code: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        first_step(client, with_code)
        now.shift(timedelta(minutes=11))
        answer = client.get("/staff/login/code")
        assert answer.headers["Location"] == "/staff/login"


@pytest.mark.parametrize("url", ["/staff/login/code", "/staff/login/recovery", "/staff/login/set-up"])
def test_nobody_begins_with_the_second_step(client: LintingClient, with_code: Staff, url: str) -> None:
    assert client.get(url).headers["Location"] == "/staff/login"
    first_step(client, with_code)
    assert client.get("/staff/login/set-up").headers["Location"] == "/staff/login"


def test_logging_out_everywhere_ends_a_half_log_in(client: LintingClient, with_code: Staff) -> None:
    first_step(client, with_code)
    second_factor.reset(with_code)
    assert client.get("/staff/login/code").headers["Location"] == "/staff/login"


def test_an_admin_sets_it_up_before_anything_else(
    client: LintingClient, admin: Staff, campaign: Campaign, totp_required: None
) -> None:
    answer = first_step(client, admin)
    assert answer.headers["Location"] == "/staff/login/set-up"
    assert client.get("/admin/").status_code == 302
    page = client.page("/staff/login/set-up")
    assert page.select_one("svg.segno") is not None
    secret = shown_secret(page)
    assert shown_secret(client.page("/staff/login/set-up")) == secret  # a second look is the same phone
    wrong = client.send("/staff/login/set-up", {"code": "000000x"})
    assert wrong.status_code == 422
    seed = seed_of(client)
    assert second_factor.secret_text(admin, seed).replace(" ", "") == secret
    done = client.send("/staff/login/set-up", {"code": code_of(admin, seed=seed)})
    assert len(shown_codes(done)) == 10
    assert client.get("/admin/").status_code == 200
    assert client.get("/staff/login/set-up").status_code == 302


def seed_of(client: LintingClient) -> str:
    """The seed in the browser's session."""
    with client.session_transaction() as session:
        return str(session["totp_seed"])


def test_a_session_of_before_does_not_go_round_it(
    app: Flask, client: LintingClient, admin: Staff, campaign: Campaign, totp_required: None
) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = admin.get_id()
    assert client.get("/admin/").headers["Location"].startswith("/staff/login")


def test_a_reviewer_may_do_without(client: LintingClient, reviewer: Staff, totp_required: None) -> None:
    first_step(client, reviewer)
    assert is_in(client)
