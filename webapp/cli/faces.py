"""`flask submissions faces`: one person under two names, looked for among what was handed in already."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from webapp.domain import face_catch_up
from webapp.domain.notice.loading import campaign_of

EPILOG = """提交时会自动查找，平时不用运行。换了算法、升级之后，或者提交时机器出过问题，再运行一次。
只看同意人脸比对、已经提交的同学；找到的会在审核页面上提醒老师，由老师来看。
可以中途停下，再运行就接着做。"""


@click.command("faces", epilog=EPILOG)
@click.option("--class-year", type=int, help="哪一届；不写就是启用的一届。")
@with_appcontext
def command(class_year: int | None) -> None:
    """在同意人脸比对的同学里，查找可能是同一个人的照片。"""
    done = face_catch_up.catch_up(campaign_of(class_year))
    click.echo(f"同意比对 {done.agreed} 份，有人脸 {done.faces} 份，需要老师看的 {done.matches} 对。")
    if done.unread:
        click.echo(f"有 {done.unread} 张照片读不出来，请运行 flask storage reconcile 查看。", err=True)
        sys.exit(1)
