"""Accounts of staff: made, invited, given rights, disabled and logged out. The invited set a password."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import audit, invites, second_factor
from webapp.domain import staff as accounts
from webapp.domain.errors import InvalidError
from webapp.domain.staff import ROLE_NAMES
from webapp.models import Role, Staff
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, the_admin
from webapp.pages.admin.staff_forms import NewStaff, StaffRights
from webapp.pages.auth.forms import NewPassword


@blueprint.route("/staff", endpoint="staff", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def staff_list() -> ResponseReturnValue:
    """Every account, and a new one."""
    form = NewStaff()
    if form.validate_on_submit():
        try:
            made = accounts.create_staff(
                form.username.data,
                name=form.name.data,
                role=Role(form.role.data),
                colleges=form.colleges.data,
                sessions=form.sessions.data,
                actor=_actor(),
            )
            return _invitation(made)
        except InvalidError as error:
            form.form_errors.append(error.message)
    page = render_template("admin/staff.html", form=form, staff=accounts.all_staff(), roles=ROLE_NAMES)
    return page, 422 if form.errors else 200


@blueprint.get("/staff/<int:staff_id>")
@allow(Permission.ADMIN)
def staff_member(staff_id: int) -> ResponseReturnValue:
    """One account."""
    return _member_page(accounts.staff_with(staff_id))


@blueprint.post("/staff/<int:staff_id>/rights")
@allow(Permission.ADMIN)
def staff_rights(staff_id: int) -> ResponseReturnValue:
    """Another role, other colleges, other roll calls."""
    found = accounts.staff_with(staff_id)
    form = StaffRights()
    if form.validate_on_submit():
        try:
            accounts.set_rights(
                found.username,
                role=Role(form.role.data),
                colleges=form.colleges.data,
                sessions=form.sessions.data,
                actor=_actor(),
            )
        except InvalidError as error:
            form.form_errors.append(error.message)
    return (_member_page(found, form), 422) if form.errors else _back(found, "角色和范围已保存。")


@blueprint.post("/staff/<int:staff_id>/enable")
@allow(Permission.ADMIN)
def staff_enable(staff_id: int) -> ResponseReturnValue:
    """Let an account log in again."""
    found = accounts.staff_with(staff_id)
    accounts.set_enabled(found.username, True, actor=_actor())
    return _back(found, "账号已恢复。")


@blueprint.post("/staff/<int:staff_id>/disable")
@allow(Permission.ADMIN)
def staff_disable(staff_id: int) -> ResponseReturnValue:
    """Let an account log in no longer."""
    found = accounts.staff_with(staff_id)
    accounts.set_enabled(found.username, False, actor=_actor())
    return _back(found, "账号已停用，所有登录都已退出。")


@blueprint.post("/staff/<int:staff_id>/logout")
@allow(Permission.ADMIN)
def staff_logout(staff_id: int) -> ResponseReturnValue:
    """End every session of an account."""
    found = accounts.staff_with(staff_id)
    accounts.log_out(found.username, actor=_actor())
    return _back(found, "已在所有设备上退出登录。")


@blueprint.post("/staff/<int:staff_id>/second-factor/reset")
@allow(Permission.ADMIN)
def staff_reset_second_factor(staff_id: int) -> ResponseReturnValue:
    """Take away the second factor of somebody who lost phone and recovery codes."""
    found = accounts.staff_with(staff_id)
    try:
        second_factor.reset(found, actor=_actor())
    except InvalidError as error:
        flash(error.message, "warning")
        return redirect(url_for("admin.staff_member", staff_id=found.id))
    return _back(found, "两步验证已重置，所有登录都已退出。请提醒本人登录后重新设置。")


@blueprint.post("/staff/<int:staff_id>/invite")
@allow(Permission.ADMIN)
def staff_invite(staff_id: int) -> ResponseReturnValue:
    """A new link with which its owner sets a password."""
    return _invitation(accounts.staff_with(staff_id))


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@allow(Permission.PUBLIC)
def join(token: str) -> ResponseReturnValue:
    """Whoever was invited sets a password. A look at the page does not use the link up."""
    found = invites.invited(token)
    form = NewPassword()
    if form.validate_on_submit():
        try:
            invites.accept(token, form.new.data)
        except InvalidError as error:
            form.new.errors = [*form.new.errors, error.message]
        else:
            flash(f"密码设置好了，请用用户名 {found.username} 登录。", "success")
            return redirect(url_for("auth.staff_login"))
    return render_template("admin/join.html", form=form, staff=found), 422 if form.errors else 200


def _actor() -> str:
    return audit.actor_name(the_admin())


def _member_page(found: Staff, form: StaffRights | None = None) -> str:
    form = form or StaffRights(
        formdata=None,
        role=str(found.role),
        colleges=[college.name for college in found.colleges],
        sessions=[session.id for session in found.sessions],
    )
    return render_template(
        "admin/staff_member.html",
        member=found,
        form=form,
        role=ROLE_NAMES[found.role],
        is_oneself=found.id == the_admin().id,
    )


def _invitation(found: Staff) -> str:
    """The link, shown this once: it is nowhere in the database."""
    token = invites.invite(found, actor=_actor())
    link = url_for("admin.join", token=token, _external=True)
    return render_template("admin/staff_invited.html", member=found, link=link, days=invites.LIFETIME.days)


def _back(found: Staff, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("admin.staff_member", staff_id=found.id))
