from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from webapp.cli.group import width
from webapp.demo.story import ACTORS, STAFF_PASSWORD, STUDENT_PASSWORD
from webapp.models import Student


@pytest.fixture(autouse=True)
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The story without those who hand something in, which takes seconds each."""
    short = tuple(actor for actor in ACTORS if not actor.look)
    monkeypatch.setattr("webapp.demo.seed.ACTORS", short)
    monkeypatch.setattr("webapp.demo.story.ACTORS", short)


def test_seed_prints_the_accounts_and_what_to_try(run: Run) -> None:
    first = run("demo", "seed")
    assert first.exit_code == 0
    assert "演示数据已经放好" in first.output
    assert f"密码都是 {STUDENT_PASSWORD}" in first.output
    assert f"密码都是 {STAFF_PASSWORD}" in first.output
    assert "姓名 陈思雨，证件号后六位 146744" in first.output
    assert "没有改动" in run("demo", "seed").output


def test_the_accounts_are_aligned(run: Run) -> None:
    run("demo", "seed")
    lines = [line for line in run("demo", "accounts").output.splitlines() if line.startswith("  2")]
    assert len(lines) == 4
    places = {
        width(line[: line.index(word)])
        for line, word in zip(lines, ("没登录过", "还没上传", "还没上传", "集中拍过"), strict=True)
    }
    assert len(places) == 1


def test_accounts_before_seeding_says_what_to_run(run: Run) -> None:
    result = run("demo", "accounts")
    assert result.exit_code == 1
    assert "flask demo seed" in result.output


def test_seed_over_real_data_is_refused_without_a_traceback(run: Run, student: Student) -> None:
    result = run("demo", "seed")
    assert result.exit_code == 1
    assert "已经有正式数据" in result.output
