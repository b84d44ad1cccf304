"""The limits of the photo standard: all of them, and one to change, with its history."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from webapp.domain import standard_limits
from webapp.domain.errors import ClosedError, InvalidError
from webapp.models import Campaign
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, chosen_campaign, the_admin, the_campaign
from webapp.pages.typed_fields import Text, number_or_none
from webapp.photocheck_wording.limits import LIMITS

NEEDED = "请填写这一项。"
SAVED = "已保存，从下一次检查起生效。"
RESET = "已恢复标准的数值，从下一次检查起生效。"


class LimitForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A value, or the way back to the standard's own, and why."""

    value = Text("这一届的数值")
    reason = Text("为什么改", validators=[InputRequired(NEEDED)])


@blueprint.get("/standard")
@allow(Permission.ADMIN)
def standard() -> ResponseReturnValue:
    """Every limit with its source, and what was changed lately."""
    campaign = chosen_campaign()
    return render_template(
        "admin/standard.html",
        campaign=campaign,
        groups=standard_limits.shown(campaign),
        left_out=standard_limits.left_out(campaign),
        changes=standard_limits.history(campaign, before=number_or_none(request.args.get("before"))),
        words=standard_limits.change_words,
        names=LIMITS,
    )


@blueprint.route("/standard/<field>", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def standard_limit(field: str) -> ResponseReturnValue:
    """Change one limit, or go back to the standard's own value."""
    campaign = the_campaign()
    found = standard_limits.find(campaign, field)
    form = LimitForm(value=found.value)
    if form.validate_on_submit():
        try:
            return _changed(campaign, field, form)
        except (InvalidError, ClosedError) as error:
            form.form_errors.append(error.message)
    page = render_template(
        "admin/standard_limit.html",
        campaign=campaign,
        found=found,
        form=form,
        changes=standard_limits.history(campaign, field),
        words=standard_limits.change_words,
    )
    return page, 422 if form.errors else 200


def _changed(campaign: Campaign, field: str, form: LimitForm) -> ResponseReturnValue:
    if "reset" in request.form:
        standard_limits.reset(the_admin(), campaign, field, form.reason.data)
        flash(RESET, "success")
    else:
        standard_limits.change(the_admin(), campaign, field, form.value.data, form.reason.data)
        flash(SAVED, "success")
    return redirect(url_for("admin.standard_limit", field=field))
