"""`flask audit`: the record of what was done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from webapp.cli.group import Group, echo_table
from webapp.domain import audit, audit_reading, staff, students
from webapp.domain.queries import audit_log
from webapp.domain.queries.audit_log import AuditFilter
from webapp.domain.queries.audit_words import ACTIONS, action_words

group = Group("audit", help="操作记录：谁在什么时候做了什么。只能看，不能改。")
who_option = click.option("--who", help=f"谁：用户名，或 {audit.OPERATOR}（命令行）。")
action_option = click.option(
    "--action", type=click.Choice(sorted(ACTIONS)), metavar="CODE", help="动作代码，例如 review.approve。"
)
student_option = click.option("--student", help="和这个学号有关的。")
day_option = click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="哪一天，例如 2027-03-01。")


@group.command("list")
@who_option
@action_option
@student_option
@day_option
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="最多几条。")
def list_(who: str | None, action: str | None, student: str | None, day: datetime | None, limit: int) -> None:
    """列出最新的记录：时间（北京）、谁、动作、对象、详情。"""
    page = audit_log.page(_wanted(who, action, student, day), size=limit)
    echo_table(
        [
            (
                line.at,
                line.who,
                action_words(line.event.action),
                line.whom or line.target,
                line.details,
            )
            for line in page.lines
        ]
    )


@group.command("export")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@who_option
@action_option
@student_option
@day_option
def export(
    target: Path, who: str | None, action: str | None, student: str | None, day: datetime | None
) -> None:
    """把记录写到 TARGET（.csv，可以用 Excel 打开）。不写条件就是全部；导出本身也会记下来。"""
    with target.open("wb") as file:
        for chunk in audit_reading.stream(None, _wanted(who, action, student, day)):
            file.write(chunk)
    click.echo(f"已写入 {target}")


@group.command("actions")
def actions() -> None:
    """列出所有动作的代码和意思。"""
    echo_table(sorted(ACTIONS.items()))


def _wanted(who: str | None, action: str | None, student: str | None, day: datetime | None) -> AuditFilter:
    actor = who or ""
    if who and who != audit.OPERATOR:
        actor = audit.actor_name(staff.find_staff(who))
    return AuditFilter(
        actor, action or "", students.by_number(student) if student else None, day.date() if day else None
    )
