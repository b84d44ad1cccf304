"""`flask student`: one student at a time."""

from __future__ import annotations

from datetime import timedelta

from tests.cli.conftest import Run
from webapp import clock
from webapp.domain import deadlines
from webapp.extensions import db
from webapp.models import Student


def test_extending(run: Run, student: Student) -> None:
    student.campaign.deadline_at = clock.now() - timedelta(days=1)
    db.session.commit()
    day = clock.today() + timedelta(days=1)
    result = run("student", "extend", student.student_no, "--until", day.isoformat(), "--reason", "排期晚")
    assert result.exit_code == 0
    window = deadlines.window(student, None)
    assert window.is_open
    assert window.until == clock.start_of_day(day + timedelta(days=1))


def test_what_cannot_be_is_said(run: Run, student: Student) -> None:
    nobody = run("student", "extend", "1", "--until", "2027-03-05", "--reason", "x")
    assert nobody.exit_code == 1
    assert "没有学号 1" in nobody.output
    past = run("student", "extend", student.student_no, "--until", "2001-01-01", "--reason", "x")
    assert past.exit_code == 1
    assert "今天或以后" in past.output
    assert run("student", "extend", student.student_no, "--until", "soon", "--reason", "x").exit_code == 2


def test_resetting_the_password(run: Run, student: Student) -> None:
    before = student.get_id()
    assert run("student", "reset-password", student.student_no).exit_code == 0
    assert student.password_hash == ""
    assert student.get_id() != before
