"""Passwords: how they are hashed, compared and judged. None is ever written anywhere else."""

from __future__ import annotations

import secrets
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from webapp.domain import login_pause, typed
from webapp.domain.errors import InvalidError
from webapp.language import marked
from webapp.models import Staff, Student

MIN_LENGTH = 8
MAX_LENGTH = 128
TOO_SHORT = marked("密码至少要 {length} 位。")
TOO_LONG = marked("密码最多 {length} 位。")
IS_ACCOUNT = marked("密码不能和学号或用户名一样，请换一个。")
IN_ID_NUMBER = marked("密码不能是证件号码里的一段，请换一个。")
WRONG_PASSWORD = marked("现在的密码不对，请再输一次。")


class WrongPasswordError(InvalidError):
    """The present password is wrong."""


def hashed(password: str) -> str:
    """A salted scrypt hash."""
    return generate_password_hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether a password is the right one. An empty hash, of an account that is none, takes just as long."""
    dummy = _nobodys_hash()
    right = check_password_hash(password_hash or dummy, password)
    return right and bool(password_hash)


def check_new(user: Student | Staff, password: str) -> None:
    """Refuse what others could guess at once. Raises InvalidError with the words for the field."""
    if len(password) < MIN_LENGTH:
        raise InvalidError(TOO_SHORT, length=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise InvalidError(TOO_LONG, length=MAX_LENGTH)
    plain = typed.account(password).upper()
    name = user.student_no if isinstance(user, Student) else user.username
    if plain == name.upper():
        raise InvalidError(IS_ACCOUNT)
    if isinstance(user, Student) and plain in user.id_number.upper():
        raise InvalidError(IN_ID_NUMBER)


def confirm(user: Student | Staff, password: str, origin: str) -> None:
    """Make sure that whoever sits at an open session knows the present password; joins the caller's
    transaction. `origin`: from where, as pages/auth/device.py says it.

    Raises PausedError, WrongPasswordError.
    """
    pause_key = login_pause.key("password", user.get_id(), origin)
    login_pause.admit(pause_key)
    if not matches(user.password_hash, password):
        raise WrongPasswordError(WRONG_PASSWORD)
    login_pause.clear(pause_key)


@cache
def _nobodys_hash() -> str:
    return hashed(secrets.token_hex(16))
