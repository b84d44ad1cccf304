"""`flask review`: a decision from the command line, in the name of a member of staff."""

from __future__ import annotations

import click

from webapp.cli.group import Group, echo_table
from webapp.domain import drafts, return_reasons, reviews, students
from webapp.domain import staff as accounts
from webapp.domain.errors import NotFoundError
from webapp.models import Staff, Submission

NOTHING = "{student_no} 还没有提交材料。"
group = Group("review", help="审核：以某位老师的名义通过或退回一份材料。平时请在网页上看着照片审核。")
number_argument = click.argument("student_no")
as_option = click.option("--as", "username", required=True, help="以谁的名义：用户名，记在操作记录里。")


@group.command("approve")
@number_argument
@as_option
def approve(student_no: str, username: str) -> None:
    """通过学号 STUDENT_NO 的材料。别人正在审核、或者已经处理过，就不会改动。"""
    staff, submission = _wanted(student_no, username)
    reviews.approve(staff, submission, submission.version)
    click.echo(f"已通过：{student_no} {submission.student.name}")


@group.command("return")
@number_argument
@as_option
@click.option("--reason", "reasons", multiple=True, metavar="CODE", help="退回原因，可以写几次，见 reasons。")
@click.option("--text", default="", help="另外对同学说的话。")
def return_(student_no: str, username: str, reasons: tuple[str, ...], text: str) -> None:
    """退回学号 STUDENT_NO 的材料，至少要有一个原因或一句话。"""
    staff, submission = _wanted(student_no, username)
    reviews.return_(staff, submission, submission.version, reasons, text)
    click.echo(f"已退回：{student_no} {submission.student.name}")


@group.command("reasons")
def reasons() -> None:
    """列出退回原因的代码和意思。"""
    echo_table([(reason.code, reason.label) for reason in return_reasons.REASONS])


def _wanted(student_no: str, username: str) -> tuple[Staff, Submission]:
    """Raises NotFoundError for nobody, for no submission, and for another college's."""
    staff = accounts.find_staff(username)
    student = students.by_number(student_no)
    submission = drafts.submission_of(student)
    if submission is None:
        raise NotFoundError(NOTHING, student_no=student_no)
    return staff, reviews.find(staff, submission.id)
