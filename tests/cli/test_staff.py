from __future__ import annotations

import re

from sqlalchemy import select
from werkzeug.security import check_password_hash

from tests.cli.conftest import Run
from tests.second_factors import turn_on
from webapp.domain import invites
from webapp.extensions import db
from webapp.models import College, Staff


def _staff(username: str) -> Staff:
    return db.session.scalars(select(Staff).where(Staff.username == username)).one()


def test_a_reviewer_is_made_with_a_password_that_is_shown_once(run: Run, college: College) -> None:
    result = run(
        "staff", "create", "wang", "--name", "王老师", "--role", "reviewer", "--college", "外国语学院"
    )
    assert result.exit_code == 0
    shown = re.search(r"：([a-z0-9]{4}(?:-[a-z0-9]{4}){3})\n", result.output)
    assert shown
    assert check_password_hash(_staff("wang").password_hash, shown[1])


def test_a_password_comes_from_standard_input_or_a_prompt_and_is_not_shown(
    run: Run, college: College
) -> None:
    words = ("--name", "李老师", "--role", "admin")
    piped = run("staff", "create", "li", *words, "--password-stdin", input="piped-password\n")
    typed = run("staff", "create", "li2", *words, "--prompt", input="typed-password\ntyped-password\n")
    assert check_password_hash(_staff("li").password_hash, "piped-password")
    assert check_password_hash(_staff("li2").password_hash, "typed-password")
    assert "password" not in piped.output + typed.output


def test_a_wrong_college_or_a_weak_password_ends_with_its_message(run: Run, college: College) -> None:
    words = ("staff", "create", "wang", "--name", "王老师", "--role", "reviewer")
    unknown = run(*words, "--college", "外语学院")
    assert unknown.exit_code == 1
    assert "没有这些学院：外语学院。现有学院：外国语学院" in unknown.output
    weak = run(*words, "--college", "外国语学院", "--password-stdin", input="short\n")
    assert weak.exit_code == 1
    assert "密码至少要" in weak.output


def test_list_aligns_and_tells_state_and_colleges(run: Run, reviewer: Staff, admin: Staff) -> None:
    run("staff", "disable", "reviewer")
    header, first, second = run("staff", "list").output.splitlines()
    assert header.startswith("用户名    姓名      角色")
    assert first.split() == ["admin", "admin", "管理员", "可用", "没有", "全部"]
    assert second.split() == ["reviewer", "reviewer", "审核老师", "已停用", "没有", "外国语学院"]


def test_disable_enable_and_password(run: Run, reviewer: Staff) -> None:
    session = reviewer.get_id()
    assert "已停用" in run("staff", "disable", "reviewer").output
    assert not reviewer.is_enabled
    assert "已恢复" in run("staff", "enable", "reviewer").output
    assert reviewer.is_enabled
    run("staff", "password", "reviewer", "--password-stdin", input="another-password\n")
    assert check_password_hash(reviewer.password_hash, "another-password")
    assert reviewer.get_id() != session
    unknown = run("staff", "password", "nobody")
    assert unknown.exit_code == 1
    assert "没有用户名为“nobody”的工作人员" in unknown.output


def test_an_invitation_logging_out_and_other_colleges(
    run: Run, college: College, other_college: College
) -> None:
    words = ("--name", "王老师", "--role", "reviewer", "--college", "外国语学院")
    made = run("staff", "create", "wang", *words, "--invite")
    assert made.exit_code == 0
    assert _staff("wang").password_hash == ""
    token = made.output.split("/admin/join/")[1].split()[0]
    assert invites.invited(token).username == "wang"
    assert "/admin/join/" in run("staff", "invite", "wang").output
    session = _staff("wang").get_id()
    assert run("staff", "logout", "wang").exit_code == 0
    assert _staff("wang").get_id() != session
    assert "艺术与设计学院" in run("staff", "colleges", "wang", "--college", "艺术与设计学院").output
    assert [found.name for found in _staff("wang").colleges] == ["艺术与设计学院"]


def test_a_lost_phone_is_reset(run: Run, college: College, admin: Staff) -> None:
    turn_on(admin)
    assert "已开启" in run("staff", "list").output
    assert run("staff", "totp-reset", "admin").exit_code == 0
    assert not admin.has_second_factor
    again = run("staff", "totp-reset", "admin")
    assert again.exit_code == 1
    assert "还没有开启" in again.output


def test_another_role(run: Run, reviewer: Staff, admin: Staff, other_college: College) -> None:
    assert "reviewer 现在是管理员：全部" in run("staff", "role", "reviewer", "admin").output
    refused = run("staff", "role", "admin", "reviewer")
    assert refused.exit_code == 1
    assert "至少要有一个学院" in refused.output
    changed = run("staff", "role", "admin", "reviewer", "--college", other_college.name)
    assert f"admin 现在是审核老师：{other_college.name}" in changed.output
    assert "最后一个能用的管理员" in run("staff", "role", "reviewer", "leader").output
    of_no_use = run("staff", "colleges", "reviewer", "--college", other_college.name)
    assert "reviewer 现在是管理员：全部" in of_no_use.output
