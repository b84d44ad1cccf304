"""The roster in the browser: choose a file, see what it would change, confirm. Admission photos beside it.

Each is done in the background (domain/work.py); its page shows how far it is, and then what came of it.
"""

from __future__ import annotations

import csv
import io
import os
from typing import IO, Any, BinaryIO

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.config import MEGABYTE
from webapp.domain import work
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.exports.spreadsheet import plain
from webapp.domain.queries.acts import photo_imports, roster_imports
from webapp.domain.roster import background, pending
from webapp.domain.roster.table import MAX_BYTES
from webapp.models import Work, WorkKind, WorkState
from webapp.pages.access import Permission, allow
from webapp.pages.admin import large_upload
from webapp.pages.admin.blueprint import blueprint, the_admin, the_campaign
from webapp.pages.admin.roster_forms import PhotosFile, RosterFile

FORM_BYTES = MEGABYTE  # what a form adds around its file
MAX_PHOTOS_BYTES = 2048 * MEGABYTE
LINES_SHOWN = 200  # of photos that were left out; the file has all
BOM = "\ufeff"  # without it, Excel takes UTF-8 for GBK


@blueprint.get("/roster")
@allow(Permission.ADMIN)
def roster() -> ResponseReturnValue:
    """Choose a file; what was imported before."""
    pending.sweep()
    work.sweep()
    return _roster_page(RosterFile(formdata=None))


@blueprint.post("/roster/preview")
@large_upload.expected
@allow(Permission.ADMIN)
def roster_preview() -> ResponseReturnValue:
    """What the file would change. Nothing is written."""
    form = RosterFile(formdata=None)
    try:
        large_upload.take(MAX_BYTES + FORM_BYTES)
        form = RosterFile()
        if not form.validate_on_submit():
            return _roster_page(form), 422
        begun = background.begin_preview(the_admin(), form.file.data.read(), the_campaign())
    except InvalidError as error:
        return _refused(form.file, error.message, _roster_page, form)
    return _lead_on(begun, form.file, _roster_page, form)


@blueprint.post("/roster/confirm")
@allow(Permission.ADMIN)
def roster_confirm() -> ResponseReturnValue:
    """Write what the preview showed, or show what it would be by now."""
    try:
        begun = background.begin_import(the_admin(), request.form.get("token", ""), the_campaign())
    except StaleError as error:
        return _back(error.message, "warning")
    return redirect(url_for("admin.roster_work", work_id=begun.id), 303)


@blueprint.post("/roster/discard")
@allow(Permission.ADMIN)
def roster_discard() -> ResponseReturnValue:
    """Do not import; the file is deleted at once."""
    try:
        pending.discard(the_admin(), request.form.get("token", ""), the_campaign())
    except StaleError as error:
        return _back(error.message, "warning")
    return _back("没有导入，文件已经删除。", "success")


@blueprint.get("/admission-photos", endpoint="photos")
@allow(Permission.ADMIN)
def photos_page() -> ResponseReturnValue:
    """Choose a zip of admission photos; what was imported before."""
    work.sweep()
    return _photos_page(PhotosFile(formdata=None))


@blueprint.post("/admission-photos")
@large_upload.expected
@allow(Permission.ADMIN)
def photos_import() -> ResponseReturnValue:
    """Take in the admission photos of a zip, and say which found no student."""
    form = PhotosFile(formdata=None)
    try:
        large_upload.take(MAX_PHOTOS_BYTES + FORM_BYTES)
        form = PhotosFile()
        if not form.validate_on_submit():
            return _photos_page(form), 422
        begun = background.begin_photos(the_admin(), _own(form.photos.data.stream), the_campaign())
    except InvalidError as error:
        return _refused(form.photos, error.message, _photos_page, form)
    return _lead_on(begun, form.photos, _photos_page, form)


@blueprint.get("/roster/work/<int:work_id>")
@allow(Permission.ADMIN)
def roster_work(work_id: int) -> ResponseReturnValue:
    """How far it is, and then what came of it."""
    found = work.find(the_admin(), work_id)
    back = "admin.photos" if found.kind is WorkKind.PHOTOS else "admin.roster"
    if found.state is not WorkState.DONE:
        page = make_response(render_template("admin/work.html", work=found, back=back))
    elif found.kind is WorkKind.PHOTOS:
        page = make_response(render_template("admin/photos_done.html", work=found, shown=LINES_SHOWN))
    else:
        values = {"result": found.result, "campaign": found.campaign, "kind": found.kind}
        page = make_response(render_template("admin/roster_preview.html", **values))
    if found.state is not WorkState.RUNNING and request.headers.get("HX-Request"):
        page = make_response("", 204)
        page.headers["HX-Refresh"] = "true"
    return page


@blueprint.get("/roster/work/<int:work_id>/left-out.csv")
@allow(Permission.ADMIN)
def photos_left_out(work_id: int) -> ResponseReturnValue:
    """The photos that were not taken in, each with its reason, as a table."""
    found = work.find(the_admin(), work_id)
    text = io.StringIO()
    csv.writer(text).writerows(
        [("没有导入的文件和原因",), *((plain(line),) for line in found.result.get("problems", ()))]
    )
    response = Response((BOM + text.getvalue()).encode(), mimetype="text/csv")
    name = f"bupai-left-out-{clock.local(found.started_at):%Y%m%d-%H%M}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _own(stream: IO[bytes]) -> BinaryIO:
    """The uploaded file, still open when the request is over: the same unnamed temporary file, not a copy.

    It goes away by itself when it is closed, also when the process dies.
    """
    stream.seek(0)
    return os.fdopen(os.dup(stream.fileno()), "rb")


def _lead_on(begun: Work, field: Any, page: Any, form: Any) -> ResponseReturnValue:
    """To the page of the work; what was refused at once is said at the field."""
    if begun.state is WorkState.FAILED:
        return _refused(field, begun.result["message"], page, form)
    return redirect(url_for("admin.roster_work", work_id=begun.id), 303)


def _refused(field: Any, message: str, page: Any, form: Any) -> ResponseReturnValue:
    field.errors = [message]
    return page(form), 422


def _roster_page(form: Any) -> str:
    campaign = the_campaign()
    return render_template(
        "admin/roster.html",
        campaign=campaign,
        form=form,
        imports=roster_imports(campaign),
        running=work.running(the_admin()),
    )


def _photos_page(form: Any) -> str:
    campaign = the_campaign()
    return render_template(
        "admin/photos.html",
        campaign=campaign,
        form=form,
        imports=photo_imports(campaign),
        running=work.running(the_admin()),
    )


def _back(words: str, tone: str) -> ResponseReturnValue:
    flash(words, tone)
    return redirect(url_for("admin.roster"))
