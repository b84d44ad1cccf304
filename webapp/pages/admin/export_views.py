"""Handing over: choose, see the names, take the zip and the list; what was taken before.

A download that breaks off cannot be gone on with, because browsers do not repeat a form: the page says so,
and the export stays open in the record. Asked again with the same choice, the zip is the same to the byte as
long as its photos are, so its SHA-256 proves that nothing is missing. What was broken off counts as not
handed over. For photos by the gigabyte `flask submissions export --folder` goes on where it stopped.
"""

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
from webapp.domain.exports import history, naming, preview, record
from webapp.domain.exports.selection import colleges_in
from webapp.domain.queries.campaigns import all_campaigns
from webapp.models import Campaign
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, chosen_campaign, the_admin
from webapp.pages.admin.export_forms import ExportChoice
from webapp.pages.typed_fields import number_or_none

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DISCARDED = "这次导出已作废，里面的同学重新算作“新的”。"


@blueprint.get("/export")
@allow(Permission.ADMIN)
def export() -> ResponseReturnValue:
    """Choose what to export, with a look at the names before anything is sent."""
    campaign = chosen_campaign()
    form = _choice(campaign, request.args)
    seen = None
    if form.validate():
        try:
            seen = preview.preview_of(form.selection(campaign), form.pattern.data)
        except InvalidError as error:
            form.pattern.errors = [error.message]
    past = history.latest(number_or_none(request.args.get("before")))
    page = render_template(
        "admin/export.html", form=form, preview=seen, fields=_fields(), past=past, recent=history.RECENT
    )
    return page, 422 if form.errors else 200


@blueprint.post("/export/photos")
@allow(Permission.ADMIN)
def export_photos() -> ResponseReturnValue:
    """The zip, sent while it is made."""
    campaign = chosen_campaign()
    form = _choice(campaign, request.form)
    with_proof = "with_proof" in request.form
    try:
        body = record.photo_stream(
            the_admin(), form.selection(campaign), form.pattern.data, with_proof=with_proof
        )
    except InvalidError as error:
        return _refused(form, error)
    response = Response(stream_with_context(body), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(campaign, "photos", "zip"))
    return response


@blueprint.post("/export/list")
@allow(Permission.ADMIN)
def export_list() -> ResponseReturnValue:
    """The Excel list."""
    campaign = chosen_campaign()
    form = _choice(campaign, request.form)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    try:
        record.write_list(the_admin(), form.selection(campaign), form.pattern.data, target)
    except InvalidError as error:
        target.close()
        return _refused(form, error)
    target.seek(0)
    return send_file(target, XLSX, as_attachment=True, download_name=_file_name(campaign, "list", "xlsx"))


@blueprint.get("/export/<int:export_id>/manifest")
@allow(Permission.ADMIN)
def export_manifest(export_id: int) -> ResponseReturnValue:
    """The manifest of an export of before, as it was then."""
    found = history.find(export_id)
    response = Response(history.manifest_of(found), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"bupai-manifest-{export_id}.csv")
    return response


@blueprint.post("/export/<int:export_id>/discard")
@allow(Permission.ADMIN)
def discard_export(export_id: int) -> ResponseReturnValue:
    """The file never arrived: what it held is new again."""
    record.discard(the_admin(), history.find(export_id))
    flash(DISCARDED, "success")
    return redirect(url_for("admin.export"))


def _fields() -> str:
    return "、".join(f"{{{name}}} {words}" for name, words in naming.FIELDS.items())


def _choice(campaign: Campaign, values: object) -> ExportChoice:
    form = ExportChoice(values)
    form.offer(all_campaigns(), colleges_in(campaign))
    form.complete(campaign, current.settings().export_pattern)
    return form


def _refused(form: ExportChoice, error: InvalidError) -> ResponseReturnValue:
    flash(error.message, "danger")
    return redirect(f"{url_for('admin.export')}?{urlencode(form.values())}")


def _file_name(campaign: Campaign, kind: str, extension: str) -> str:
    at = clock.local(clock.now())
    return f"bupai-{kind}-{campaign.class_year}-{at:%Y%m%d-%H%M}.{extension}"
