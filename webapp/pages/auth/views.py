"""Log in, activate, change the password, log out. The second step of staff is in `second_step`."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.domain import accounts, second_factor
from webapp.domain.errors import DomainError, InvalidError, StaleError
from webapp.language import translated
from webapp.models import Staff, Student
from webapp.pages.access import Permission, allow
from webapp.pages.auth import browser_session, device
from webapp.pages.auth.answers import change_password, enter, form_page, limited, refused, wrong_field
from webapp.pages.auth.blueprint import blueprint
from webapp.pages.auth.forms import Activation, NewPassword, StaffLogin, StudentLogin


@blueprint.route("/login", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def login() -> ResponseReturnValue:
    """A student logs in."""
    if current_user.is_authenticated:
        return browser_session.after_log_in(current_user)
    form = StudentLogin()
    if not form.validate_on_submit():
        return form_page("auth/login.html", form)
    number = form.student_no.data
    try:
        origin = device.origin(accounts.STUDENT, number)
        student = accounts.log_in_student(number, form.password.data, origin)
    except DomainError as error:
        return refused("auth/login.html", form, error)
    return enter(student, accounts.STUDENT, number)


@blueprint.route("/staff/login", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def staff_login() -> ResponseReturnValue:
    """A member of staff logs in."""
    if current_user.is_authenticated:
        return browser_session.after_log_in(current_user)
    form = StaffLogin()
    if not form.validate_on_submit():
        return form_page("auth/staff_login.html", form)
    username = form.username.data
    try:
        origin = device.origin(accounts.STAFF, username)
        staff = accounts.log_in_staff(username, form.password.data, origin)
    except DomainError as error:
        return refused("auth/staff_login.html", form, error)
    if staff.has_second_factor or second_factor.is_missing(staff):
        browser_session.begin_second_step(staff)
        endpoint = "auth.code" if staff.has_second_factor else "auth.set_up"
        return redirect(url_for(endpoint, next=request.args.get("next")))
    return enter(staff, accounts.STAFF, username)


@blueprint.route("/activate", methods=["GET", "POST"])
@limited
@allow(Permission.PUBLIC)
def activate() -> ResponseReturnValue:
    """A student comes for the first time, and shows who they are."""
    if current_user.is_authenticated:
        return browser_session.after_log_in(current_user)
    form = Activation()
    if not form.validate_on_submit():
        return form_page("auth/activate.html", form)
    number = form.student_no.data
    try:
        origin = device.origin(accounts.STUDENT, number)
        student = accounts.recognise(number, form.name.data, form.id_tail.data, origin)
    except DomainError as error:
        return refused("auth/activate.html", form, error)
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
        return form_page("auth/choose_password.html", form, student=student)
    try:
        accounts.activate(student, form.new.data)
    except InvalidError as error:
        return wrong_field("auth/choose_password.html", form, form.new, error, student=student)
    except StaleError as error:
        flash(error.message, "warning")
        return redirect(url_for("auth.login"))
    response = enter(student, accounts.STUDENT, student.student_no)
    flash(translated("密码设置好了。下次用学号和这个密码登录。"), "success")
    return response


@blueprint.route("/password", methods=["GET", "POST"])
@limited
@allow(Permission.SIGNED_IN)
def password() -> ResponseReturnValue:
    """A student changes the password; staff have a page of their own."""
    user: Student | Staff = current_user._get_current_object()
    if isinstance(user, Staff):
        return redirect(url_for("account.password"))
    return change_password(user, "auth/password.html", browser_session.first_page(user))


@blueprint.post("/logout")
@allow(Permission.PUBLIC)
def logout() -> ResponseReturnValue:
    """End the session."""
    browser_session.end()
    flash(translated("已经退出登录。"), "success")
    return redirect(url_for("public.home"))
