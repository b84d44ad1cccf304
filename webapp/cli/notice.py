"""`flask notice`: load the school's notice, and look at what is loaded."""

from __future__ import annotations

from pathlib import Path

import click

from webapp import clock
from webapp.cli.group import Group, echo_table
from webapp.domain.notice import loading as notices
from webapp.domain.notice import texts
from webapp.domain.notice.loading import campaign_of
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.sent import files_of, read_files
from webapp.domain.notice.values import Notice
from webapp.domain.notice.year import for_class_year
from webapp.domain.queries import notice as queries
from webapp.models import Campaign, CampusSession

year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")
reason_option = click.option("--reason", required=True, help="为什么改，写进记录。")
group = Group("notice", help="通知：把学校的采集通知载入数据库，查看已载入的内容。")

PARTS = {
    "campaign_row": "届别、标题、截止时间",
    "sessions": "拍摄安排（附件 3）",
    queries.CAMPAIGN: "通知正文",
    queries.RULES: "须知和要求",
    queries.CODE_GUIDE: "采集码获取办法（附件 1）",
    queries.PHOTO_CLAUSES: "照片要求（附件 2）",
    queries.WITHOUT_BRANCH: "没有分社的省份",
    queries.ENGLISH: "英文译文",
    "branches": "各地分社（附件 4）",
}
OUTCOMES = {
    notices.Outcome.NEW: "新载入",
    notices.Outcome.SAME: "没有变化",
    notices.Outcome.KEPT: "与文件不同，保留现有内容",
    notices.Outcome.REPLACED: "已按文件覆盖",
}


@group.command("load")
@click.argument("source", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--class-year",
    type=click.IntRange(2000, 2100),
    help="哪一届，例如 2027；通知里的日期会跟着平移。不写就用通知自己的届别。",
)
@click.option("--activate", is_flag=True, help="启用这一届（其他届随之停用）。")
@click.option("--replace", is_flag=True, help="与文件不同的内容按文件覆盖；默认保留管理员改过的内容。")
@click.option("--preview", "only_look", is_flag=True, help="只看会怎样，不写入。")
def load(source: Path | None, class_year: int | None, activate: bool, replace: bool, only_look: bool) -> None:
    """载入通知。SOURCE 是数据文件所在的文件夹、装着它们的 zip，或合在一起的 JSON；不写就用最新的一份。
    重复载入不会改动已有内容。"""
    notice = _read(source or latest_notice_folder())
    if only_look:
        parts = notices.outcomes_of(for_class_year(notice, class_year or notice.campaign.class_year))
        echo_table([(PARTS[part], OUTCOMES[outcome]) for part, outcome in parts.items()])
        return
    loaded = notices.load_notice(notice, class_year=class_year, activate=activate, replace=replace)
    echo_table([(PARTS[part], OUTCOMES[outcome]) for part, outcome in loaded.parts.items()])
    if notices.Outcome.KEPT in loaded.parts.values():
        click.echo("要按文件覆盖保留下来的内容，请加 --replace。")
    _echo_campaign(loaded.campaign)


@group.command("show")
@click.option("--class-year", type=int, help="哪一届；不写就看启用的一届。")
def show(class_year: int | None) -> None:
    """查看已载入的届别、截止时间和拍摄安排。"""
    campaign = campaign_of(class_year)
    _echo_campaign(campaign)
    echo_table([_session_row(row) for row in queries.sessions_of(campaign)], indent="  ")
    click.echo(f"各地分社：{len(queries.all_branches())} 个联系人")


@group.command("texts")
@year_option
def texts_(class_year: int | None) -> None:
    """列出可以改的文字：名字（给 set-text 用）、位置、文字；改过的标出来。"""
    for title, found in texts.texts_of(campaign_of(class_year)):
        click.echo(title)
        for text in found:
            click.echo(f"  {text.name}  {text.label}{'（改过）' if text.is_changed else ''}")
            click.echo(f"    {text.words}")


@group.command("set-text")
@click.argument("name")
@click.argument("words")
@click.option("--english", default="", help="英文，给看英文页面的同学；不写就显示中文。")
@reason_option
def set_text(name: str, words: str, english: str, reason: str) -> None:
    """把启用的一届里叫 NAME 的文字改成 WORDS。名字见 texts。"""
    texts.change(None, campaign_of(None), name, words, reason, english)
    click.echo("已保存。")


@group.command("reset-text")
@click.argument("name")
@reason_option
def reset_text(name: str, reason: str) -> None:
    """把叫 NAME 的文字恢复成通知的原话。"""
    texts.reset(None, campaign_of(None), name, reason)
    click.echo("已恢复原话。")


@group.command("text-history")
@year_option
def text_history(class_year: int | None) -> None:
    """列出最近 30 次文字改动：时间、谁、名字、改动、原因。"""
    for change in texts.history(campaign_of(class_year)):
        at = f"{clock.local(change.row.at):%Y-%m-%d %H:%M}"
        click.echo(f"{at}  {change.who}  {change.row.name}  （{change.row.reason}）")
        click.echo(texts.change_words(change))


def _read(source: Path) -> Notice:
    return read_notice(source) if source.is_dir() else read_files(files_of(source.read_bytes()))


def _echo_campaign(campaign: Campaign) -> None:
    state = "已启用" if campaign.is_active else "未启用"
    deadline = clock.local(campaign.deadline_at).strftime("%Y-%m-%d %H:%M")
    click.echo(f"{campaign.class_year} 届（{state}）：{campaign.title}，截止时间 {deadline}（北京时间）")


def _session_row(row: CampusSession) -> tuple[str, str, str, str]:
    day = row.day.isoformat() if row.day else "日期待定"
    hours = f"{row.starts:%H:%M}-{row.ends:%H:%M}" if row.starts and row.ends else ""
    return f"第 {row.batch} 批", day, hours, row.printed
