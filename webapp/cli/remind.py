"""`flask remind`: who is missing, the text for a group, mail to all of them, and the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from sqlalchemy import select

from webapp import clock, current
from webapp.cli.group import Group, echo_table
from webapp.domain.chasing import listing, reminding
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import STAGE_NAMES, Stage
from webapp.domain.errors import NotFoundError
from webapp.domain.mail.notices import STUDENT_HOME
from webapp.domain.notice.loading import campaign_of
from webapp.domain.queries import chasing, reminders
from webapp.extensions import db
from webapp.models import Channel, College

NO_COLLEGE = "没有叫“{name}”的学院。"
TOO_MANY = "超过 {most} 位，不适合发在群里。请加 --college、--major 或 --class。"
CHANNELS = {Channel.TEXT: "群消息", Channel.MAIL: "邮件"}
STAGES_HELP = "卡在哪一步：" + "，".join(f"{stage} {name}" for stage, name in STAGE_NAMES.items()) + "。"

group = Group("remind", help="催交：谁还没办，群消息，发邮件，提醒记录。")
year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose students; the command gets them as one Selection."""

    @wraps(command)
    def chosen(  # noqa: PLR0913, PLR0917 - one parameter for each option
        stage: str,
        college: str | None,
        major: str,
        class_name: str,
        quiet_days: int,
        no_mail: bool,
        **rest: Any,
    ) -> None:
        command(
            wanted=Selection(
                Stage(stage), college_id_of(college), major, class_name, quiet_days, without_address=no_mail
            ),
            **rest,
        )

    for option in (
        year_option,
        click.option("--no-mail", is_flag=True, help="只要没有留邮箱的。"),
        click.option("--quiet-days", type=click.IntRange(0, 365), default=0, help="不要这么多天内提醒过的。"),
        click.option("--class", "class_name", default="", help="只要这个班级（完整名称）。"),
        click.option("--major", default="", help="只要这个专业（完整名称）。"),
        click.option("--college", help="只要这个学院；不写就是全部。"),
        click.option(
            "--stage",
            type=click.Choice([str(stage) for stage in Stage]),
            default=str(Stage.UNSUBMITTED),
            show_default=True,
            help=STAGES_HELP,
        ),
    ):
        chosen = option(chosen)
    return chosen


def college_id_of(name: str | None) -> int | None:
    """The college with this name; None for none. Raises NotFoundError."""
    if name is None:
        return None
    found = db.session.scalar(select(College.id).where(College.name == name))
    if found is None:
        raise NotFoundError(NO_COLLEGE, name=name)
    return found


@group.command("list")
@selection_options
def list_(wanted: Selection, class_year: int | None) -> None:
    """列出名单：学院、专业、班级、学号、姓名、卡在哪一步、上次提醒。"""
    rows = list(chasing.all_names(None, campaign_of(class_year), wanted))
    echo_table(
        [(row.college, row.major, row.class_name, row.student_no, row.name, *_state(row)) for row in rows]
    )
    click.echo(f"共 {len(rows)} 位")


@group.command("counts")
@year_option
@click.option("--college", help="这个学院的各专业；不写就是各学院。")
@click.option("--major", default="", help="和 --college 一起写：这个专业的各班级。")
def counts(class_year: int | None, college: str | None, major: str) -> None:
    """各学院（专业、班级）每一步卡了多少人。"""
    found = chasing.groups(
        None, campaign_of(class_year), Selection(college_id=college_id_of(college), major=major)
    )
    header = ("", "需要补拍", *STAGE_NAMES.values())
    echo_table(
        [
            header,
            *((one.name, str(one.missed), *(str(one.stages[stage]) for stage in Stage)) for one in found),
        ]
    )


@group.command("text")
@click.option("--note", is_flag=True, help="记下来：已经用群消息提醒了这些同学。")
@selection_options
def text(wanted: Selection, class_year: int | None, note: bool) -> None:
    """打印可以贴到群里的消息，只有姓名；一条放不下就分成几条。"""
    campaign = campaign_of(class_year)
    frame = listing.frame_of(campaign, wanted.stage, _link())
    messages = chasing.texts(None, campaign, wanted, frame)
    if messages is None:
        raise click.ClickException(TOO_MANY.format(most=chasing.MOST_NAMED))
    click.echo("\n\n".join(message.text for message in messages))
    if note:
        students = [one for message in messages for one in message.student_ids]
        count = reminding.note_text(None, campaign, wanted, students)
        click.echo(f"记下了：用群消息提醒了 {count} 位同学。", err=True)


@group.command("mail")
@selection_options
def mail(wanted: Selection, class_year: int | None) -> None:
    """给留了邮箱的同学排队发邮件，每人每天最多一封。由 flask mail send 发出。"""
    outcome = reminding.send_mail(None, campaign_of(class_year), wanted)
    echo_table(
        [
            ("排队", str(outcome.queued)),
            ("今天已经提醒过", str(outcome.already)),
            ("提交时间已过", str(outcome.too_late)),
            ("没有留邮箱", str(outcome.without_address)),
        ]
    )


@group.command("log")
@year_option
def log(class_year: int | None) -> None:
    """最近 50 次提醒：时间、谁、方式、学院、为了什么、多少人。"""
    page = reminders.log(None, campaign_of(class_year))
    echo_table(
        [
            (
                f"{clock.local(entry.reminder.at):%Y-%m-%d %H:%M}",
                entry.who,
                CHANNELS[entry.reminder.channel],
                entry.reminder.college.name,
                STAGE_NAMES[Stage(entry.reminder.stage)],
                str(entry.reminder.count),
            )
            for entry in page.rows
        ]
    )


def _state(row: chasing.Row) -> tuple[str, str]:
    return STAGE_NAMES[row.stage], f"{clock.local(row.reminded_at):%Y-%m-%d}" if row.reminded_at else ""


def _link() -> str:
    """Where students go on; "" while nobody has said what this site is called."""
    public = current.settings().public_url.rstrip("/")
    return public + STUDENT_HOME if public else ""
