"""`flask purge`: when the retention period is over."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from webapp import clock
from webapp.domain import purge as purging
from webapp.domain.errors import DomainError
from webapp.domain.notice.loading import campaign_of
from webapp.storage import StorageError


@click.command("purge")
@click.option("--class-year", type=int, required=True, help="哪一届。")
@click.option("--dry-run", is_flag=True, help="只看会清除什么，不动任何东西。")
@click.option("--yes", is_flag=True, help="不再询问，用于脚本。")
@with_appcontext
def command(class_year: int, dry_run: bool, yes: bool) -> None:
    """保留期过后，永久清除一届的个人信息，只留统计。

    \b
    清除：照片、录取照片、采集码、人脸比对、姓名、学号、证件号码、性别、班级、电话、邮箱、密码、
          邮件、学信网确认、延期、学生的说明和退回的留言。
    保留：各学院、各专业的人数，每份材料的状态和时间，操作记录（里面没有个人信息）。

    保留期从截止（或最后一个延期）算起，天数由 BUPAI_RETENTION_DAYS 设定。中断了就再运行一次。
    最后会重写数据库的表，让删掉的内容从磁盘上消失；那几秒钟里网页会慢一些，请选人少的时候运行。
    """
    try:
        campaign = campaign_of(class_year)
        _show(purging.plan_of(campaign))
        if dry_run:
            click.echo("这是试运行，什么都没有动。")
            return
        if not yes:
            click.confirm(f"永久清除 {class_year} 届的这些内容，不能恢复。确定吗？", abort=True)
        purging.purge(campaign)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    except StorageError as error:
        raise click.ClickException(f"存储出错，没有清除完，请再运行一次：{error}") from error
    click.echo("已清除。备份里的旧数据也请一并删除。")


def _show(plan: purging.Plan) -> None:
    click.echo(
        f"学生 {plan.students} 人，材料 {plan.submissions} 份，文件 {plan.files} 个，其他 {plan.rows} 条。"
    )
    click.echo(f"保留到 {clock.local(plan.due_at):%Y-%m-%d %H:%M}。")
