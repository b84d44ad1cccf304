"""Sending what waits: each mail by one sender at a time, again after a while, and not for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from webapp import clock, current
from webapp.domain.errors import InvalidError
from webapp.domain.mail.message import Letter, compose
from webapp.domain.mail.postman import Failure, Postman, UndeliveredError
from webapp.extensions import db
from webapp.models import OutboxMail

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=2)
WAIT_GROWS = 3  # 2, 6, 18, 54 minutes, 3, 8, 24 hours: a server may be away for a weekend day
LEASE = timedelta(minutes=15)  # longer than the slowest delivery: nobody else takes a mail meanwhile
KEPT = timedelta(days=30)  # then what was sent or given up is deleted

NO_SERVER = "没有设置邮件服务器（BUPAI_SMTP_HOST），不会发邮件。"


@dataclass(frozen=True)
class Round:
    """What became of the mails that were due. `trouble`: why the mail server took none, when it did not."""

    sent: int
    put_off: int
    given_up: int
    trouble: Failure | None


@dataclass(frozen=True)
class OutboxStatus:
    """How the queue stands. sent: in the last day; given_up: reason -> how many, in the last 30 days."""

    waiting: int
    oldest_waiting: datetime | None
    sent: int
    given_up: dict[str, int]


def send_due() -> Round:
    """Send every mail that is due, each at most once. Safe beside other senders.

    A mail is claimed by a conditional UPDATE before it is sent: a sender that dies in between has it tried
    again after LEASE. Trouble with the server itself ends the round, since it would meet every mail.
    Raises InvalidError without a mail server.
    """
    require_server()
    _forget_old()
    given_up = _expire()
    sent = put_off = 0
    trouble = None
    with Postman(current.settings()) as postman:
        while trouble is None and (letter := _claim_next()):
            try:
                postman.deliver(compose(letter, current.settings()))
            except UndeliveredError as error:
                trouble = error.failure if error.is_ours else None
                over = _put_off(letter, error)
                given_up += over
                put_off += not over
            else:
                _finish(letter, sent_at=clock.now(), last_error="")
                sent += 1
    return Round(sent, put_off, given_up, trouble)


def require_server() -> None:
    """Raises InvalidError when the settings name no mail server."""
    if not current.settings().sends_mail:
        raise InvalidError(NO_SERVER)


def status() -> OutboxStatus:
    """How many wait, since when, and what went wrong."""
    waiting, oldest = db.session.execute(
        select(func.count(), func.min(OutboxMail.created_at)).where(_waiting())
    ).one()
    a_day_ago = clock.now() - timedelta(days=1)
    sent = db.session.scalar(select(func.count()).where(OutboxMail.sent_at > a_day_ago)) or 0
    failed = db.session.execute(
        select(OutboxMail.last_error, func.count().label("number"))
        .where(OutboxMail.failed_at.is_not(None))
        .group_by(OutboxMail.last_error)
        .order_by(OutboxMail.last_error)
    ).all()
    return OutboxStatus(waiting, oldest, sent, {row.last_error: row.number for row in failed})


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts (1 or more)."""
    return FIRST_WAIT * float(WAIT_GROWS ** (attempts - 1))


def _waiting() -> ColumnElement[bool]:
    return and_(OutboxMail.sent_at.is_(None), OutboxMail.failed_at.is_(None))


def _claim_next() -> Letter | None:
    """Take the mail that is due for longest; None when none is left. Commits: no lock while sending."""
    while True:
        now = clock.now()
        found = db.session.execute(
            select(
                OutboxMail.id,
                OutboxMail.student_id,
                OutboxMail.attempts,
                OutboxMail.recipient,
                OutboxMail.subject,
                OutboxMail.body,
            )
            .where(_waiting(), OutboxMail.due_at <= now)
            .order_by(OutboxMail.due_at, OutboxMail.id)
            .limit(1)
        ).one_or_none()
        db.session.commit()
        if found is None:
            return None
        letter = Letter(
            found.id, found.student_id, found.attempts + 1, found.recipient, found.subject, found.body
        )
        claimed = _update(
            letter.id,
            OutboxMail.attempts == found.attempts,
            OutboxMail.due_at <= now,
            attempts=letter.attempts,
            due_at=now + LEASE,
        )
        if claimed:
            return letter


def _put_off(letter: Letter, error: UndeliveredError) -> bool:
    """Note why, and when to try again; returns whether it is given up instead."""
    now = clock.now()
    over = error.is_final or letter.attempts >= MOST_ATTEMPTS
    when: dict[str, Any] = {"failed_at": now} if over else {"due_at": now + wait_after(letter.attempts)}
    _finish(letter, last_error=error.failure, **when)
    return over


def _finish(letter: Letter, **values: Any) -> None:
    """Write the outcome, unless another sender has taken the mail since because we were too slow."""
    _update(letter.id, OutboxMail.attempts == letter.attempts, **values)


def _update(mail_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
    statement = (
        update(OutboxMail)
        .where(OutboxMail.id == mail_id, _waiting(), *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    changed: int = db.session.execute(statement).rowcount  # type: ignore[attr-defined] # an UPDATE's result has it
    db.session.commit()
    return changed == 1


def _expire() -> int:
    """Give up what would only confuse by now, and what no sender survives; returns how many.

    A mail that is just being sent is left alone.
    """
    now = clock.now()
    hopeless = or_(OutboxMail.expires_at <= now, OutboxMail.attempts >= MOST_ATTEMPTS)
    statement = (
        update(OutboxMail)
        .where(_waiting(), OutboxMail.due_at <= now, hopeless)
        .values(failed_at=now, last_error=Failure.EXPIRED)
        .execution_options(synchronize_session=False)
    )
    expired: int = db.session.execute(statement).rowcount  # type: ignore[attr-defined] # an UPDATE's result has it
    db.session.commit()
    return expired


def _forget_old() -> None:
    """Delete what is done with: addresses are personal data."""
    before = clock.now() - KEPT
    done = or_(OutboxMail.sent_at < before, OutboxMail.failed_at < before)
    db.session.execute(delete(OutboxMail).where(done).execution_options(synchronize_session=False))
    db.session.commit()
