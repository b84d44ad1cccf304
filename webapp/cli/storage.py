"""`flask storage`: whether the rows and the stored files belong together."""

from __future__ import annotations

import sys
from datetime import timedelta

import click

from webapp.cli.group import Group, echo_table
from webapp.domain import reconcile as reconciling
from webapp.storage import StorageError

group = Group("storage", help="存储：核对数据库和文件。")


@group.command("reconcile")
@click.option("--delete-orphans", is_flag=True, help="删除没有记录的文件。")
@click.option(
    "--older-than",
    type=click.IntRange(1),
    default=24,
    show_default=True,
    metavar="HOURS",
    help="只删除这么多小时以前的；刚写入的可能正在上传。",
)
def reconcile(delete_orphans: bool, older_than: int) -> None:
    """找出只在一边的：有记录没有文件，有文件没有记录。记录缺文件时退出码 1。"""
    try:
        found = reconciling.compare()
        echo_table([("缺文件", missing.owner, missing.key) for missing in found.missing])
        echo_table(
            [("没有记录", f"{entry.modified:%Y-%m-%d %H:%M} UTC", entry.key) for entry in found.orphans]
        )
        click.echo(
            f"一致 {found.matched} 个，缺文件 {len(found.missing)} 个，没有记录 {len(found.orphans)} 个。"
        )
        if delete_orphans:
            deleted = reconciling.delete_orphans(found.orphans, timedelta(hours=older_than))
            click.echo(f"已删除 {deleted} 个没有记录的文件。")
    except StorageError as error:
        raise click.ClickException(f"存储读不出来：{error}") from error
    if found.missing:
        sys.exit(1)
