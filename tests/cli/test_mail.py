"""`flask mail`, as an operator types it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.domain.mail.server import free_port
from webapp import clock, current
from webapp.domain.mail import addresses
from webapp.models import Student


@pytest.fixture
def dead_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that name a mail server which is not there."""
    settings = replace(
        current.settings(),
        smtp_host="127.0.0.1",
        smtp_port=free_port(),
        smtp_tls="none",
        mail_from="bupai@example.edu.cn",
        public_url="https://bupai.example.edu.cn",
    )
    monkeypatch.setitem(app.extensions, current.SETTINGS, settings)


def test_without_a_mail_server_it_says_which_setting_is_missing(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["mail", "send"])
    assert result.exit_code == 1
    assert "BUPAI_SMTP_HOST" in result.output


def test_a_dead_server_is_said_and_the_mail_waits(app: Flask, dead_server: None, student: Student) -> None:
    addresses.set_address(student, "student@example.edu.cn")
    runner = app.test_cli_runner()
    result = runner.invoke(args=["mail", "send"])
    assert result.exit_code == 1
    assert "连不上邮件服务器" in result.output
    status = runner.invoke(args=["mail", "status"])
    assert "等待发送" in status.output and "最早排队" in status.output


def test_the_loop_goes_on_after_a_round_without_the_server(
    app: Flask, dead_server: None, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses.set_address(student, "student@example.edu.cn")
    slept: list[int] = []

    def sleep(seconds: int) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    result = app.test_cli_runner().invoke(args=["mail", "send", "--loop", "5"])
    assert slept == [5, 5, 5]
    assert result.output.count("连不上邮件服务器") == 1, "the mail is not due again yet"


def test_reminders_are_counted(app: Flask, dead_server: None, student: Student) -> None:
    addresses.set_address(student, "student@example.edu.cn")
    student.campaign.deadline_at = clock.start_of_day(clock.today() + timedelta(days=4))
    runner = app.test_cli_runner()
    assert "排队 1 封提醒" in runner.invoke(args=["mail", "remind", "--days", "7, 3"]).output
    assert "排队 0 封提醒" in runner.invoke(args=["mail", "remind", "--days", "7,3"]).output


def test_days_that_are_no_numbers_are_refused(app: Flask, dead_server: None) -> None:
    result = app.test_cli_runner().invoke(args=["mail", "remind", "--days", "soon"])
    assert result.exit_code == 2
    assert "7,3,1" in result.output
