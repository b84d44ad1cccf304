"""An attendance list from a file: choose it, see what it would tick, confirm."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.roll_call import attendance_import
from webapp.models import CampusSession
from webapp.pages.access import Permission, allow
from webapp.pages.roll_call.blueprint import blueprint, the_leader, the_session
from webapp.pages.roll_call.forms import AttendanceFile

LINES_SHOWN = 200  # of problems and remarks; the counts are always whole


@blueprint.route("/<int:session_id>/import", methods=["GET", "POST"])
@allow(Permission.LEADER)
def attendance(session_id: int) -> ResponseReturnValue:
    """Choose a file; then what it would tick. Nothing is written."""
    session, form = the_session(session_id), AttendanceFile()
    if not form.validate_on_submit():
        return _file_page(session, form), 422 if form.errors else 200
    try:
        found = attendance_import.preview(the_leader(), session, form.file.data.read())
    except InvalidError as error:
        form.file.errors = [error.message]
        return _file_page(session, form), 422
    page = render_template("roll_call/preview.html", session=session, found=found, shown=LINES_SHOWN)
    return page, 422 if found.problems else 200


@blueprint.post("/<int:session_id>/import/confirm")
@allow(Permission.LEADER)
def attendance_confirm(session_id: int) -> ResponseReturnValue:
    """Tick those whom the preview showed."""
    session = the_session(session_id)
    try:
        changed = attendance_import.confirm(the_leader(), session, request.form.get("token", ""))
    except StaleError as error:
        flash(error.message, "warning")
        return redirect(url_for("roll_call.attendance", session_id=session_id))
    flash(f"导入好了，新勾了 {changed} 位同学。", "success")
    return redirect(url_for("roll_call.roll", session_id=session_id))


def _file_page(session: CampusSession, form: Any) -> str:
    return render_template("roll_call/import.html", session=session, form=form)
