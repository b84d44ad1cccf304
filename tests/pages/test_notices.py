"""Where a student wants mail: entered, changed and deleted on a page that needs a mail server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.client import LintingClient
from webapp import current
from webapp.domain.mail import addresses, unsubscribing
from webapp.models import Student


@pytest.fixture
def mine(app: Flask, student: Student, browser_of: Callable[[Student], LintingClient]) -> LintingClient:
    """The student's browser on a copy that sends mail."""
    app.extensions[current.SETTINGS] = replace(
        current.settings(),
        smtp_host="mail.invalid",
        mail_from="bupai@example.edu.cn",
        public_url="https://bupai.example.edu.cn",
    )
    return browser_of(student)


def email_of(student: Student) -> str | None:
    found = addresses.address_of(student)
    return found.email if found else None


def test_enter_change_and_delete(mine: LintingClient, student: Student) -> None:
    assert mine.page("/me").select_one("a[href='/me/notices']") is not None
    answer = mine.send("/me/notices", {"email": "lin@example.edu.cn"})
    assert answer.status_code == 200
    assert "邮箱已保存" in answer.text
    assert email_of(student) == "lin@example.edu.cn"
    field = mine.page("/me/notices").select_one("input[type=email]")
    assert field is not None
    assert field["value"] == "lin@example.edu.cn"
    mine.send("/me/notices", {"email": "other@example.edu.cn"})
    assert email_of(student) == "other@example.edu.cn"
    answer = mine.send("/me/notices", action="/me/notices/forget")
    assert "邮箱已删除" in answer.text
    assert email_of(student) is None


@pytest.mark.parametrize(
    "typed", ["", "no address", "a@b", "x" * 201 + "@example.edu.cn", "a@b.cn\nBcc: c@d.cn"]
)
def test_what_is_no_address_is_told_at_the_field(mine: LintingClient, student: Student, typed: str) -> None:
    answer = mine.send("/me/notices", {"email": typed})
    assert answer.status_code == 422
    assert "不像一个邮箱地址" in answer.text
    assert email_of(student) is None


def test_changing_too_often_is_refused(mine: LintingClient) -> None:
    statuses = [
        mine.send("/me/notices", {"email": f"n{number}@example.edu.cn"}).status_code for number in range(6)
    ]
    assert statuses == [200] * 5 + [422]


def test_without_a_mail_server_there_is_no_such_page(
    student: Student, browser_of: Callable[[Student], LintingClient]
) -> None:
    mine = browser_of(student)
    assert mine.get("/me/notices").status_code == 404
    assert mine.page("/me").select_one("a[href='/me/notices']") is None


def test_a_stranger_stops_the_mails_with_one_button(
    mine: LintingClient, student: Student, client: LintingClient
) -> None:
    addresses.set_address(student, "stranger@example.edu.cn")
    settings = current.settings()
    path = urlsplit(unsubscribing.link_of(student.id, "stranger@example.edu.cn", settings)).path
    page = client.page(path)
    assert "stranger" not in page.get_text(), "the page tells nobody's address"
    assert email_of(student) is not None, "opening the page alone stops nothing: mail programs open links"
    answer = client.send(path)
    assert "不会再收到邮件了" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert email_of(student) is None
    assert "不会再收到邮件了" in client.page(path).get_text()
    assert client.get(path + "x").status_code == 404
