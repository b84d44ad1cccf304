"""`flask figures`: what the dashboard draws, as tables."""

from __future__ import annotations

from datetime import timedelta

import click
from flask.cli import with_appcontext

from webapp import clock
from webapp.cli.group import echo_table
from webapp.domain import deadlines
from webapp.domain.errors import DomainError
from webapp.domain.notice.loading import campaign_of
from webapp.domain.queries import figures, progress
from webapp.domain.queries.figure_words import failure_words, reason_words
from webapp.models import Campaign

HEADER = ("学院", "需要补拍", "还没开始", "填写中", "待审核", "已退回", "已通过", "集中拍摄")


@click.command("figures")
@click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")
@click.option(
    "--days", type=click.IntRange(1, 365), default=14, show_default=True, help="每天的数字要多少天。"
)
@with_appcontext
def command(class_year: int | None, days: int) -> None:
    """进度的数字：各学院、每天、审核要多久、最常见的不合格和退回原因、截止。"""
    try:
        campaign = campaign_of(class_year)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    window = deadlines.campaign_window(campaign)
    left = f"还有 {window.days_left(clock.now())} 天" if window.is_open else "已经截止"
    click.echo(f"{campaign.title}：提交到 {window.last_day} 为止，{left}\n")
    _colleges(campaign)
    click.echo("\n每天提交和通过")
    echo_table(
        [
            (one.day.isoformat(), str(one.submitted), str(one.approved))
            for one in figures.by_day(None, campaign, days)
        ]
    )
    _waiting(campaign)
    click.echo("\n检查最常不通过的")
    echo_table([(failure_words(one.code), str(one.count)) for one in figures.failures(None, campaign)])
    click.echo("\n最常见的退回原因")
    echo_table([(reason_words(one.code), str(one.count)) for one in figures.return_reasons(None, campaign)])


def _colleges(campaign: Campaign) -> None:
    lines = progress.by_college(campaign)
    rows = [(line.college, line) for line in lines] + [("合计", progress.total(lines))]
    names = ("missed", "nothing", "draft", "submitted", "returned", "approved", "attended")
    echo_table([HEADER, *((title, *(str(getattr(line, name)) for name in names)) for title, line in rows)])


def _waiting(campaign: Campaign) -> None:
    found = figures.waiting(None, campaign)
    click.echo("\n审核要多久（从最后一次提交到处理）")
    rows = [
        ("处理过", str(found.decided)),
        ("一半在多久之内", _hours(found.median)),
        ("九成在多久之内", _hours(found.ninety)),
    ]
    if found.since:
        rows.append(("等得最久的提交于", f"{clock.local(found.since):%Y-%m-%d %H:%M}"))
    echo_table(rows)


def _hours(length: timedelta | None) -> str:
    return "" if length is None else f"{length / timedelta(hours=1):.1f} 小时"
