"""`flask college`: the colleges, and whom their students call."""

from __future__ import annotations

import click

from webapp.cli.group import Group, echo_table
from webapp.domain import staff
from webapp.domain.errors import NotFoundError
from webapp.domain.notice import edits

UNKNOWN = "没有叫“{name}”的学院。现有：{known}。"
group = Group("college", help="学院：查看，修改学生过了截止时间该联系谁。")


@group.command("list")
def list_() -> None:
    """列出学院和联系人。"""
    echo_table([(college.name, college.contact) for college in staff.all_colleges()])


@group.command("contact")
@click.argument("name")
@click.argument("contact")
def contact(name: str, contact: str) -> None:
    """把学院 NAME 的联系人改成 CONTACT，例如 "王老师 0715-8000000"；写 "" 就清空。"""
    colleges = {college.name: college for college in staff.all_colleges()}
    if name not in colleges:
        raise NotFoundError(UNKNOWN, name=name, known="、".join(colleges))
    edits.change_contact(None, colleges[name], contact)
    click.echo(f"已保存：{name}")
