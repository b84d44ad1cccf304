"""`flask audit`, `branch`, `college`, `review` and `campaign edit`: what admins do, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Run
from tests.ready_made import hand_in
from webapp.domain import audit
from webapp.extensions import db
from webapp.models import AuditEvent, Branch, Campaign, College, Staff, State, Student


def actions() -> list[tuple[str, str]]:
    """What is in the record, oldest first."""
    found = db.session.execute(select(AuditEvent.actor, AuditEvent.action).order_by(AuditEvent.id))
    return [(actor, action) for actor, action in found]


def test_the_record_is_listed_and_exported_by_condition(
    run: Run, student: Student, reviewer: Staff, tmp_path: Path
) -> None:
    run("student", "extend", student.student_no, "--until", "2026-12-31", "--reason", "病假")
    run("staff", "logout", "reviewer")
    target = tmp_path / "record.csv"
    listed = run("audit", "list", "--action", "student.extend").output
    assert student.name in listed
    assert "全部退出登录" not in listed
    assert run("audit", "export", str(target), "--student", student.student_no).exit_code == 0
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert student.name in lines[1]
    assert actions()[-1] == (audit.OPERATOR, "audit.export")
    assert run("audit", "list", "--who", "nobody").exit_code == 1


@pytest.fixture
def a_branch(campaign: Campaign) -> Branch:
    """A branch with a number that somebody has to look at."""
    values = {"province": "湖北", "city": "武汉", "contact": "王", "office_phone": "1", "mobile": "2"}
    found = Branch(
        position=1,
        name="湖北分社",
        fax="",
        address="",
        latitude=30.5,
        longitude=114.3,
        flags=[{"field": "mobile", "reason": "x"}],
        **values,
    )
    db.session.add(found)
    db.session.commit()
    return found


def test_a_branch_is_edited_in_what_was_written(run: Run, a_branch: Branch) -> None:
    assert "湖北分社" in run("branch", "list", "--province", "湖北").output
    assert run("branch", "edit", str(a_branch.id), "--mobile", "13800000000").exit_code == 0
    assert (a_branch.mobile, a_branch.contact, a_branch.flags) == ("13800000000", "王", [])
    assert run("branch", "edit", "999", "--fax", "1").exit_code == 1


def test_whom_a_college_calls(run: Run, college: College) -> None:
    assert run("college", "contact", college.name, "李老师 123").exit_code == 0
    assert college.contact == "李老师 123"
    assert "李老师 123" in run("college", "list").output
    assert college.name in run("college", "contact", "没有的学院", "x").output


def test_the_last_day_of_a_class(run: Run, campaign: Campaign) -> None:
    assert "2027-02-20" in run("campaign", "edit", "--last-day", "2027-02-20").output
    assert campaign.title == "2027届毕业生图像信息采集"
    assert run("campaign", "edit", "--title", " ").exit_code == 1


def test_a_decision_in_somebodys_name(
    run: Run, student: Student, reviewer: Staff, other_reviewer: Staff
) -> None:
    submission = hand_in(student)
    words = ("review", "approve", student.student_no)
    assert run(*words, "--as", other_reviewer.username).exit_code == 1
    assert submission.state is State.SUBMITTED
    assert run(*words, "--as", reviewer.username).exit_code == 0
    assert (submission.state, submission.decided_by) == (State.APPROVED, reviewer)
    assert actions()[-1] == (f"staff:{reviewer.id}", "review.approve")
    assert run(*words, "--as", reviewer.username).exit_code == 1


def test_a_return_needs_a_reason(run: Run, student: Student, reviewer: Staff) -> None:
    submission = hand_in(student)
    words = ("review", "return", student.student_no, "--as", reviewer.username)
    assert run(*words).exit_code == 1
    assert "photo_size" in run("review", "reasons").output
    assert run(*words, "--reason", "photo_size", "--text", "请重拍").exit_code == 0
    assert submission.return_reasons == ["photo_size"]
    assert run("review", "return", "0000", "--as", reviewer.username, "--text", "x").exit_code == 1
