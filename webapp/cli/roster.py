"""`flask roster`: the roster and the admission photos."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.group import Group
from webapp.domain.notice.loading import campaign_of

PROBLEMS_SHOWN = 200
NAMED = 10

group = Group("roster", help="名册：导入毕业生名册和录取照片。")
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
year_option = click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")


@group.command("import")
@file_argument
@click.option("--dry-run", is_flag=True, help="只看会有什么变化，不写入。")
@year_option
def import_(file: Path, dry_run: bool, class_year: int | None) -> None:
    """导入名册 FILE（.xlsx 或 .csv）。

    \b
    必须有的列（顺序不限，列名可用常见的别名）：
      学号、姓名、身份证号、性别、学院、专业、班级、层次、是否参加集中采集
    可以有的列：证件类型、手机号、邮箱

    有一处错误就什么都不写入，并一次列出所有错误。重复导入不会改变任何东西；
    学生的密码、照片和提交的材料不受影响；文件里没有的学生只会列出，不会删除。
    结束了点名的场次，谁到了以点名为准；和文件不一样的会列在提示里。
    """
    from webapp.domain.roster import import_roster

    result = import_roster(file.read_bytes(), campaign_of(class_year), dry_run=dry_run)
    for remark in result.remarks:
        click.echo(f"提示：{remark}")
    if result.problems:
        _fail([str(problem) for problem in result.problems])
    changed = result.changed
    click.echo(f"新增 {result.new} 人，有变化 {len(changed)} 人，没有变化 {result.unchanged} 人。")
    for student_no, columns in list(changed.items())[:NAMED]:
        click.echo(f"  {student_no}：{'、'.join(columns)}")
    if len(changed) > NAMED:
        click.echo(f"  另有 {len(changed) - NAMED} 人")
    if result.new_colleges:
        click.echo(f"新学院：{'、'.join(result.new_colleges)}。名称写错了就改正文件，再导入一次。")
    if result.gone:
        click.echo(f"库里有、文件里没有的 {len(result.gone)} 人（没有删除）：{_some(result.gone)}")
    if dry_run:
        click.echo("这是试运行，什么都没有写入。")


@group.command("photos")
@file_argument
@year_option
def photos(file: Path, class_year: int | None) -> None:
    """导入录取照片 FILE（.zip，里面的 .jpg 或 .png 文件名里有学号或身份证号）。

    系统会用它和学生补拍的照片比对。重复导入同一份不会改变任何东西。
    """
    from webapp.domain.roster.photos import import_photos

    result = import_photos(file, campaign_of(class_year))
    for problem in result.problems:
        click.echo(f"没有导入：{problem}")
    click.echo(f"新增 {result.new} 张，替换 {result.replaced} 张，没有变化 {result.unchanged} 张。")


def _some(values: tuple[str, ...]) -> str:
    shown = "、".join(values[:NAMED])
    return f"{shown} 等" if len(values) > NAMED else shown


def _fail(problems: list[str]) -> None:
    for problem in problems[:PROBLEMS_SHOWN]:
        click.echo(problem, err=True)
    if len(problems) > PROBLEMS_SHOWN:
        click.echo(f"…… 另有 {len(problems) - PROBLEMS_SHOWN} 处", err=True)
    raise click.ClickException(f"共 {len(problems)} 处错误，什么都没有写入。改正后请再导入一次。")
