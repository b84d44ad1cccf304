"""Guessing is slow: a few wrong attempts pause one account for one origin.

Why so: docs/decisions/0003-login-pause.md.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from webapp import clock, current
from webapp.domain.errors import DomainError
from webapp.extensions import db
from webapp.language import marked
from webapp.models import LoginPause

PAUSED = marked(
    "试错次数太多，为了账号安全先停一会儿，请 {minutes} 分钟后再试。着急的话，可以换用手机流量再试。"
)


class PausedError(DomainError):
    """Too many wrong attempts from here; nothing that was typed has been looked at. Answered with 429."""


def key(kind: str, account: str, origin: str) -> str:
    """The row of an account and an origin: a keyed digest, so that the table alone tells nothing."""
    secret = current.settings().secret_key.encode()
    return hmac.new(secret, f"{kind}\n{account}\n{origin}".encode(), hashlib.sha256).hexdigest()


def admit(pause_key: str) -> None:
    """Count one attempt before anything typed is compared; commits. Raises PausedError during a pause.

    Counting first means that a hundred attempts at once are no more guesses than a hundred in a row. The
    attempt that reaches Settings.login_failures begins the pause; a right password then clears it. During
    the pause nothing is counted, so attempts do not make it longer.
    """
    now = clock.now()
    failures: int | None = db.session.scalar(_count(pause_key, now))
    db.session.commit()
    if failures is None:
        raise PausedError(PAUSED, minutes=current.settings().login_pause_minutes)
    if failures == 1:
        _forget_old(now)


def clear(pause_key: str) -> None:
    """The password was right: forget the failures. Joins the caller's transaction."""
    db.session.execute(delete(LoginPause).where(LoginPause.origin == pause_key))


def _count(pause_key: str, now: datetime) -> ReturningInsert[int]:
    """One statement, so that no two attempts count as one. It returns no row during a pause."""
    settings = current.settings()
    pause = timedelta(minutes=settings.login_pause_minutes)
    limit = settings.login_failures
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    fresh = or_(LoginPause.paused_until.is_not(None), LoginPause.last_failure_at <= now - pause)
    failures = case((fresh, 1), else_=LoginPause.failures + 1)
    ends = now + pause
    return (
        insert(LoginPause)
        .values(
            origin=pause_key,
            failures=1,
            last_failure_at=now,
            paused_until=ends if limit <= 1 else None,
        )
        .on_conflict_do_update(
            index_elements=[LoginPause.origin],
            set_={
                "failures": failures,
                "last_failure_at": now,
                "paused_until": case((failures >= limit, ends), else_=None),
            },
            where=or_(LoginPause.paused_until.is_(None), LoginPause.paused_until <= now),
        )
        .returning(LoginPause.failures)
    )


def _forget_old(now: datetime) -> None:
    """Remove rows that no longer mean anything; those that somebody else works on are left for later."""
    pause = timedelta(minutes=current.settings().login_pause_minutes)
    old = select(LoginPause.origin).where(
        LoginPause.last_failure_at <= now - pause,
        or_(LoginPause.paused_until.is_(None), LoginPause.paused_until <= now),
    )
    db.session.execute(
        delete(LoginPause)
        .where(LoginPause.origin.in_(old.with_for_update(skip_locked=True)))
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
