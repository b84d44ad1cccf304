"""What an admin may change of the notice: deadline, branches, whom to call."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.errors import InvalidError
from webapp.domain.notice import edits
from webapp.domain.notice.edits import BranchValues
from webapp.domain.queries import notice as queries
from webapp.domain.queries.students import colleges_of
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, the_admin, the_campaign
from webapp.pages.admin.forms import BranchForm, CampaignForm, ContactForm

SAVED = "已保存，同学现在就能看到。"


@blueprint.route("/notice", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def notice() -> ResponseReturnValue:
    """Title and deadline, and the lists of what else can be changed."""
    campaign = the_campaign()
    last_day = edits.last_day_of(campaign)
    form = CampaignForm(title=campaign.title, last_day=last_day)
    if form.validate_on_submit():
        try:
            edits.change_campaign(the_admin(), campaign, form.title.data, form.last_day.data)
            return saved()
        except InvalidError as error:
            form.form_errors.append(error.message)
    page = render_template(
        "admin/notice.html",
        campaign=campaign,
        form=form,
        sessions=queries.sessions_of(campaign),
        branches=queries.all_branches(),
        colleges=colleges_of(the_admin()),
    )
    return page, 422 if form.errors else 200


@blueprint.route("/notice/branches/<int:branch_id>", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def branch(branch_id: int) -> ResponseReturnValue:
    """Change the contact of a branch."""
    found = edits.find_branch(branch_id)
    form = BranchForm(obj=found)
    if form.validate_on_submit():
        values = {name: field.data or "" for name, field in _fields(form)}
        edits.change_branch(the_admin(), found, BranchValues(**values))
        return saved()
    return edit_page("修改分社：" + found.name, form, flags=found.flags)


@blueprint.route("/notice/colleges/<int:college_id>", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def contact(college_id: int) -> ResponseReturnValue:
    """Change whom students of a college call."""
    found = edits.find_college(college_id)
    form = ContactForm(obj=found)
    if form.validate_on_submit():
        edits.change_contact(the_admin(), found, form.contact.data or "")
        return saved()
    return edit_page("修改联系人：" + found.name, form)


def _fields(form: Any) -> list[tuple[str, Any]]:
    return [(field.short_name, field) for field in form if field.short_name != "csrf_token"]


def edit_page(heading: str, form: Any, **values: Any) -> ResponseReturnValue:
    """The page of one form for one thing of the notice."""
    fields = [field for _name, field in _fields(form)]
    page = render_template("admin/edit.html", heading=heading, form=form, fields=fields, **values)
    return page, 422 if form.errors else 200


def saved() -> ResponseReturnValue:
    """Back to the notice."""
    flash(SAVED, "success")
    return redirect(url_for("admin.notice"))
