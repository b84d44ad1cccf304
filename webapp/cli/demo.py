"""`flask demo`: fill a demo database and say what to try in it."""

from __future__ import annotations

import click

from webapp import clock
from webapp.cli.group import Group, echo_table
from webapp.domain import typed

group = Group("demo", help="演示：放入虚构的名册、学生和老师，列出可以试用的账号。")


@group.command("seed")
def seed() -> None:
    """放入演示数据，并列出账号。再次运行不会改动已有的数据；正式环境不能用。"""
    from webapp.demo.seed import seed as fill

    click.echo("正在准备演示数据……")
    done = fill()
    click.echo("演示数据已经放好。" if done else "演示数据早已放好，没有改动。")
    _accounts()


@group.command("accounts")
def accounts() -> None:
    """列出演示账号和可以试什么。"""
    _accounts()


def _accounts() -> None:
    from webapp.demo import seed as demo
    from webapp.demo.story import STAFF_PASSWORD, STUDENT_PASSWORD, TEACHERS

    campaign = demo.demo_campaign()
    if campaign is None:
        raise click.ClickException("还没有演示数据。请先运行 flask demo seed。")
    deadline = clock.local(campaign.deadline_at)
    click.echo(f"\n{campaign.class_year} 届，{deadline:%Y年%-m月%-d日} 前提交。所有人都是虚构的。")
    if deadline <= clock.now():
        click.echo("截止时间已过，学生不能再上传。想重新开始，请清空 instance 文件夹后再运行一次。")
    click.echo(f"\n学生：从 /login 登录，密码都是 {STUDENT_PASSWORD}")
    echo_table(_student_rows(), indent="  ")
    click.echo(f"\n老师：从 /staff/login 登录，密码都是 {STAFF_PASSWORD}")
    echo_table([(teacher.username, teacher.name, teacher.to_try) for teacher in TEACHERS], indent="  ")
    click.echo(f"\n可以上传的照片和名册示例在：{demo.files_folder()}\n")


def _student_rows() -> list[tuple[str, str, str, str]]:
    """The students worth trying: number, name, where they stand, what to try."""
    from webapp.demo import seed as demo
    from webapp.demo.story import ACTORS, STAGE_NAMES, Stage

    rows = []
    for actor in ACTORS:
        if not actor.to_try:
            continue
        student = demo.student(actor.student_no)
        to_try = actor.to_try
        if actor.stage is Stage.NEW:
            to_try += f"（姓名 {student.name}，证件号后六位 {typed.id_tail(student.id_number)}）"
        rows.append((student.student_no, student.name, STAGE_NAMES[actor.stage], to_try))
    return rows
