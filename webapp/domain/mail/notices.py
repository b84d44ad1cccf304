"""Which mails are written, and their words (templates/mail/<kind>.txt: the subject, a blank line, the text).

Each says everything twice, Chinese first: a language belongs to a browser, not to an address.

Each function joins the caller's transaction: the mail exists exactly when the act it tells of was committed.
Without a mail server, or without an address of the student, none is written.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date
from flask import current_app

from webapp import clock, current
from webapp.domain import deadlines, one_row, seen
from webapp.domain.deadlines import Window
from webapp.extensions import db
from webapp.models import MailKind, NoticeAddress, OutboxMail, State, Student, Submission

STUDENT_HOME = "/me"  # below Settings.public_url
WELCOME_GOOD_FOR = timedelta(days=1)


def notify_decision(submission: Submission) -> None:
    """Tell that a submission was approved or returned; called between the decision and its commit.

    It is due when the student sees the decision: until then `undo` deletes it again.
    """
    due_at = clock.now() + seen.held_for()
    once_key = decision_key(submission, submission.version)
    if submission.state is State.APPROVED:
        _queue(submission.student, MailKind.APPROVED, due_at=due_at, once_key=once_key)
    elif submission.state is State.RETURNED:
        until = deadlines.window(submission.student, submission, due_at).until
        _queue(submission.student, MailKind.RETURNED, until=until, due_at=due_at, once_key=once_key)


def decision_key(submission: Submission, version: int) -> str:
    """OutboxMail.once_key of the mail about the decision that made `version`."""
    return f"decision:{submission.id}:{version}"


def notify_deadline(student: Student, window: Window) -> None:
    """Remind of the end of `window`. A second one on the same day in China fails with IntegrityError."""
    once_key = f"{MailKind.DEADLINE}:{student.id}:{clock.today()}"
    _queue(student, MailKind.DEADLINE, until=window.until, once_key=once_key)


def notify_reminder(address: NoticeAddress, stage: str, until: datetime) -> None:
    """Remind of what is missing at `stage` (domain/chasing/stages.py), as staff asked for.

    until: when it is too late, or would only confuse. A second one on the same day in China fails with
    IntegrityError.
    """
    once_key = f"{MailKind.REMINDER}:{address.student_id}:{clock.today()}"
    _write(address, MailKind.REMINDER, expires_at=until, once_key=once_key, stage=stage)


def notify_welcome(address: NoticeAddress) -> None:
    """Say to a new address what it will be used for."""
    _write(address, MailKind.WELCOME, expires_at=clock.now() + WELCOME_GOOD_FOR)


def in_time(until: datetime) -> str:
    """The end of a window in words: '2月28日（周日）结束前' for a midnight, else '3月4日（周四）14:05 前'."""
    last_day = clock.local(until - timedelta(microseconds=1))
    weekday = "一二三四五六日"[last_day.weekday()]
    shown = f"{last_day.month}月{last_day.day}日（周{weekday}）"
    at_midnight = clock.local(until).date() != last_day.date()
    return f"{shown}结束前" if at_midnight else f"{shown}{clock.local(until):%H:%M} 前"


def in_time_english(until: datetime) -> str:
    """The same in English: 'by the end of Sunday, 28 February', else 'before 14:05 on Thursday, 4 March'."""
    last_day = clock.local(until - timedelta(microseconds=1))
    shown = format_date(last_day.date(), "EEEE, d MMMM", locale="en")
    at_midnight = clock.local(until).date() != last_day.date()
    return (
        f"by the end of {shown}"
        if at_midnight
        else f"before {clock.local(until):%H:%M} on {shown} (China time)"
    )


def _queue(student: Student, kind: MailKind, until: datetime | None = None, **columns: Any) -> None:
    if address := one_row.find(NoticeAddress, student):
        _write(address, kind, expires_at=until, **columns)


def _write(
    address: NoticeAddress, kind: MailKind, *, expires_at: datetime | None, stage: str = "", **columns: Any
) -> None:
    """columns: further ones of the mail, as `once_key` and `due_at` (now by default)."""
    if not current.settings().sends_mail:
        return
    now = clock.now()
    mail = OutboxMail(**{"due_at": now, **columns}, created_at=now, expires_at=expires_at)
    mail.student_id, mail.kind, mail.recipient = address.student_id, kind, address.email
    mail.subject, mail.body = _words(kind, expires_at, stage)
    db.session.add(mail)


def _words(kind: MailKind, until: datetime | None, stage: str) -> tuple[str, str]:
    """Subject (one line, whatever the settings hold) and text. stage: what a reminder is about, else ""."""
    settings = current.settings()
    text = current_app.jinja_env.get_template(f"mail/{kind}.txt").render(
        school_name=settings.school_name,
        link=settings.public_url.rstrip("/") + STUDENT_HOME,
        in_time=in_time(until) if until else "",
        in_time_english=in_time_english(until) if until else "",
        stage=stage,
    )
    subject, _, body = text.partition("\n\n")
    return " ".join(subject.split()), body.strip() + "\n"
