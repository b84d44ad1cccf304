"""`flask session`: all that the browser does with sessions and roll calls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.domain.roster.rosters import csv_bytes
from webapp import clock
from webapp.domain.queries.notice import sessions_of
from webapp.models import Campaign, CampusSession, Student

Run = Callable[..., Result]
NEW = ("--batch", "3", "--place", "体育馆", "--college", "外国语学院", "--major", "翻译=42")


def test_add_edit_and_remove(run: Run, campaign: Campaign) -> None:
    assert "已添加" in run("session", "add", *NEW, "--day", "待定").output
    (session,) = sessions_of(campaign)
    number = str(session.id)
    run("session", "edit", number, "--day", "2027-03-02", "--hours", "08:30-10:00", "--major", "英语")
    assert (session.day and session.day.isoformat(), f"{session.ends:%H:%M}") == ("2027-03-02", "10:00")
    assert (session.place, session.majors) == ("体育馆", [{"name": "英语", "head_count": None}])
    listed = run("session", "list").output
    assert "第3批 3月2日 08:30 外国语学院" in listed
    run("session", "edit", number, "--no-college", "--no-major", "--words", "其他专业", "--hours", "待定")
    assert (session.colleges, session.majors, session.starts) == ([], [], None)
    run("session", "remove", number)
    assert sessions_of(campaign) == []


def test_what_is_wrong_is_said(run: Run, campaign: Campaign) -> None:
    for words, options in (
        ("--batch 和 --place", ("add", "--batch", "1")),
        ("日期要写成", ("add", *NEW, "--day", "明天")),
        ("时间要写成", ("add", *NEW, "--hours", "8点")),
        ("专业要写成", ("add", *NEW, "--major", "翻译=很多")),
        ("不能和 --college", ("add", *NEW, "--no-college")),
        ("没有找到这一场", ("close", "987654", "--yes")),
    ):
        failed = run("session", *options)
        assert words in failed.output
    assert sessions_of(campaign) == []


def test_from_a_file_to_the_end_and_back(
    run: Run, campus_session: CampusSession, make_student: Callable[..., Student], tmp_path: Path
) -> None:
    there, missing = make_student(), make_student()
    number, file = str(campus_session.id), tmp_path / "到场.csv"
    file.write_bytes(csv_bytes({"学号": there.student_no}))
    assert "什么都没有写入" in run("session", "roll", number, "--present", str(file), "--dry-run").output
    assert "新勾 1 人" in run("session", "roll", number, "--present", str(file)).output
    assert run("session", "roll", number).output.splitlines()[1].endswith("到")
    assert "没到 1 人" in run("session", "close", number, "--yes").output
    assert (there.attended, missing.attended) == (True, False)
    counts = run("session", "counts").output
    assert f"命令行 {clock.local(clock.now()):%m-%d}" in counts
    assert "已重新打开" in run("session", "reopen", number, "--reason", "漏勾了").output
    file.write_bytes(csv_bytes({"学号": "2099999999"}))
    failed = run("session", "roll", number, "--present", str(file))
    assert "第 2 行「学号」：名册里没有这个学号" in failed.output
