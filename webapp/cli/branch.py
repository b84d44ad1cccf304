"""`flask branch`: contacts of the Xinhua branches, as an admin corrects them."""

from __future__ import annotations

from dataclasses import fields

import click

from webapp.cli.group import Group, echo_table
from webapp.domain.notice import edits
from webapp.domain.notice.edits import BranchValues
from webapp.domain.queries.notice import all_branches

group = Group("branch", help="分社：查看和修改各地新华社分社的联系方式。")


@group.command("list")
@click.option("--province", help="只要这个省，例如 湖北。")
def list_(province: str | None) -> None:
    """列出分社：编号、名称、省、市、联系人、办公电话、手机、传真、地址。"""
    echo_table(
        [
            (
                str(found.id),
                found.name,
                found.province,
                found.city,
                found.contact,
                found.office_phone,
                found.mobile,
                found.fax,
                found.address,
            )
            for found in all_branches()
            if province in (None, found.province)
        ]
    )


@group.command("edit")
@click.argument("number", type=int)
@click.option("--contact", help="联系人。")
@click.option("--office-phone", help="办公电话。")
@click.option("--mobile", help="手机。")
@click.option("--fax", help="传真。")
@click.option("--address", help="地址。")
def edit(number: int, **given: str | None) -> None:
    """改编号为 NUMBER 的分社（编号见 list）；没有写的选项保持不变，写 "" 就清空。"""
    branch = edits.find_branch(number)
    names = [field.name for field in fields(BranchValues)]
    values = {name: text if (text := given[name]) is not None else getattr(branch, name) for name in names}
    edits.change_branch(None, branch, BranchValues(**values))
    click.echo(f"已保存：{branch.name}")
