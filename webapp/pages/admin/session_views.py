"""The schedule: an admin adds sessions, changes them, gives them a day, takes them off."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.errors import InvalidError
from webapp.domain.notice import session_edits
from webapp.models import CampusSession
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, the_admin, the_campaign
from webapp.pages.admin.notice_views import edit_page, saved
from webapp.pages.admin.session_forms import SessionForm


@blueprint.route("/notice/sessions/new", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def new_session() -> ResponseReturnValue:
    """Add a session."""
    return _edit(None, SessionForm())


@blueprint.route("/notice/sessions/<int:session_id>", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def session(session_id: int) -> ResponseReturnValue:
    """Change a session."""
    found = session_edits.find_session(the_campaign(), session_id)
    return _edit(found, SessionForm.showing(session_edits.values_of(found)))


@blueprint.post("/notice/sessions/<int:session_id>/remove")
@allow(Permission.ADMIN)
def remove_session(session_id: int) -> ResponseReturnValue:
    """Take a session off the schedule."""
    found = session_edits.find_session(the_campaign(), session_id)
    try:
        session_edits.remove_session(the_admin(), found)
    except InvalidError as error:
        flash(error.message, "danger")
        return redirect(url_for("admin.session", session_id=session_id))
    flash("这一场已经删除。", "success")
    return redirect(url_for("admin.notice"))


def _edit(found: CampusSession | None, form: Any) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            session_edits.save_session(the_admin(), the_campaign(), found, form.values())
            return saved()
        except InvalidError as error:
            form.form_errors.append(error.message)
    return edit_page("修改这一场拍摄" if found else "添加一场拍摄", form, campus_session=found)
