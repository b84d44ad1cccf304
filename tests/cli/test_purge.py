from __future__ import annotations

from datetime import timedelta

import time_machine

from tests.cli.conftest import Run
from tests.ready_made import hand_in
from webapp import clock, current
from webapp.domain.purge import NAMELESS
from webapp.models import Student

OVER = timedelta(days=400)


def test_dry_run_refusal_question_and_purge(run: Run, student: Student) -> None:
    hand_in(student)
    words = ("purge", "--class-year", "2027")
    early = run(*words, "--yes")
    assert early.exit_code == 1
    assert "还不能清除" in early.output
    with time_machine.travel(clock.now() + OVER):
        tried = run(*words, "--dry-run")
        assert "学生 1 人，材料 1 份，文件 3 个" in tried.output
        assert "什么都没有动" in tried.output
        assert run(*words, input="n\n").exit_code == 1
        assert len(list(current.storage().entries())) == 3
        assert run(*words, input="y\n").exit_code == 0
    assert student.name == NAMELESS
    assert list(current.storage().entries()) == []


def test_a_class_that_is_not_there(run: Run, student: Student) -> None:
    missing = run("purge", "--class-year", "1999")
    assert missing.exit_code == 1
    assert "1999" in missing.output
