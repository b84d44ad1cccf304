"""`flask student`: what an operator does for one student."""

from __future__ import annotations

from datetime import datetime

import click

from webapp.cli.group import Group
from webapp.domain import accounts, students

group = Group("student", help="单个学生：延长提交时间，重置密码。")
number_argument = click.argument("student_no")


@group.command("extend")
@number_argument
@click.option(
    "--until",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="最后一天，例如 2027-03-05；这一天结束前都可以提交。",
)
@click.option("--reason", required=True, help="原因，会记录下来。")
def extend(student_no: str, until: datetime, reason: str) -> None:
    """延长学号为 STUDENT_NO 的学生的提交时间。"""
    student = students.by_number(student_no)
    students.extend_deadline(None, student, until.date(), reason)
    click.echo(f"{student.student_no} {student.name} 可以提交到 {until:%Y-%m-%d} 当天结束。")


@group.command("reset-password")
@number_argument
def reset_password(student_no: str) -> None:
    """清除学号为 STUDENT_NO 的学生的密码，学生用姓名和证件号码后六位重新设置。"""
    student = students.by_number(student_no)
    accounts.reset_password(None, student)
    click.echo(f"{student.student_no} {student.name} 的密码已清除，所有登录已退出。")
