"""The pictures of one submission, written anew: never the bytes that came from outside."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, current_app, make_response
from flask.typing import ResponseReturnValue

from webapp.domain import admission_photo, reviews, uploads
from webapp.models import Kind, Submission
from webapp.pages.access import Permission, allow
from webapp.pages.preview import preview_of
from webapp.pages.review.blueprint import blueprint, the_reviewer
from webapp.storage import StorageError


@blueprint.get("/<int:submission_id>/files/<kind>")
@allow(Permission.REVIEWER)
def file(submission_id: int, kind: str) -> ResponseReturnValue:
    """One of the files that were handed in."""
    if kind not in set(Kind):
        abort(404)
    found = reviews.find(the_reviewer(), submission_id)
    upload = uploads.upload_of(found, Kind(kind))
    if upload is None:
        abort(404)
    return _shown(found, kind, lambda: uploads.read_upload(upload))


@blueprint.get("/<int:submission_id>/admission")
@allow(Permission.REVIEWER)
def admission(submission_id: int) -> ResponseReturnValue:
    """The student's admission photo."""
    found = reviews.find(the_reviewer(), submission_id)
    if not found.student.admission_key:
        abort(404)
    return _shown(found, "admission", lambda: admission_photo.read(found.student))


def _shown(submission: Submission, what: str, read: Callable[[], bytes]) -> ResponseReturnValue:
    reviews.record_look(the_reviewer(), submission, what)
    try:
        picture = preview_of(read())
    except StorageError:
        current_app.logger.exception("the %s of submission %s cannot be read", what, submission.id)
        abort(404)
    if not picture:
        abort(404)
    response = make_response(picture)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Disposition"] = "inline"
    return response
