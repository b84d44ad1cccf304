"""我的账号: the password, the second factor with its recovery codes, logging out everywhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.domain import accounts, recovery_codes, second_factor
from webapp.domain.errors import DomainError
from webapp.domain.passwords import WrongPasswordError
from webapp.domain.staff import ROLE_NAMES
from webapp.models import Staff
from webapp.pages import staff_frame
from webapp.pages.access import Permission, allow
from webapp.pages.auth import browser_session, device
from webapp.pages.auth.answers import change_password, form_page, limited, refused, wrong_field
from webapp.pages.auth.forms import OtherPhone, PresentPassword

blueprint = Blueprint("account", __name__, url_prefix="/account")
staff_frame.register(blueprint)


@blueprint.get("/")
@allow(Permission.STAFF)
def home() -> ResponseReturnValue:
    """What there is to one's account."""
    staff = _oneself()
    return render_template(
        "account/home.html",
        staff=staff,
        role=ROLE_NAMES[staff.role],
        is_required=second_factor.is_required(staff),
        codes_left=recovery_codes.left(staff),
    )


@blueprint.route("/password", methods=["GET", "POST"])
@limited
@allow(Permission.STAFF)
def password() -> ResponseReturnValue:
    """Change the password."""
    return change_password(_oneself(), "account/password.html", url_for("account.home"))


@blueprint.route("/second-factor", methods=["GET", "POST"])
@limited
@allow(Permission.STAFF)
def set_up() -> ResponseReturnValue:
    """Turn the second factor on, or move it to another phone."""
    staff = _oneself()
    form = OtherPhone()
    seed = browser_session.seed()
    shown: dict[str, Any] = {
        "staff": staff,
        "secret": second_factor.secret_text(staff, seed),
        "qr": second_factor.qr_svg(staff, seed),
    }
    template = "account/set_up.html"
    if not form.validate_on_submit():
        return form_page(template, form, **shown)
    try:
        codes = second_factor.replace(staff, seed, form.code.data, form.present.data, _origin())
    except WrongPasswordError as error:
        return wrong_field(template, form, form.present, error, **shown)
    except DomainError as error:
        return refused(template, form, error, **shown)
    browser_session.begin(staff)
    return _codes_page(codes)


@blueprint.route("/second-factor/off", methods=["GET", "POST"])
@limited
@allow(Permission.STAFF)
def turn_off() -> ResponseReturnValue:
    """Log in with the password alone, where that is allowed."""
    form = PresentPassword()
    template = "account/turn_off.html"
    if not form.validate_on_submit():
        return form_page(template, form)
    try:
        second_factor.turn_off(_oneself(), form.present.data, _origin())
    except WrongPasswordError as error:
        return wrong_field(template, form, form.present, error)
    except DomainError as error:
        return refused(template, form, error)
    return _back("两步验证已关闭，以后登录只要密码。")


@blueprint.route("/recovery-codes", methods=["GET", "POST"])
@limited
@allow(Permission.STAFF)
def new_codes() -> ResponseReturnValue:
    """Ten other recovery codes."""
    form = PresentPassword()
    template = "account/new_codes.html"
    if not form.validate_on_submit():
        return form_page(template, form)
    try:
        codes = second_factor.new_recovery_codes(_oneself(), form.present.data, _origin())
    except WrongPasswordError as error:
        return wrong_field(template, form, form.present, error)
    except DomainError as error:
        return refused(template, form, error)
    return _codes_page(codes)


@blueprint.post("/log-out-everywhere")
@allow(Permission.STAFF)
def log_out_everywhere() -> ResponseReturnValue:
    """End every other session; this browser stays logged in."""
    staff = _oneself()
    accounts.log_out_everywhere(staff)
    browser_session.begin(staff)
    return _back("其他设备上的登录都已退出，这台设备不受影响。")


def _oneself() -> Staff:
    staff: Staff = current_user._get_current_object()
    return staff


def _origin() -> str:
    return f"network:{device.network()}"


def _codes_page(codes: list[str]) -> str:
    return render_template("account/recovery_codes.html", codes=codes, going_on=url_for("account.home"))


def _back(words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("account.home"))
