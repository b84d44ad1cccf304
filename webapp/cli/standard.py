"""`flask standard`: the limits of the photo standard, and what this class sets otherwise."""

from __future__ import annotations

import click

from webapp import clock
from webapp.cli.group import Group, echo_table
from webapp.domain import standard_limits
from webapp.domain.notice.loading import campaign_of

group = Group("standard", help="照片标准：查看每一项数值，为启用的一届修改、恢复，查看改动记录。")
year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")
reason_option = click.option("--reason", required=True, help="为什么改，写进记录。")


@group.command("show")
@year_option
def show(class_year: int | None) -> None:
    """列出每一项：字段、名称、单位、标准的数值、这一届的数值（没有改就是“按标准”）、来源。"""
    campaign = campaign_of(class_year)
    for name, value in standard_limits.left_out(campaign).items():
        click.echo(f"“{name}”改成了 {value}，但程序更新后不再适用，现在按标准检查。", err=True)
    for title, limits in standard_limits.shown(campaign):
        click.echo(title)
        rows = [(one.limit, one.standard, one.own or "按标准") for one in limits]
        echo_table(
            [(limit.field, limit.name, limit.unit, value, own, limit.source) for limit, value, own in rows],
            indent="  ",
        )


@group.command("set")
@click.argument("field")
@click.argument("value")
@reason_option
def set_(field: str, value: str, reason: str) -> None:
    """把启用的一届的 FIELD 改成 VALUE，马上生效。字段见 show；几个数值用逗号分开。"""
    standard_limits.change(None, campaign_of(None), field, value, reason)
    click.echo("已保存，从下一次检查起生效。")


@group.command("reset")
@click.argument("field")
@reason_option
def reset(field: str, reason: str) -> None:
    """把启用的一届的 FIELD 恢复成标准的数值。"""
    standard_limits.reset(None, campaign_of(None), field, reason)
    click.echo("已恢复标准的数值。")


@group.command("history")
@year_option
def history(class_year: int | None) -> None:
    """列出最近 30 次改动：时间、谁、哪一项、从多少到多少、原因。"""
    echo_table(
        [
            (
                f"{clock.local(change.row.at):%Y-%m-%d %H:%M}",
                change.who,
                change.row.name,
                standard_limits.change_words(change),
                change.row.reason,
            )
            for change in standard_limits.history(campaign_of(class_year))
        ]
    )
