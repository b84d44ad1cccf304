"""`flask mail`: send what waits, remind of the deadline, look at the queue."""

from __future__ import annotations

import time

import click

from webapp import clock
from webapp.cli.group import Group, echo_table
from webapp.domain.mail import outbox, reminders
from webapp.domain.mail.outbox import Round
from webapp.domain.mail.postman import Failure

group = Group("mail", help="邮件：发出排队的通知，提醒截止时间，查看队列。")

REASONS = {
    Failure.UNREACHABLE: "连不上邮件服务器",
    Failure.LOGIN: "邮件服务器不接受账号或密码",
    Failure.SENDER: "邮件服务器不接受发件地址",
    Failure.RECIPIENT: "收件地址被拒绝",
    Failure.CONTENT: "邮件内容被拒绝",
    Failure.EXPIRED: "过了时间，不再发送",
}


class Days(click.ParamType[frozenset[int]]):
    """Whole numbers of days, separated by commas."""

    name = "days"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[int]:
        """The numbers; a usage error for anything else."""
        parts = [part.strip() for part in value.split(",")]
        if not all(part.isdecimal() for part in parts):
            self.fail("请写天数，用逗号隔开，例如 7,3,1。", param, ctx)
        return frozenset(map(int, parts))


@group.command("send")
@click.option("--loop", type=click.IntRange(min=1), metavar="SECONDS", help="一直运行，每隔这么多秒发一次。")
@click.pass_context
def send(ctx: click.Context, loop: int | None) -> None:
    """发出到时间的邮件。可以同时运行几份，每封只发一次；服务器出问题会过一阵再试。"""
    found = _send_once()
    while loop:
        time.sleep(loop)
        found = _send_once()
    ctx.exit(1 if found.trouble else 0)


@group.command("remind")
@click.option("--days", type=Days(), default="7,3,1", show_default=True, help="还剩几天时提醒，用逗号隔开。")
def remind(days: frozenset[int]) -> None:
    """提醒留了邮箱、还没有提交的同学。每天运行一次；同一天运行几次也只提醒一次。"""
    click.echo(f"排队 {reminders.remind(days)} 封提醒。")


@group.command("status")
def status() -> None:
    """查看队列：多少封在等、等了多久、哪些没发出去。"""
    found = outbox.status()
    rows = [("等待发送", str(found.waiting)), ("最近一天发出", str(found.sent))]
    if found.oldest_waiting:
        rows.append(("最早排队", f"{clock.local(found.oldest_waiting):%Y-%m-%d %H:%M}"))
    rows += [
        (f"没发出去：{REASONS[Failure(reason)]}", str(count)) for reason, count in found.given_up.items()
    ]
    echo_table(rows)


def _send_once() -> Round:
    found = outbox.send_due()
    if any((found.sent, found.put_off, found.given_up)):
        click.echo(f"发出 {found.sent} 封，稍后再试 {found.put_off} 封，放弃 {found.given_up} 封。")
    if found.trouble:
        click.echo(f"{REASONS[found.trouble]}，稍后会再试。", err=True)
    return found
