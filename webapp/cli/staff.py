"""`flask staff`: accounts of reviewers and admins."""

from __future__ import annotations

import sys
from typing import Any

import click

from webapp import current
from webapp.cli.group import Group, echo_table
from webapp.domain import invites, second_factor
from webapp.domain import staff as accounts
from webapp.domain.queries.sessions import title
from webapp.domain.staff import ROLE_NAMES
from webapp.models import Role, Staff

group = Group(
    "staff", help="工作人员账号：审核老师（只看指定的学院）、点名负责人（只看指定的场次）和管理员。"
)
username_argument = click.argument("username")
SESSION_HELP = "负责点名的场次编号（flask session list 可以看到）；可以写多次。"
stdin_option = click.option(
    "--password-stdin", is_flag=True, help="从标准输入读密码（第一行），用于脚本；不写就自动生成。"
)
prompt_option = click.option("--prompt", is_flag=True, help="当面输入密码；不写就自动生成。")


@group.command("create")
@username_argument
@click.option("--name", required=True, help="姓名，学生和同事会看到。")
@click.option(
    "--role",
    required=True,
    type=click.Choice([str(role) for role in Role]),
    help="reviewer 审核，leader 只给集中拍摄点名，admin 管理。",
)
@click.option("--college", "colleges", multiple=True, help="负责的学院，和名册里的写法一致；可以写多次。")
@click.option("--session", "sessions", type=int, multiple=True, help=SESSION_HELP)
@prompt_option
@stdin_option
@click.option("--invite", is_flag=True, help="不设密码，给一个邀请链接，让本人自己设。")
def create(  # noqa: PLR0913, PLR0917 - one for each option
    username: str,
    name: str,
    role: str,
    colleges: tuple[str, ...],
    sessions: tuple[int, ...],
    prompt: bool,
    password_stdin: bool,
    invite: bool,
) -> None:
    """新建账号 USERNAME。没有给密码时自动生成，只显示这一次。"""
    given: Any = {"name": name, "role": Role(role), "colleges": colleges, "sessions": sessions}
    if invite:
        made = accounts.create_staff(username, **given)
        click.echo(f"已新建{ROLE_NAMES[made.role]}账号：{made.username}（{made.name}）")
        _show_invitation(made.username)
        return
    password, is_generated = _password(prompt, password_stdin)
    made = accounts.create_staff(username, password=password, **given)
    click.echo(f"已新建{ROLE_NAMES[made.role]}账号：{made.username}（{made.name}）")
    _show(password, is_generated)


@group.command("list")
def list_() -> None:
    """列出所有账号。"""
    rows = [("用户名", "姓名", "角色", "状态", "两步验证", "学院和场次")]
    for staff in accounts.all_staff():
        rows.append(
            (
                staff.username,
                staff.name,
                ROLE_NAMES[staff.role],
                "可用" if staff.is_enabled else "已停用",
                "已开启" if staff.has_second_factor else "没有",
                _areas(staff),
            )
        )
    echo_table(rows)


@group.command("disable")
@username_argument
def disable(username: str) -> None:
    """停用账号 USERNAME：立刻退出登录，不能再登录。已有的审核记录保留。"""
    accounts.set_enabled(username, False)
    click.echo(f"已停用：{username}。要恢复，请运行 flask staff enable {username}")


@group.command("enable")
@username_argument
def enable(username: str) -> None:
    """恢复账号 USERNAME。"""
    accounts.set_enabled(username, True)
    click.echo(f"已恢复：{username}")


@group.command("role")
@username_argument
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@click.option("--college", "colleges", multiple=True, help="负责的学院；可以写多次。不写就是现在的学院。")
@click.option("--session", "sessions", type=int, multiple=True, help=f"{SESSION_HELP}不写就是现在的场次。")
def role(username: str, role: str, colleges: tuple[str, ...], sessions: tuple[int, ...]) -> None:
    """把 USERNAME 的角色改成 ROLE（reviewer 审核，leader 只点名，admin 管理），并退出它的所有登录。

    审核老师要有学院，点名负责人要有场次。最后一个能用的管理员改不了。
    """
    _show_rights(
        accounts.set_rights(username, role=Role(role), colleges=colleges or None, sessions=sessions or None)
    )


@group.command("colleges")
@username_argument
@click.option("--college", "colleges", multiple=True, required=True, help="负责的学院；可以写多次。")
def colleges(username: str, colleges: tuple[str, ...]) -> None:
    """改审核老师 USERNAME 负责的学院，以这次写的为准；别的角色没有学院。"""
    _show_rights(accounts.set_rights(username, colleges=colleges))


@group.command("sessions")
@username_argument
@click.option("--session", "sessions", type=int, multiple=True, help=SESSION_HELP)
def sessions(username: str, sessions: tuple[int, ...]) -> None:
    """改 USERNAME 负责点名的场次，以这次写的为准；审核老师不写就是一场也不负责，管理员看全部。"""
    _show_rights(accounts.set_rights(username, sessions=sessions))


@group.command("invite")
@username_argument
def invite(username: str) -> None:
    """给 USERNAME 一个新的邀请链接，本人用它设密码；以前的链接和登录都作废。"""
    _show_invitation(username)


@group.command("logout")
@username_argument
def logout(username: str) -> None:
    """退出 USERNAME 在所有设备上的登录。"""
    accounts.log_out(username)
    click.echo(f"已全部退出：{username}")


@group.command("totp-reset")
@username_argument
def totp_reset(username: str) -> None:
    """重置账号 USERNAME 的两步验证，并退出它的所有登录。

    本人的手机和恢复码都丢了时用，请先确认是本人。之后只用密码登录；管理员登录时会先重新设置。
    """
    second_factor.reset(accounts.find_staff(username))
    click.echo(f"已重置两步验证：{username}")


@group.command("password")
@username_argument
@prompt_option
@stdin_option
def password(username: str, prompt: bool, password_stdin: bool) -> None:
    """重设账号 USERNAME 的密码，并退出它的所有登录。"""
    accounts.find_staff(username)
    new, is_generated = _password(prompt, password_stdin)
    accounts.set_password(username, new)
    click.echo(f"已重设密码：{username}")
    _show(new, is_generated)


def _show_rights(staff: Staff) -> None:
    click.echo(f"{staff.username} 现在是{ROLE_NAMES[staff.role]}：{_areas(staff)}")


def _areas(staff: Staff) -> str:
    """What an account is for: colleges to review, sessions to call."""
    if staff.role is Role.ADMIN:
        return "全部"
    return "；".join([*(college.name for college in staff.colleges), *map(title, staff.sessions)])


def _password(prompt: bool, from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether we made it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if prompt:
        return click.prompt("密码", hide_input=True, confirmation_prompt="再输一次"), False
    return accounts.generated_password(), True


def _show_invitation(username: str) -> None:
    token = invites.invite(accounts.find_staff(username))
    site = current.settings().public_url.rstrip("/")
    click.echo(f"邀请链接（{invites.LIFETIME.days} 天内有效，只能用一次，请只发给本人）：")
    click.echo(f"{site}{invites.PATH}{token}")
    if not site:
        click.echo("请在前面加上本站的网址。")


def _show(password: str, is_generated: bool) -> None:
    if is_generated:
        click.echo(f"密码（只显示这一次，请当面或用可靠的方式交给本人）：{password}")
