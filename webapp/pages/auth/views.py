"""Log in, activate, change the password, log out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import current
from webapp.domain import accounts
from webapp.domain.errors import DomainError, InvalidError, StaleError
from webapp.domain.login_pause import PausedError
from webapp.domain.passwords import WrongPasswordError
from webapp.extensions import limiter
from webapp.language import translated
from webapp.models import Staff, Student
from webapp.pages.access import Permission, allow
from webapp.pages.auth import browser_session, device
from webapp.pages.auth.forms import Activation, NewPassword, PasswordChange, StaffLogin, StudentLogin

blueprint = Blueprint("auth", __name__)
View = TypeVar("View", bound=Callable[..., Any])


def limited(view: View) -> View:
    """One generous limit of log-ins for each network address: a whole campus may share one."""
    limit = limiter.shared_limit(
        lambda: current.settings().login_address_limit,
        scope="login",
        key_func=device.network,
        methods=["POST"],
    )
    return cast(View, limit(view))


@blueprint.route("/login", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def login() -> ResponseReturnValue:
    """A student logs in."""
    if current_user.is_authenticated:
        return browser_session.after_log_in(current_user)
    form = StudentLogin()
    if not form.validate_on_submit():
        return _form_page("auth/login.html", form)
    number = form.student_no.data
    try:
        origin = device.origin(accounts.STUDENT, number)
        student = accounts.log_in_student(number, form.password.data, origin)
    except DomainError as error:
        return _refused("auth/login.html", form, error)
    return _enter(student, accounts.STUDENT, number)


@blueprint.route("/staff/login", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def staff_login() -> ResponseReturnValue:
    """A member of staff logs in."""
    if current_user.is_authenticated:
        return browser_session.after_log_in(current_user)
    form = StaffLogin()
    if not form.validate_on_submit():
        return _form_page("auth/staff_login.html", form)
    username = form.username.data
    try:
        origin = device.origin(accounts.STAFF, username)
        staff = accounts.log_in_staff(username, form.password.data, origin)
    except DomainError as error:
        return _refused("auth/staff_login.html", form, error)
    return _enter(staff, accounts.STAFF, username)


@blueprint.route("/activate", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def activate() -> ResponseReturnValue:
    """A student comes for the first time, and shows who they are."""
    if current_user.is_authenticated:
        return browser_session.after_log_in(current_user)
    form = Activation()
    if not form.validate_on_submit():
        return _form_page("auth/activate.html", form)
    number = form.student_no.data
    try:
        origin = device.origin(accounts.STUDENT, number)
        student = accounts.recognise(number, form.name.data, form.id_tail.data, origin)
    except DomainError as error:
        return _refused("auth/activate.html", form, error)
    browser_session.begin_activation(student)
    return redirect(url_for("auth.choose_password"))


@blueprint.route("/activate/password", methods=["GET", "POST"])
@allow(Permission.PUBLIC)
def choose_password() -> ResponseReturnValue:
    """The first password. Until it is set, nobody is logged in."""
    student = browser_session.activating()
    if student is None:
        flash(translated("请先填写学号、姓名和证件号码后六位。"), "warning")
        return redirect(url_for("auth.activate"))
    form = NewPassword()
    if not form.validate_on_submit():
        return _form_page("auth/choose_password.html", form, student=student)
    try:
        accounts.activate(student, form.new.data)
    except InvalidError as error:
        return _wrong_field("auth/choose_password.html", form, form.new, error, student=student)
    except StaleError as error:
        flash(error.message, "warning")
        return redirect(url_for("auth.login"))
    response = _enter(student, accounts.STUDENT, student.student_no)
    flash(translated("密码设置好了。下次用学号和这个密码登录。"), "success")
    return response


@blueprint.route("/password", methods=["GET", "POST"])
@limited
@allow(Permission.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change the password. Other devices are logged out, this one stays."""
    user: Student | Staff = current_user._get_current_object()
    form = PasswordChange()
    if not form.validate_on_submit():
        return _form_page("auth/password.html", form)
    try:
        accounts.change_password(user, form.present.data, form.new.data, f"network:{device.network()}")
    except WrongPasswordError as error:
        return _wrong_field("auth/password.html", form, form.present, error)
    except InvalidError as error:
        return _wrong_field("auth/password.html", form, form.new, error)
    except PausedError as error:
        return _refused("auth/password.html", form, error)
    browser_session.begin(user)
    flash(translated("密码改好了，其他设备上的登录已经退出。"), "success")
    return redirect(browser_session.first_page(user))


@blueprint.post("/logout")
@allow(Permission.PUBLIC)
def logout() -> ResponseReturnValue:
    """End the session."""
    browser_session.end()
    flash(translated("已经退出登录。"), "success")
    return redirect(url_for("public.home"))


def _enter(user: Student | Staff, kind: str, account: str) -> ResponseReturnValue:
    browser_session.begin(user)
    response = browser_session.after_log_in(user)
    device.remember(response, kind, account)
    return response


def _refused(template: str, form: Any, error: DomainError) -> ResponseReturnValue:
    """The form again, with the domain's words at its top and the typed password gone."""
    form.form_errors.append(error.message)
    return _form_page(template, form, 429 if isinstance(error, PausedError) else 422)


def _wrong_field(
    template: str, form: Any, field: Any, error: DomainError, **values: Any
) -> ResponseReturnValue:
    """The form again, with the domain's words at one field."""
    field.errors = [*field.errors, error.message]
    return _form_page(template, form, **values)


def _form_page(template: str, form: Any, status: int = 200, **values: Any) -> ResponseReturnValue:
    if status == 200 and form.errors:
        status = 422
    response = make_response(render_template(template, form=form, **values), status)
    response.headers["Cache-Control"] = "no-store"
    return response
