"""`flask submissions paper`: paper photos that were handed in, by the numbers of their receipts."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from webapp.cli.group import echo_table
from webapp.cli.remind import college_id_of, year_option
from webapp.domain import paper_photo
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import Stage
from webapp.domain.errors import DomainError
from webapp.domain.notice.loading import campaign_of
from webapp.domain.queries import chasing

NOTHING_ASKED = "请写回执编号，或者 --list-missing。"


@click.command("paper")
@click.argument("receipts", nargs=-1, metavar="[RECEIPT]...")
@click.option("--undo", is_flag=True, help="撤销：这些其实没有收到。")
@click.option("--list-missing", is_flag=True, help="列出提交了、还没有交纸质照片的同学。")
@click.option("--college", help="名单只要这个学院；不写就是全部。")
@year_option
@with_appcontext
def command(
    receipts: tuple[str, ...], undo: bool, list_missing: bool, college: str | None, class_year: int | None
) -> None:
    """登记收到的纸质照片，RECEIPT 是回执编号，可以写几个；重复登记不会改变什么。

    有编号不对就退出码 1，其他的照样登记。
    """
    if not receipts and not list_missing:
        raise click.UsageError(NOTHING_ASKED)
    refused = sum(not _note(number, undo) for number in receipts)
    if list_missing:
        wanted = Selection(Stage.PAPER, college_id_of(college))
        rows = list(chasing.all_names(None, campaign_of(class_year), wanted))
        echo_table([(row.college, row.major, row.class_name, row.student_no, row.name) for row in rows])
        click.echo(f"共 {len(rows)} 位")
    if refused:
        sys.exit(1)


def _note(number: str, undo: bool) -> bool:
    """Note one; says whether that worked."""
    try:
        found = paper_photo.find_by_receipt(None, number)
        if undo:
            paper_photo.take_back(None, found)
        else:
            paper_photo.mark_paper_received(None, found)
    except DomainError as error:
        click.echo(f"{number}：{error.message}", err=True)
        return False
    done = "撤销登记" if undo else "收到"
    click.echo(f"{number}：{done} {found.student.student_no} {found.student.name}")
    return True
