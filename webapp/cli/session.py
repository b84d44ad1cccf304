"""`flask session`: the campus sessions, and their roll calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from webapp import clock
from webapp.cli.group import Group, echo_table
from webapp.domain.errors import InvalidError
from webapp.domain.notice import session_edits
from webapp.domain.notice.loading import campaign_of
from webapp.domain.notice.session_edits import SessionValues
from webapp.domain.queries import roll_call, roll_plan
from webapp.domain.queries.roll_plan import SessionLine
from webapp.domain.queries.sessions import title
from webapp.domain.roll_call import attendance_import, closing
from webapp.models import CampusSession

group = Group(
    "session", help="集中拍摄（附件 3）：安排、点名、人数。SESSION 是 flask session list 里的编号。"
)
session_argument = click.argument("number", metavar="SESSION", type=int)
year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")

NOTHING = "待定"
BAD_MAJOR = "专业要写成 名称 或 名称=人数，例如 护理专科=85。"
TIMES = "%H:%M"


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | str | None:
    if text is None or text == NOTHING:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"日期要写成 2026-12-09，或者“{NOTHING}”。") from None


def _hours(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> tuple[time | None, time | None] | None:
    if text is None:
        return None
    if text == NOTHING:
        return None, None
    try:
        starts, _, ends = text.partition("-")
        return _time(starts), _time(ends)
    except ValueError:
        raise click.BadParameter(f"时间要写成 08:30-10:00，或者“{NOTHING}”。") from None


def _time(text: str) -> time:
    return datetime.strptime(text.strip(), TIMES).time()  # noqa: DTZ007 - an hour of the day has no zone


def _majors(
    _context: click.Context, _option: click.Parameter, texts: tuple[str, ...]
) -> tuple[tuple[str, int | None], ...]:
    return tuple(map(_major, texts))


def _major(text: str) -> tuple[str, int | None]:
    name, _, count = text.partition("=")
    if not name.strip() or (count and not count.isdecimal()):
        raise click.BadParameter(BAD_MAJOR)
    return name.strip(), int(count) if count else None


def values_options(command: Any) -> Any:
    """The columns of a session, as options."""
    for option in reversed(
        (
            click.option("--batch", type=click.IntRange(1, 99), help="第几批。"),
            click.option("--day", callback=_day, help=f"日期，例如 2026-12-09；还没定就写“{NOTHING}”。"),
            click.option("--hours", callback=_hours, help=f"时间，例如 08:30-10:00；没有就写“{NOTHING}”。"),
            click.option("--place", help="地点。"),
            click.option(
                "--college", "colleges", multiple=True, help="学院，和名册里的写法一致；可以写多次。"
            ),
            click.option("--no-college", is_flag=True, help="不限学院（其他专业、研究生等）。"),
            click.option(
                "--major", "majors", callback=_majors, multiple=True, help="专业，或 专业=人数；可以写多次。"
            ),
            click.option("--no-major", is_flag=True, help="不限专业。"),
            click.option("--words", help="没有学院或日期待定时给同学看的话，例如：其他专业。"),
        )
    ):
        command = option(command)
    return command


@group.command("list")
@year_option
def list_(class_year: int | None) -> None:
    """列出这一届的每一场：编号、批次、时间、地点、学院和专业。"""
    rows = [("编号", "场次", "结束", "地点", "专业")]
    for line in roll_plan.overview(campaign_of(class_year)).lines:
        row = line.session
        majors = "、".join(f"{major['name']}{major.get('head_count') or ''}" for major in row.majors)
        rows.append((str(row.id), title(row), f"{row.ends:%H:%M}" if row.ends else "", row.place, majors))
    echo_table(rows)


@group.command("add")
@values_options
@year_option
def add(class_year: int | None, **options: Any) -> None:
    """添加一场；必须写 --batch 和 --place。"""
    if options["batch"] is None or options["place"] is None:
        raise click.UsageError("添加一场要写 --batch 和 --place。")
    empty = SessionValues(options["batch"], None, None, None, options["place"], (), ())
    saved = session_edits.save_session(None, campaign_of(class_year), None, _changed(empty, options))
    click.echo(f"已添加，编号 {saved.id}：{title(saved)}")


@group.command("edit")
@session_argument
@values_options
@year_option
def edit(number: int, class_year: int | None, **options: Any) -> None:
    """改编号为 SESSION 的一场（编号见 list）；没有写的选项保持不变。--college、--major 以这次写的为准。"""
    campaign = campaign_of(class_year)
    found = session_edits.find_session(campaign, number)
    values = _changed(session_edits.values_of(found), options)
    click.echo(f"已修改：{title(session_edits.save_session(None, campaign, found, values))}")


@group.command("remove")
@session_argument
@year_option
def remove(number: int, class_year: int | None) -> None:
    """删除编号为 SESSION 的一场；点过名的不能删除。"""
    session_edits.remove_session(None, _find(number, class_year))
    click.echo("已删除。")


@group.command("counts")
@year_option
def counts(class_year: int | None) -> None:
    """各场的计划、名单、到场、没到人数，谁在什么时候结束的点名，哪些专业对不上名册。"""
    found = roll_plan.overview(campaign_of(class_year))
    rows = [["编号", "场次", "计划", "名单", "到场", "没到", "点名"]]
    rows += [_counted(line) for line in found.lines]
    echo_table(rows)
    for line in found.lines:
        if line.unmatched:
            click.echo(f"名册里没有同学对上（编号 {line.session.id}）：{'、'.join(line.unmatched)}")
    for block in found.homeless:
        group_ = block.group
        click.echo(f"不属于任何一场：{group_.college} {group_.major}（{group_.level}）{block.listed} 人")


@group.command("roll")
@session_argument
@click.option(
    "--present",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="到场名单（.xlsx 或 .csv，有“学号”一列，可以有“姓名”）：给里面的同学都勾上到场。",
)
@click.option("--dry-run", is_flag=True, help="只看会勾上多少人，不写入。")
@year_option
def roll(number: int, present: Path | None, dry_run: bool, class_year: int | None) -> None:
    """列出编号为 SESSION 的一场的名单和谁到了；加 --present 就导入到场名单，有一处错误就一个勾也不加。"""
    session = _find(number, class_year)
    if present is None:
        rows = [("学号", "姓名", "专业", "班级", "到场")]
        for row in roll_call.roll_of(session, most=None).rows:
            rows.append((row.student_no, row.name, row.major, row.class_name, "到" if row.is_present else ""))
        echo_table(rows)
        return
    found = attendance_import.preview(None, session, present.read_bytes())
    for remark in found.remarks:
        click.echo(f"提示：{remark}")
    for problem in found.problems:
        click.echo(str(problem), err=True)
    if found.problems:
        raise click.ClickException(f"共 {len(found.problems)} 处错误，一个勾也没有加。改正后请再导入一次。")
    if found.token and not dry_run:
        attendance_import.confirm(None, session, found.token)
    click.echo(f"新勾 {found.new} 人，早已勾过 {found.known} 人，还没到 {found.missing} 人。")
    if dry_run:
        click.echo("这是试运行，什么都没有写入。")


@group.command("close")
@session_argument
@click.option("--yes", is_flag=True, help="不再询问。")
@year_option
def close(number: int, yes: bool, class_year: int | None) -> None:
    """结束编号为 SESSION 的一场的点名：没勾的同学要自己补拍。会先说没到几人，再问一次。"""
    session = _find(number, class_year)
    missing = roll_plan.line_of(session).missing
    if not yes:
        click.confirm(f"{title(session)}：{missing} 人没到，结束后要自己补拍。确认结束吗？", abort=True)
    done = closing.close(None, session, missing)
    click.echo(f"已结束：名单 {done.listed} 人，到 {done.present} 人，没到 {missing} 人。")


@group.command("reopen")
@session_argument
@click.option("--reason", required=True, help="为什么重新打开，会留在记录里。")
@year_option
def reopen(number: int, reason: str, class_year: int | None) -> None:
    """重新打开编号为 SESSION 的一场的点名。改好以后要再结束一次。"""
    session = _find(number, class_year)
    closing.reopen(None, session, reason)
    click.echo(f"已重新打开：{title(session)}")


def _find(number: int, class_year: int | None) -> CampusSession:
    return session_edits.find_session(campaign_of(class_year), number)


def _changed(values: SessionValues, options: dict[str, Any]) -> SessionValues:
    """The values with what was written over them."""
    for name, none in (("colleges", "no_college"), ("majors", "no_major")):
        if options[none] and options[name]:
            raise InvalidError(f"--{none.replace('_', '-')} 不能和 --{none.removeprefix('no_')} 一起用。")
    written: dict[str, Any] = {
        name: options[name] for name in ("batch", "place", "words") if options[name] is not None
    }
    if options["day"] is not None:
        written["day"] = None if options["day"] == NOTHING else options["day"]
    if options["hours"] is not None:
        written["starts"], written["ends"] = options["hours"]
    for name, none in (("colleges", "no_college"), ("majors", "no_major")):
        if options[name] or options[none]:
            written[name] = tuple(options[name])
    return replace(values, **written)


def _counted(line: SessionLine) -> list[str]:
    if line.closing is None:
        state = "没结束"
    else:
        who = line.closing.closed_by.name if line.closing.closed_by else "命令行"
        state = f"{who} {clock.local(line.closing.closed_at):%m-%d %H:%M} 结束"
    planned = "—" if line.planned is None else str(line.planned)
    figures = (planned, str(line.listed), str(line.present), str(line.missing))
    return [str(line.session.id), title(line.session), *figures, state]
