"""`flask submissions`: what was handed in, and the hand-over of the photos and the list."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy import select

from webapp import clock, current
from webapp.cli.group import Group, echo_table
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.exports import history, preview, record
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.folder import replacing
from webapp.domain.exports.preview import Waiting
from webapp.domain.exports.selection import Selection, rows_of
from webapp.domain.exports.spreadsheet import STATES
from webapp.domain.notice.loading import campaign_of
from webapp.extensions import db
from webapp.models import College, State

Command = TypeVar("Command", bound=Callable[..., Any])
NO_COLLEGE = "没有叫“{name}”的学院。"
NOTHING_ASKED = "请至少写 --photos、--folder、--list 或 --preview 中的一个。"
FOLDER_REFUSES = "文件夹 {path} 写不进去：{reason}。处理好后原样再运行一次，会接着写。"
WRITTEN = "照片：{count} 张在 {path}，这次新写 {new} 张，原有 {present} 张核对无误"
EPILOG = """续传：--folder 被打断后原样再运行一次，已经写好的照片核对无误就不再重写，只补缺的；
--photos 和 --list 写到一半被打断，原来的文件不动，再运行一次就是完整的新文件，
同样的照片得到一个字节都不差的压缩包。

退出码：0 全部完整；1 有照片没有导出（缺失或损坏），其余的已经导出。"""

group = Group("submissions", help="补拍材料：查看，导出照片和名单，查看以前的导出。")
year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届，往届也可以。")
college_option = click.option("--college", help="只要这个学院；不写就是全部。")


def state_option(default: State | None) -> Callable[[Command], Command]:
    """`--state`, which may be given several times."""
    return click.option(
        "--state",
        "states",
        multiple=True,
        type=click.Choice([str(state) for state in State]),
        default=[default.value] if default else [str(state) for state in State],
        help="状态，可以写几次：draft 填写中，submitted 待审核，returned 已退回，approved 已通过。",
    )


def file_option(*names: str, help_: str) -> Callable[[Command], Command]:
    """The path of a file to write."""
    return click.option(*names, type=click.Path(dir_okay=False, path_type=Path), help=help_)


@group.command("list")
@year_option
@college_option
@state_option(None)
def list_(class_year: int | None, college: str | None, states: tuple[str, ...]) -> None:
    """列出材料：学号、姓名、学院、状态、审核时间。"""
    rows = [
        (
            row.student_no,
            row.name,
            row.college,
            STATES[row.state],
            f"{clock.local(row.decided_at):%Y-%m-%d %H:%M}" if row.decided_at else "",
        )
        for row in rows_of(_selection(class_year, college, states))
    ]
    echo_table(rows)
    click.echo(f"共 {len(rows)} 份")


@group.command("export", epilog=EPILOG)
@file_option("--photos", help_="照片压缩包写到这个文件（.zip）。")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="照片一张一个文件写到这个文件夹，可以续传。",
)
@file_option("--list", "table", help_="名单写到这个文件（.xlsx）。")
@click.option("--preview", "only_look", is_flag=True, help="只看会有多少人、文件名什么样，不导出。")
@click.option("--pattern", help="照片命名规则，例如 {college}/{student_no}_{name}.jpg；不写就用系统设置的。")
@year_option
@college_option
@state_option(State.APPROVED)
@click.option("--only-new", is_flag=True, help="只要上次导出以后新的和有变化的（照片、名单分别算）。")
@click.option("--proof", is_flag=True, help="压缩包里除了照片，再放 SHA256SUMS 和 manifest.csv。")
def export(  # noqa: PLR0913, PLR0917 - one parameter for each option
    photos: Path | None,
    folder: Path | None,
    table: Path | None,
    only_look: bool,
    pattern: str | None,
    class_year: int | None,
    college: str | None,
    states: tuple[str, ...],
    only_new: bool,
    proof: bool,
) -> None:
    """导出照片和名单，默认只要已通过的。每张照片都和上传时的 SHA-256 核对；有坏的不影响其他照片。"""
    if not (photos or folder or table or only_look):
        raise click.UsageError(NOTHING_ASKED)
    selection = _selection(class_year, college, states, only_new)
    pattern = pattern or current.settings().export_pattern
    if only_look:
        _echo_preview(selection, pattern)
        return
    outcomes: list[Outcome] = []
    if photos:
        outcomes.append(_write_photos(photos, selection, pattern, with_proof=proof))
    if folder:
        outcomes.append(_write_folder(folder, selection, pattern))
    if table:
        _write_list(table, selection, pattern)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        click.echo(f"有 {len(problems)} 张照片没有导出。", err=True)
        sys.exit(1)


@group.command("exports")
def exports() -> None:
    """列出最近 20 次导出：编号、时间、谁、内容、数量、结果、SHA-256。"""
    echo_table(
        [
            (
                str(past.export.id),
                f"{clock.local(past.export.started_at):%Y-%m-%d %H:%M}",
                past.who,
                past.about,
                f"{past.export.count}",
                history.result_words(past.export),
                past.export.sha256,
            )
            for past in history.latest()
        ]
    )


@group.command("manifest")
@click.argument("number", type=int)
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def manifest(number: int, target: Path) -> None:
    """把第 NUMBER 次导出的清单（学号、文件名、SHA-256）写到 TARGET（.csv）。编号见 exports。"""
    body = history.manifest_of(history.find(number))
    with replacing(target) as file:
        file.write(body)
    click.echo(f"清单已写入 {target}")


@group.command("discard")
@click.argument("number", type=int)
def discard(number: int) -> None:
    """把第 NUMBER 次导出作废（文件没有收到）：里面的同学重新算作“新的”。"""
    record.discard(None, history.find(number))
    click.echo("已作废。")


def _echo_preview(selection: Selection, pattern: str) -> None:
    seen = preview.preview_of(selection, pattern)
    for name, waiting in (("照片", seen.photos), ("名单", seen.lists)):
        click.echo(f"{name}：{waiting.count} 人。{_last_words(waiting)}")
    for example in seen.examples:
        click.echo(f"  {example}")


def _last_words(waiting: Waiting) -> str:
    at = waiting.before.last_at
    if at is None:
        return "还没有导出过。"
    return f"上次导出 {clock.local(at):%Y-%m-%d %H:%M}，此后新的或有变化的 {waiting.new} 人。"


def _write_photos(path: Path, selection: Selection, pattern: str, *, with_proof: bool) -> Outcome:
    outcome = Outcome()
    chunks = record.photo_stream(None, selection, pattern, outcome, with_proof=with_proof)
    with replacing(path) as target:
        for chunk in chunks:
            target.write(chunk)
    click.echo(f"照片：{outcome.count} 张，已写入 {path}，SHA-256 {outcome.sha256}")
    return outcome


def _write_folder(path: Path, selection: Selection, pattern: str) -> Outcome:
    outcome = Outcome()
    try:
        written = record.write_folder(None, selection, pattern, path, outcome)
    except OSError as error:
        raise InvalidError(FOLDER_REFUSES, path=path, reason=error.strerror) from error
    click.echo(WRITTEN.format(count=outcome.count, path=path, new=written.new, present=written.present))
    return outcome


def _write_list(path: Path, selection: Selection, pattern: str) -> None:
    with replacing(path) as target:
        count = record.write_list(None, selection, pattern, target)
    click.echo(f"名单：{count} 人，已写入 {path}")


def _selection(
    class_year: int | None, college: str | None, states: tuple[str, ...], only_new: bool = False
) -> Selection:
    campaign = campaign_of(class_year)
    college_id = None
    if college is not None:
        college_id = db.session.scalar(select(College.id).where(College.name == college))
        if college_id is None:
            raise NotFoundError(NO_COLLEGE.format(name=college))
    return Selection(campaign.id, tuple(State(state) for state in states), college_id, only_new)
