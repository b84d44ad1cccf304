"""The second step of a log-in: a code, a recovery code, or setting a second factor up for the first time.

Staff pages: Chinese only. Until a step here succeeds, nobody is logged in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import accounts, second_factor
from webapp.domain.errors import DomainError, StaleError
from webapp.models import Staff
from webapp.pages.access import Permission, allow
from webapp.pages.auth import browser_session, device
from webapp.pages.auth.answers import enter, form_page, limited, refused
from webapp.pages.auth.blueprint import blueprint
from webapp.pages.auth.forms import Code, RecoveryCodeForm

OVER = "请先输入用户名和密码。"


@blueprint.route("/staff/login/code", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def code() -> ResponseReturnValue:
    """The code that the phone shows."""
    return _step("auth/code.html", Code(), second_factor.check_code)


@blueprint.route("/staff/login/recovery", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def recovery() -> ResponseReturnValue:
    """A recovery code, when the phone is lost."""
    return _step("auth/recovery.html", RecoveryCodeForm(), second_factor.check_recovery_code)


@blueprint.route("/staff/login/set-up", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def set_up() -> ResponseReturnValue:
    """Whoever must have a second factor and has none sets it up now."""
    staff = browser_session.at_second_step()
    if staff is None or staff.has_second_factor:
        return _start_again()
    form = Code()
    seed = browser_session.seed()
    shown: dict[str, Any] = {
        "staff": staff,
        "secret": second_factor.secret_text(staff, seed),
        "qr": second_factor.qr_svg(staff, seed),
    }
    if not form.validate_on_submit():
        return form_page("auth/set_up.html", form, **shown)
    try:
        codes = second_factor.turn_on(staff, seed, form.code.data)
    except StaleError:
        return _start_again()
    except DomainError as error:
        return refused("auth/set_up.html", form, error, **shown)
    browser_session.begin(staff)
    going_on = browser_session.after_log_in(staff).location
    response = make_response(render_template("auth/recovery_codes.html", codes=codes, going_on=going_on))
    device.remember(response, accounts.STAFF, staff.username)
    response.headers["Cache-Control"] = "no-store"
    return response


def _step(template: str, form: Any, check: Callable[[Staff, str], None]) -> ResponseReturnValue:
    staff = browser_session.at_second_step()
    if staff is None or not staff.has_second_factor:
        return _start_again()
    if not form.validate_on_submit():
        return form_page(template, form)
    try:
        check(staff, form.code.data)
    except DomainError as error:
        return refused(template, form, error)
    return enter(staff, accounts.STAFF, staff.username)


def _start_again() -> ResponseReturnValue:
    flash(OVER, "warning")
    return redirect(url_for("auth.staff_login", next=request.args.get("next")))
