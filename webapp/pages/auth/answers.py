"""What the views about log-ins and passwords share: the limit, and their answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from webapp import current
from webapp.domain import accounts
from webapp.domain.errors import DomainError, InvalidError
from webapp.domain.login_pause import PausedError
from webapp.domain.passwords import WrongPasswordError
from webapp.extensions import limiter
from webapp.language import translated
from webapp.models import Staff, Student
from webapp.pages.auth import browser_session, device
from webapp.pages.auth.forms import PasswordChange

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


def change_password(user: Student | Staff, template: str, going_on: str) -> ResponseReturnValue:
    """The page on which somebody changes the password. Other devices are logged out, this one stays."""
    form = PasswordChange()
    if not form.validate_on_submit():
        return form_page(template, form)
    try:
        accounts.change_password(user, form.present.data, form.new.data, f"network:{device.network()}")
    except WrongPasswordError as error:
        return wrong_field(template, form, form.present, error)
    except InvalidError as error:
        return wrong_field(template, form, form.new, error)
    except PausedError as error:
        return refused(template, form, error)
    browser_session.begin(user)
    flash(translated("密码改好了，其他设备上的登录已经退出。"), "success")
    return redirect(going_on)


def enter(user: Student | Staff, kind: str, account: str) -> ResponseReturnValue:
    """Log somebody in, remember the device, and lead on."""
    browser_session.begin(user)
    response = browser_session.after_log_in(user)
    device.remember(response, kind, account)
    return response


def refused(template: str, form: Any, error: DomainError, **values: Any) -> ResponseReturnValue:
    """The form again, with the domain's words at its top and the typed password gone."""
    form.form_errors.append(error.message)
    return form_page(template, form, 429 if isinstance(error, PausedError) else 422, **values)


def wrong_field(
    template: str, form: Any, field: Any, error: DomainError, **values: Any
) -> ResponseReturnValue:
    """The form again, with the domain's words at one field."""
    field.errors = [*field.errors, error.message]
    return form_page(template, form, **values)


def form_page(template: str, form: Any, status: int = 200, **values: Any) -> ResponseReturnValue:
    """A form, kept by no cache; with errors in it the status is 422."""
    if status == 200 and form.errors:
        status = 422
    response = make_response(render_template(template, form=form, **values), status)
    response.headers["Cache-Control"] = "no-store"
    return response
