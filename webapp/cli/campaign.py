"""`flask campaign`: the classes of year, and which of them runs."""

from __future__ import annotations

from datetime import datetime

import click

from webapp import clock
from webapp.cli.group import Group, echo_table
from webapp.domain import campaigns
from webapp.domain.notice import edits
from webapp.domain.notice.loading import campaign_of

group = Group("campaign", help="届次：列出各届，启用其中一届。载入新的一届用 flask notice load。")


@group.command("list")
def list_() -> None:
    """列出各届：届别、是否启用、截止时间、学生、材料、已通过的份数。"""
    echo_table(
        [
            (
                f"{one.campaign.class_year} 届",
                "进行中" if one.campaign.is_active else "没有启用",
                f"{clock.local(one.campaign.deadline_at):%Y-%m-%d %H:%M} 截止",
                f"学生 {one.students}",
                f"材料 {one.submissions}",
                f"已通过 {one.approved}",
            )
            for one in campaigns.standings()
        ]
    )


@group.command("activate")
@click.argument("class_year", type=int)
def activate(class_year: int) -> None:
    """启用 CLASS_YEAR 届；其他届随之关闭，那些同学只能看、不能改。"""
    campaigns.activate(None, campaign_of(class_year))
    click.echo(f"{class_year} 届已启用。")


@group.command("edit")
@click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")
@click.option("--title", help="标题；不写就不变。")
@click.option(
    "--last-day", type=click.DateTime(["%Y-%m-%d"]), help="提交的最后一天，例如 2027-02-28；不写就不变。"
)
def edit(class_year: int | None, title: str | None, last_day: datetime | None) -> None:
    """改一届的标题或提交的最后一天，马上生效；这一天结束前都可以提交。"""
    campaign = campaign_of(class_year)
    day = last_day.date() if last_day else edits.last_day_of(campaign)
    edits.change_campaign(None, campaign, title if title is not None else campaign.title, day)
    click.echo(f"{campaign.class_year} 届：{campaign.title}，提交到 {day} 当天结束。")
