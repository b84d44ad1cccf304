"""Handing over: choose, see the names, take the zip and the list; what was taken before."""

from __future__ import annotations

import tempfile
from urllib.parse import urlencode

from flask import (
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue

from webapp import clock, current
from webapp.domain.errors import InvalidError
from webapp.domain.exports import naming, preview, record
from webapp.domain.exports.selection import Selection, colleges_in
from webapp.models import Campaign, State
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, the_admin, the_campaign
from webapp.pages.admin.forms import ExportChoice
from webapp.pages.typed_fields import number_or_none

CHOICES = ("state", "college", "pattern")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/export")
@allow(Permission.ADMIN)
def export() -> ResponseReturnValue:
    """Choose what to export, with a look at the names before anything is sent."""
    campaign = the_campaign()
    form = _choice(campaign, request.args)
    seen = None
    if form.validate():
        try:
            seen = preview.preview_of(_selection(campaign, form), form.pattern.data)
        except InvalidError as error:
            form.pattern.errors = [error.message]
    page = render_template(
        "admin/export.html",
        form=form,
        preview=seen,
        fields=naming.FIELDS,
        exports=preview.history(),
    )
    return page, 422 if form.errors else 200


@blueprint.post("/export/photos")
@allow(Permission.ADMIN)
def export_photos() -> ResponseReturnValue:
    """The zip, sent while it is made."""
    campaign = the_campaign()
    form = _choice(campaign, request.form)
    try:
        body = record.photo_stream(the_admin(), _selection(campaign, form), form.pattern.data)
    except InvalidError as error:
        return _refused(error)
    response = Response(stream_with_context(body), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(campaign, "photos", "zip"))
    return response


@blueprint.post("/export/list")
@allow(Permission.ADMIN)
def export_list() -> ResponseReturnValue:
    """The Excel list."""
    campaign = the_campaign()
    form = _choice(campaign, request.form)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    try:
        record.write_list(the_admin(), _selection(campaign, form), form.pattern.data, target)
    except InvalidError as error:
        target.close()
        return _refused(error)
    target.seek(0)
    return send_file(target, XLSX, as_attachment=True, download_name=_file_name(campaign, "list", "xlsx"))


def _choice(campaign: Campaign, values: object) -> ExportChoice:
    form = ExportChoice(values)
    form.offer_colleges(list(colleges_in(campaign)))
    form.pattern.data = form.pattern.data or current.settings().export_pattern
    form.state.data = form.state.data if form.state.data in set(State) else State.APPROVED.value
    return form


def _selection(campaign: Campaign, form: ExportChoice) -> Selection:
    return Selection(campaign.id, (State(form.state.data),), number_or_none(form.college.data))


def _refused(error: InvalidError) -> ResponseReturnValue:
    flash(error.message, "danger")
    chosen = {name: request.form.get(name, "") for name in CHOICES}
    return redirect(f"{url_for('admin.export')}?{urlencode(chosen)}")


def _file_name(campaign: Campaign, kind: str, extension: str) -> str:
    at = clock.local(clock.now())
    return f"bupai-{kind}-{campaign.class_year}-{at:%Y%m%d-%H%M}.{extension}"
