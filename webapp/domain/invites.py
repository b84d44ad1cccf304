"""Invitations: a link with which one member of staff sets a password, once, within a few days.

The link is signed and carries the account's session epoch. Setting the password raises the epoch, as do a
newer invitation, disabling and logging out everywhere: each makes every link of before worthless.
"""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import update

from webapp import current
from webapp.domain import audit, passwords
from webapp.domain.errors import InvalidError, StaleError
from webapp.extensions import db
from webapp.models import Staff

LIFETIME = timedelta(days=3)
PATH = "/admin/join/"  # of the page that takes the token
OVER = "这个邀请链接已经用过或过期了。请向管理员要一个新的。"
DISABLED = "这个账号停用了，请先恢复再邀请。"


def invite(staff: Staff, *, actor: str = audit.OPERATOR) -> str:
    """A token for the link; sessions and older links end. Raises InvalidError when disabled."""
    if not staff.is_enabled:
        raise InvalidError(DISABLED)
    staff.session_epoch += 1
    audit.record(actor, "staff.invite", f"staff:{staff.id}")
    db.session.commit()
    return _serializer().dumps([staff.id, staff.session_epoch])


def invited(token: str) -> Staff:
    """Whom a token invites. Raises StaleError when it is used, expired or none of ours."""
    try:
        number, epoch = _serializer().loads(token, max_age=int(LIFETIME.total_seconds()))
    except BadSignature:
        raise StaleError(OVER) from None
    staff = db.session.get(Staff, number)
    if staff is None or staff.session_epoch != epoch or not staff.is_enabled:
        raise StaleError(OVER)
    return staff


def accept(token: str, password: str) -> Staff:
    """Set the password of whom a token invites, and use it up.

    Raises StaleError as `invited` does, also when two come at once; InvalidError for a weak password.
    """
    staff = invited(token)
    passwords.check_new(staff, password)
    epoch = staff.session_epoch
    statement = (
        update(Staff)
        .where(Staff.id == staff.id, Staff.session_epoch == epoch, Staff.is_enabled)
        .values(password_hash=passwords.hashed(password), session_epoch=epoch + 1)
    )
    if db.session.execute(statement).rowcount != 1:  # type: ignore[attr-defined] # an UPDATE's result has it
        db.session.rollback()
        raise StaleError(OVER)
    audit.record(audit.actor_name(staff), "staff.joined", f"staff:{staff.id}")
    db.session.commit()
    return staff


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.settings().secret_key, salt="bupai staff invite")
