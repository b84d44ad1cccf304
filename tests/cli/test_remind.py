"""`flask remind`, `flask figures` and `flask submissions paper`: the same as the pages, for an operator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.cli.conftest import Run
from tests.ready_made import FAILED, hand_in
from webapp.domain import receipt
from webapp.extensions import db
from webapp.models import College, Reminder, State, Student

MakeStudent = Callable[..., Student]


def test_who_is_missing(run: Run, make_student: MakeStudent, other_college: College) -> None:
    student = make_student()
    make_student(college_id=other_college.id)
    listed = run("remind", "list", "--college", "外国语学院").output
    assert student.student_no in listed
    assert "共 1 位" in listed
    assert "登录了没开始" in listed
    counts = run("remind", "counts").output
    assert "外国语学院" in counts and other_college.name in counts
    assert run("remind", "list", "--college", "没有").exit_code == 1


def test_the_text_is_written_down_when_asked_for(run: Run, make_student: MakeStudent) -> None:
    make_student()
    assert "学生1\n截止：" in run("remind", "text").output
    assert db.session.scalars(select(Reminder)).all() == []
    run("remind", "text", "--note")
    (reminder,) = db.session.scalars(select(Reminder))
    assert (reminder.actor, reminder.count) == ("operator", 1)
    assert "命令行" in run("remind", "log").output
    assert "共 0 位" in run("remind", "list", "--quiet-days", "1").output


def test_mail_without_a_server_says_so(run: Run, student: Student) -> None:
    refused = run("remind", "mail")
    assert refused.exit_code == 1
    assert "没有设置邮件服务器" in refused.output


def test_the_figures_as_tables(run: Run, make_student: MakeStudent) -> None:
    hand_in(make_student(), report=FAILED)
    hand_in(make_student(), State.RETURNED, return_reasons=["paper_unclear"])
    output = run("figures", "--days", "2").output
    for words in ("还有 10 天", "外国语学院", "合计", "九成在多久之内", "眼睛", "纸质照片拍得不清楚"):
        assert words in output
    assert run("figures", "--class-year", "1999").exit_code == 1


def test_paper_photos_by_their_receipts(run: Run, make_student: MakeStudent) -> None:
    first, second = hand_in(make_student()), hand_in(make_student())
    assert "共 2 位" in run("submissions", "paper", "--list-missing").output
    result = run("submissions", "paper", receipt.receipt_number(first), "000-000-001")
    assert result.exit_code == 1, "one was wrong"
    assert f"收到 {first.student.student_no}" in result.output
    assert "回执编号不对" in result.output
    assert first.paper_received_at is not None
    missing = run("submissions", "paper", "--list-missing").output
    assert second.student.student_no in missing
    assert first.student.student_no not in missing
    assert run("submissions", "paper", "--undo", receipt.receipt_number(first)).exit_code == 0
    assert first.paper_received_at is None


@pytest.mark.parametrize("words", [("submissions", "paper"), ("remind", "list", "--stage", "x")])
def test_what_makes_no_sense_is_a_usage_error(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
