"""Where a student wants notices by mail: entered, changed and deleted here. There only when mail is sent."""

from __future__ import annotations

from typing import cast

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import current
from webapp.domain.errors import InvalidError
from webapp.domain.mail import addresses
from webapp.language import translated
from webapp.models import Student
from webapp.pages.access import Permission, allow
from webapp.pages.student.forms import NoticeAddressForm
from webapp.pages.student.views import blueprint


@blueprint.route("/me/notices", methods=["GET", "POST"])
@allow(Permission.STUDENT)
def notices() -> ResponseReturnValue:
    """The address: none yet, or one to change or delete."""
    _require_mail()
    student, form = cast(Student, current_user), NoticeAddressForm()
    known = addresses.address_of(student)
    if not form.is_submitted():
        form.email.data = known.email if known else ""
        return render_template("student/notices.html", form=form, known=known)
    if form.validate():
        try:
            known = addresses.set_address(student, form.email.data)
        except InvalidError as error:
            form.email.errors = [error.message]
        else:
            flash(
                translated(
                    "邮箱已保存。我们往 {email} 发了一封信，几分钟后请看看收到没有。", email=known.email
                ),
                "success",
            )
            return redirect(url_for("student.home"))
    return render_template("student/notices.html", form=form, known=known), 422


@blueprint.post("/me/notices/forget")
@allow(Permission.STUDENT)
def forget_notices() -> ResponseReturnValue:
    """Delete the address, and what still waits to be sent to it."""
    _require_mail()
    addresses.forget_address(cast(Student, current_user))
    flash(translated("邮箱已删除，不会再给你发邮件。"), "success")
    return redirect(url_for("student.home"))


def _require_mail() -> None:
    """Without a mail server there is no such page."""
    if not current.settings().sends_mail:
        abort(404)
