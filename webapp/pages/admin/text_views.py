"""Words of the notice: all of them, and one to change, with a look at it and its history."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from webapp.domain.errors import ClosedError, InvalidError
from webapp.domain.notice import texts as domain
from webapp.models import Campaign
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, chosen_campaign, the_admin, the_campaign
from webapp.pages.admin.session_forms import LongText
from webapp.pages.typed_fields import Text, number_or_none

NEEDED = "请填写这一项。"
SAVED = "已保存。登录后的页面马上更新，公开页面五分钟之内更新。"


class TextForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The words, their English, and why."""

    words = LongText("文字", render_kw={"rows": "4"})
    english = LongText("英文（可以不填）", render_kw={"rows": "3", "lang": "en"})
    reason = Text("为什么改", validators=[InputRequired(NEEDED)])


@blueprint.get("/texts")
@allow(Permission.ADMIN)
def texts() -> ResponseReturnValue:
    """Every text, and what was changed lately."""
    campaign = chosen_campaign()
    return render_template(
        "admin/texts.html",
        campaign=campaign,
        groups=domain.texts_of(campaign),
        changes=domain.history(campaign, before=number_or_none(request.args.get("before"))),
        words=domain.change_words,
    )


@blueprint.route("/texts/<path:name>", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def text(name: str) -> ResponseReturnValue:
    """Change one text, look at it first, or go back to the notice's own words."""
    campaign = the_campaign()
    found = domain.find(campaign, name)
    form = TextForm(words=found.words, english=domain.english_of(campaign, found.words))
    seen = ""
    try:
        if form.is_submitted() and "preview" in request.form:
            form.reason.validators = ()
            if form.validate():
                seen = domain.checked(campaign, name, form.words.data)
        elif form.validate_on_submit():
            return _changed(campaign, name, form)
    except (InvalidError, ClosedError) as error:
        form.form_errors.append(error.message)
    page = render_template(
        "admin/text.html",
        campaign=campaign,
        found=found,
        form=form,
        seen=seen,
        changes=domain.history(campaign, name),
        words=domain.change_words,
    )
    return page, 422 if form.errors else 200


def _changed(campaign: Campaign, name: str, form: TextForm) -> ResponseReturnValue:
    if "reset" in request.form:
        domain.reset(the_admin(), campaign, name, form.reason.data)
    else:
        values = (form.words.data, form.reason.data, form.english.data or "")
        domain.change(the_admin(), campaign, name, *values)
    flash(SAVED, "success")
    return redirect(url_for("admin.text", name=name))
