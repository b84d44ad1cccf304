"""The roster in the browser: choose a file, see what it would change, confirm. Admission photos beside it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.config import MEGABYTE
from webapp.domain import audit
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.queries.acts import roster_imports
from webapp.domain.roster import pending
from webapp.domain.roster.pending import Preview
from webapp.domain.roster.photos import import_photos
from webapp.domain.roster.table import MAX_BYTES
from webapp.pages.access import Permission, allow
from webapp.pages.admin import large_upload
from webapp.pages.admin.blueprint import blueprint, the_admin, the_campaign
from webapp.pages.admin.roster_forms import PhotosFile, RosterFile

FORM_BYTES = MEGABYTE  # what a form adds around its file
MAX_PHOTOS_BYTES = 2048 * MEGABYTE
LINES_SHOWN = 200  # of errors, remarks and students; the counts are always whole
MEANWHILE = "名册在你预览之后被改动过，这次还没有写入。下面是现在的情况，请再看一遍。"


@blueprint.get("/roster")
@allow(Permission.ADMIN)
def roster() -> ResponseReturnValue:
    """Choose a file; what was imported before."""
    pending.sweep()
    return _roster_page(RosterFile(formdata=None), PhotosFile(formdata=None))


@blueprint.post("/roster/preview")
@large_upload.expected
@allow(Permission.ADMIN)
def roster_preview() -> ResponseReturnValue:
    """What the file would change. Nothing is written."""
    large_upload.take(MAX_BYTES + FORM_BYTES)
    form = RosterFile()
    if not form.validate_on_submit():
        return _roster_page(form, PhotosFile(formdata=None)), 422
    try:
        found = pending.preview(the_admin(), form.file.data.read(), the_campaign())
    except InvalidError as error:
        form.file.errors = [error.message]
        return _roster_page(form, PhotosFile(formdata=None)), 422
    return _preview_page(found), 422 if found.result.problems else 200


@blueprint.post("/roster/confirm")
@allow(Permission.ADMIN)
def roster_confirm() -> ResponseReturnValue:
    """Write what the preview showed, or show what it would be by now."""
    try:
        found = pending.confirm(the_admin(), request.form.get("token", ""), the_campaign())
    except StaleError as error:
        return _back(error.message, "warning")
    result = found.result
    if result.written:
        return _back(f"导入好了：新增 {result.new} 人，更新 {len(result.changed)} 人。", "success")
    flash(MEANWHILE, "warning")
    return _preview_page(found), 409


@blueprint.post("/roster/discard")
@allow(Permission.ADMIN)
def roster_discard() -> ResponseReturnValue:
    """Do not import; the file is deleted at once."""
    try:
        pending.discard(the_admin(), request.form.get("token", ""), the_campaign())
    except StaleError as error:
        return _back(error.message, "warning")
    return _back("没有导入，文件已经删除。", "success")


@blueprint.post("/roster/photos")
@large_upload.expected
@allow(Permission.ADMIN)
def roster_photos() -> ResponseReturnValue:
    """Take in the admission photos of a zip, and say which found no student."""
    large_upload.take(MAX_PHOTOS_BYTES + FORM_BYTES)
    form = PhotosFile()
    if not form.validate_on_submit():
        return _roster_page(RosterFile(formdata=None), form), 422
    actor = audit.actor_name(the_admin())
    try:
        result = import_photos(form.photos.data.stream, the_campaign(), actor=actor)
    except InvalidError as error:
        form.photos.errors = [error.message]
        return _roster_page(RosterFile(formdata=None), form), 422
    return render_template("admin/roster_photos.html", result=result, shown=LINES_SHOWN)


def _roster_page(form: Any, photos_form: Any) -> str:
    campaign = the_campaign()
    return render_template(
        "admin/roster.html",
        campaign=campaign,
        form=form,
        photos_form=photos_form,
        imports=roster_imports(campaign),
    )


def _preview_page(found: Preview) -> str:
    return render_template(
        "admin/roster_preview.html",
        campaign=the_campaign(),
        result=found.result,
        token=found.token,
        shown=LINES_SHOWN,
    )


def _back(words: str, tone: str) -> ResponseReturnValue:
    flash(words, tone)
    return redirect(url_for("admin.roster"))
