"""`flask submissions`: what was handed in, and the hand-over of the photos and the list."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click
from sqlalchemy import select

from webapp import clock, current
from webapp.cli.group import Group, echo_table
from webapp.domain.errors import NotFoundError
from webapp.domain.exports import record
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.selection import Selection, rows_of
from webapp.domain.exports.spreadsheet import STATES
from webapp.domain.notice import loading as notice
from webapp.extensions import db
from webapp.models import College, State

Command = TypeVar("Command", bound=Callable[..., Any])
NO_COLLEGE = "没有叫“{name}”的学院。"
NOTHING_ASKED = "请至少写 --photos 或 --list 中的一个。"

group = Group("submissions", help="补拍材料：查看，导出照片和名单。")
year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")
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


@group.command("list")
@year_option
@college_option
@state_option(None)
def list_(class_year: int | None, college: str | None, states: tuple[str, ...]) -> None:
    """列出材料：学号、姓名、学院、状态、审核时间。"""
    rows = rows_of(_selection(class_year, college, states))
    echo_table(
        [
            (
                row.student_no,
                row.name,
                row.college,
                STATES[row.state],
                f"{clock.local(row.decided_at):%Y-%m-%d %H:%M}" if row.decided_at else "",
            )
            for row in rows
        ]
    )
    click.echo(f"共 {len(rows)} 份")


@group.command("export")
@click.option(
    "--photos", type=click.Path(dir_okay=False, path_type=Path), help="照片压缩包写到这个文件（.zip）。"
)
@click.option(
    "--list", "table", type=click.Path(dir_okay=False, path_type=Path), help="名单写到这个文件（.xlsx）。"
)
@click.option("--pattern", help="照片命名规则，例如 {college}/{student_no}_{name}.jpg；不写就用系统设置的。")
@year_option
@college_option
@state_option(State.APPROVED)
def export(  # noqa: PLR0913, PLR0917 - one parameter for each option
    photos: Path | None,
    table: Path | None,
    pattern: str | None,
    class_year: int | None,
    college: str | None,
    states: tuple[str, ...],
) -> None:
    """导出照片和名单，默认只要已通过的。每张照片都和上传时的 SHA-256 核对；有坏的就退出码 1。"""
    if photos is None and table is None:
        raise click.UsageError(NOTHING_ASKED)
    selection = _selection(class_year, college, states)
    pattern = pattern or current.settings().export_pattern
    outcome = Outcome()
    if photos:
        _write_photos(photos, selection, pattern, outcome)
    if table:
        with _replacing(table) as target:
            count = record.write_list(None, selection, pattern, target)
        click.echo(f"名单：{count} 人，已写入 {table}")
    for problem in outcome.problems:
        click.echo(problem, err=True)
    if outcome.problems:
        click.echo(f"有 {len(outcome.problems)} 张照片没有导出。", err=True)
        sys.exit(1)


def _write_photos(path: Path, selection: Selection, pattern: str, outcome: Outcome) -> None:
    chunks = record.photo_stream(None, selection, pattern, outcome)
    with _replacing(path) as target:
        for chunk in chunks:
            target.write(chunk)
    click.echo(f"照片：{outcome.count} 张，已写入 {path}")


def _selection(class_year: int | None, college: str | None, states: tuple[str, ...]) -> Selection:
    campaign = notice.campaign_of(class_year)
    college_id = None
    if college is not None:
        college_id = db.session.scalar(select(College.id).where(College.name == college))
        if college_id is None:
            raise NotFoundError(NO_COLLEGE.format(name=college))
    return Selection(campaign.id, tuple(State(state) for state in states), college_id)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes `path`'s place when all is written; what was there stays when anything fails."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as target:
        try:
            yield target  # type: ignore[misc] # a wrapper around a binary file
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            Path(target.name).unlink()
            raise
    Path(target.name).replace(path)
