"""Recovery codes: ten log-ins without the phone, on paper or in a password manager."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import CursorResult, delete, func, select, update

from webapp import clock, current
from webapp.domain import typed
from webapp.extensions import db
from webapp.models import RecoveryCode, Staff

COUNT = 10
LENGTH = 10  # characters; with 31 to choose from, about 50 bits of chance
# Letters and digits that are not mistaken for each other when read off paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def renew(staff: Staff) -> list[str]:
    """Make ten new codes and forget the older ones; joins the caller's transaction.

    They are shown once: what is kept is a digest keyed with Settings.secret_key.
    """
    forget(staff)
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(COUNT)]
    db.session.add_all(RecoveryCode(staff_id=staff.id, digest=_digest(staff, code)) for code in codes)
    return [f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}" for code in codes]


def use(staff: Staff, code: str) -> bool:
    """Use a code up, and say whether there was one; joins the caller's transaction."""
    statement = (
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff.id,
            RecoveryCode.digest == _digest(staff, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    result: CursorResult[tuple[()]] = db.session.execute(statement)  # type: ignore[assignment] # an UPDATE's
    return result.rowcount == 1


def left(staff: Staff) -> int:
    """How many codes are still good."""
    unused = select(func.count()).where(RecoveryCode.staff_id == staff.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused) or 0


def forget(staff: Staff) -> None:
    """Delete every code; joins the caller's transaction."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))


def _digest(staff: Staff, code: str) -> str:
    """As it was typed, with or without the dash, in either case."""
    plain = "".join(char for char in typed.account(code).lower() if char in ALPHABET)
    key = current.settings().secret_key.encode()
    return hmac.digest(key, f"recovery\n{staff.id}\n{plain}".encode(), hashlib.sha256).hex()
