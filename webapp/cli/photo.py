"""`flask photo`: the photo check for one file or many, without a database."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import Any

import click

from webapp.cli.group import echo_table
from webapp.photocheck.report import Comparison, Report, Status
from webapp.photocheck_wording import STATUS_LABELS, describe

EXIT_FAIL, EXIT_UNREADABLE = 1, 2

VERDICTS = {"same": "是同一个人", "different": "不是同一个人", "unsure": "拿不准，请人工比对"}
REASONS = {
    "unreadable": "打不开，或者不是图片",
    "no_face": "没有找到人脸",
    "many_faces": "不止一张脸",
}

group = click.Group("photo", help="照片：检查电子照片，比对两张照片（不需要数据库）。")
json_option = click.option("--json", "as_json", is_flag=True, help="每个文件输出一行 JSON。")


@group.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.option("--annotate", "folder", type=click.Path(path_type=Path), help="把标注好的图片写进这个文件夹。")
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], as_json: bool, folder: Path | None) -> None:
    """检查照片 FILES。

    退出码：0 全部合格或只有提醒，1 有不合格的，2 有读不了或者写不了的文件。
    """
    from webapp.photocheck import check_photo, preload
    from webapp.photocheck.annotate import annotate

    if folder is not None and not _is_made(folder):
        ctx.exit(EXIT_UNREADABLE)
    preload()
    verdicts: set[Status] = set()
    names: set[str] = set()
    unreadable = False
    for file in files:
        data = _read(file)
        if data is None:
            unreadable = True
            continue
        begin = time.perf_counter()
        report = check_photo(data)
        elapsed = (time.perf_counter() - begin) * 1000
        verdicts.add(report.verdict)
        if as_json:
            click.echo(json.dumps(_as_dict(file, report, elapsed), ensure_ascii=False))
        else:
            _echo_report(file, report, elapsed)
        if folder is not None:
            name = _free_name(file.stem, names)
            names.add(name)
            unreadable |= not _is_written(folder / f"{name}.png", annotate(data, report))
    ctx.exit(EXIT_UNREADABLE if unreadable else EXIT_FAIL if Status.FAIL in verdicts else 0)


@group.command("compare")
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@json_option
@click.option("--other-shot", is_flag=True, help="两张是不同时候拍的；不写就当作同一张照片的两份。")
@click.pass_context
def compare(ctx: click.Context, a: Path, b: Path, as_json: bool, other_shot: bool) -> None:
    """比对照片 A 和 B 是不是同一个人。

    退出码：0 是同一个人或者拿不准，1 不是同一个人，2 有读不了的文件。
    """
    from webapp.photocheck import compare_faces

    pictures = [_read(file) for file in (a, b)]
    if pictures[0] is None or pictures[1] is None:
        ctx.exit(EXIT_UNREADABLE)
    result = compare_faces(pictures[0], pictures[1], same_shot=not other_shot)
    if as_json:
        click.echo(json.dumps({"a": str(a), "b": str(b), **vars(result)}, ensure_ascii=False))
    else:
        click.echo(_comparison_text(result))
    ctx.exit(EXIT_FAIL if result.verdict == "different" else 0)


def _read(file: Path) -> bytes | None:
    """The bytes of a file; None, and a message on stderr, when it cannot be read."""
    try:
        return file.read_bytes()
    except IsADirectoryError:
        click.echo(f"读不了 {file}：这是一个文件夹，请写里面的照片，例如 {file}/*.jpg。", err=True)
    except OSError:
        click.echo(f"读不了 {file}：没有这个文件，或者没有权限。", err=True)
    return None


def _as_dict(file: Path, report: Report, elapsed: float) -> dict[str, Any]:
    raw = report.to_dict()
    return {
        "file": str(file),
        "verdict": raw["verdict"],
        "findings": raw["findings"],
        "elapsed_ms": round(elapsed, 1),
    }


def _echo_report(file: Path, report: Report, elapsed: float) -> None:
    click.echo(f"{file}：{STATUS_LABELS[report.verdict]}（{elapsed:.0f} 毫秒）")
    described = [describe(finding) for finding in report.findings]
    echo_table(
        (
            (
                item.status_label,
                item.title,
                item.measured_text,
                item.allowed_text,
                item.fixer_label if item.mend else "",
            )
            for item in described
        ),
        indent="  ",
    )
    for item in described:
        if item.mend:
            click.echo(f"  {item.title}：{item.text}{item.mend}")


def _is_made(folder: Path) -> bool:
    """Whether the folder is there to write into; False, and a message on stderr, when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        click.echo(f"建不了文件夹 {folder}：请换一个可以写的位置。", err=True)
        return False
    return True


def _is_written(file: Path, data: bytes) -> bool:
    """Whether an annotated picture could be written; False, and a message on stderr, when not."""
    try:
        file.write_bytes(data)
    except OSError:
        click.echo(f"写不了 {file}：没有权限，或者磁盘满了。", err=True)
        return False
    return True


def _free_name(stem: str, taken: set[str]) -> str:
    """The file's own name, or with a number when another file of this run has the same one."""
    names = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    return next(name for name in names if name not in taken)


def _comparison_text(result: Comparison) -> str:
    if result.reason:
        which, _, reason = result.reason.partition("_")
        return f"{VERDICTS[result.verdict]}：照片 {which.upper()} {REASONS.get(reason, reason)}。"
    return f"{VERDICTS[result.verdict]}（距离 {result.distance:.3f}）。"
