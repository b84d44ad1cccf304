"""The second factor: a code that an app on the phone shows for half a minute (TOTP, RFC 6238).

Nothing that makes codes is in the database: the app's secret is computed from `Staff.totp_seed` and
Settings.secret_key. Why so, and why wrong codes pause the account: docs/decisions/0008-second-factor.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import NoReturn

import pyotp
import segno
from markupsafe import Markup
from sqlalchemy import CursorResult, update

from webapp import clock, current
from webapp.domain import audit, login_pause, passwords, recovery_codes, typed
from webapp.domain.errors import InvalidError, StaleError
from webapp.extensions import db
from webapp.models import Role, Staff

STEP_SECONDS = 30
DRIFT = 1  # steps that a phone's clock may be off
SECRET_BYTES = 20  # what RFC 4226 recommends, and every app takes
GROUP = 4  # characters of the secret, for typing it off the screen
ISSUER = "毕业照补拍"

WRONG_CODE = "验证码不对，或者已经用过。请等手机上换成下一个，再输一次；手机时间要设成自动。"
WRONG_RECOVERY = "恢复码不对，或者已经用过。每个恢复码只能用一次。"
ALREADY_ON = "这个账号已经开启了两步验证。"
NOT_ON = "这个账号还没有开启两步验证。"
NEEDED = "管理员账号必须用两步验证，不能关闭。换手机请点“换一部手机”。"


def is_required(staff: Staff) -> bool:
    """Whether an account must have a second factor: an admin's, where Settings.require_totp is on."""
    return staff.role is Role.ADMIN and current.settings().require_totp


def is_missing(staff: Staff) -> bool:
    """Whether an account must have a second factor and has none: nobody is logged in with it."""
    return is_required(staff) and not staff.has_second_factor


def new_seed() -> str:
    """A random seed for a second factor that is not yet on."""
    return secrets.token_hex(SECRET_BYTES)


def secret_text(staff: Staff, seed: str) -> str:
    """The secret for typing it into the app: capitals and digits in groups of four."""
    secret = _secret(staff, seed)
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def qr_svg(staff: Staff, seed: str) -> Markup:
    """The secret as a QR that authenticator apps scan, in SVG; drawn here, so that nobody else sees it."""
    uri = pyotp.TOTP(_secret(staff, seed)).provisioning_uri(name=staff.username, issuer_name=ISSUER)
    code = segno.make_qr(uri, error="m")
    return Markup(code.svg_inline(omitsize=True, border=4, light="#fff", title="两步验证的二维码"))  # noqa: S704 - made here


def turn_on(staff: Staff, seed: str, code: str) -> list[str]:
    """Keep a seed after the phone has shown its first right code; the recovery codes, to be shown once.

    A seed takes the place of an older one (another phone). Every session ends; the caller begins a new one.
    Raises InvalidError for a wrong code, PausedError after too many, StaleError when it was just turned on.
    """
    pause_key = _admit(staff)
    step = _step_of(_secret(staff, seed), code, after=0)
    if step is None:
        raise InvalidError(WRONG_CODE)
    changed = _change(staff, totp_seed=seed, totp_step=step, session_epoch=staff.session_epoch + 1)
    if not changed:
        raise StaleError(ALREADY_ON)
    login_pause.clear(pause_key)
    codes = recovery_codes.renew(staff)
    audit.record(audit.actor_name(staff), "second_factor.on", audit.actor_name(staff))
    db.session.commit()
    return codes


def replace(staff: Staff, seed: str, code: str, password: str, origin: str) -> list[str]:
    """Turn a second factor on, or move it to another phone, from within a session: `turn_on` after the
    present password. Raises WrongPasswordError besides."""
    passwords.confirm(staff, password, origin)
    return turn_on(staff, seed, code)


def check_code(staff: Staff, code: str) -> None:
    """The second step of a log-in; a code counts once. Raises InvalidError, PausedError."""
    pause_key = _admit(staff)
    step = _step_of(_secret(staff, staff.totp_seed), code, after=staff.totp_step)
    if step is None or not _change(staff, totp_step=step):
        _refused(staff, WRONG_CODE)
    _logged_in(staff, pause_key)


def check_recovery_code(staff: Staff, code: str) -> None:
    """The second step without the phone: a recovery code, which is used up. Raises as `check_code` does."""
    pause_key = _admit(staff)
    if not recovery_codes.use(staff, code):
        _refused(staff, WRONG_RECOVERY)
    audit.record(audit.actor_name(staff), "second_factor.recovery_used", audit.actor_name(staff))
    _logged_in(staff, pause_key)


def new_recovery_codes(staff: Staff, password: str, origin: str) -> list[str]:
    """Other recovery codes, to be shown once; the older ones are worthless.

    Raises WrongPasswordError, PausedError; InvalidError without a second factor.
    """
    passwords.confirm(staff, password, origin)
    if not staff.has_second_factor:
        raise InvalidError(NOT_ON)
    codes = recovery_codes.renew(staff)
    audit.record(audit.actor_name(staff), "second_factor.recovery_renewed", audit.actor_name(staff))
    db.session.commit()
    return codes


def turn_off(staff: Staff, password: str, origin: str) -> None:
    """Log in with the password alone from now on. Raises WrongPasswordError, PausedError; InvalidError when
    the account must have a second factor."""
    passwords.confirm(staff, password, origin)
    if is_required(staff):
        raise InvalidError(NEEDED)
    _forget(staff)
    audit.record(audit.actor_name(staff), "second_factor.off", audit.actor_name(staff))
    db.session.commit()


def reset(staff: Staff, *, actor: str = audit.OPERATOR) -> None:
    """Take away the second factor of somebody who lost it, and end the sessions.

    An admin sets up a new one at the next log-in. Raises InvalidError when there is none.
    """
    if not staff.has_second_factor:
        raise InvalidError(NOT_ON)
    _forget(staff)
    staff.session_epoch += 1
    audit.record(actor, "staff.second_factor_reset", f"staff:{staff.id}")
    db.session.commit()


def _secret(staff: Staff, seed: str) -> str:
    """The secret in base 32, bound to the account and to the app's own key."""
    key = current.settings().secret_key.encode()
    digest = hmac.digest(key, f"totp\n{staff.id}\n{seed}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:SECRET_BYTES]).decode()


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The time step whose code this is, when it is near now and later than `after`; every one is compared."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    now = int(clock.now().timestamp()) // STEP_SECONDS
    plain = typed.account(code)
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        is_right = hmac.compare_digest(totp.generate_otp(step).encode(), plain.encode())
        if is_right and step > after:
            found = step
    return found


def _change(staff: Staff, **values: object) -> bool:
    """Set columns of an account whose second factor is still as it was loaded; says whether it was."""
    statement = (
        update(Staff)
        .where(
            Staff.id == staff.id,
            Staff.is_enabled,
            Staff.session_epoch == staff.session_epoch,
            Staff.totp_seed == staff.totp_seed,
            Staff.totp_step == staff.totp_step,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    result: CursorResult[tuple[()]] = db.session.execute(statement)  # type: ignore[assignment] # an UPDATE's
    db.session.expire(staff)
    return result.rowcount == 1


def _admit(staff: Staff) -> str:
    """Count one attempt. Wherever it comes from: who gets this far knows the password."""
    pause_key = login_pause.key("code", str(staff.id), "")
    login_pause.admit(pause_key)
    return pause_key


def _refused(staff: Staff, words: str) -> NoReturn:
    """A wrong code after a right password is worth a line in the record. Raises InvalidError."""
    audit.record(audit.actor_name(staff), "second_factor.refused", audit.actor_name(staff))
    db.session.commit()
    raise InvalidError(words)


def _logged_in(staff: Staff, pause_key: str) -> None:
    login_pause.clear(pause_key)
    audit.record(audit.actor_name(staff), "account.logged_in", audit.actor_name(staff))
    db.session.commit()


def _forget(staff: Staff) -> None:
    staff.totp_seed = ""
    staff.totp_step = 0
    recovery_codes.forget(staff)
