"""The queue, one submission, and the decision."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.domain import admission_photo, reviews, uploads
from webapp.domain.errors import InvalidError, NotFoundError, StaleError
from webapp.domain.queries import queue as queues
from webapp.domain.queries.review_page import review_page
from webapp.domain.return_reasons import PART_NAMES
from webapp.extensions import db
from webapp.models import Kind, Staff, Submission
from webapp.pages import staff_frame
from webapp.pages.access import Permission, allow
from webapp.pages.preview import preview_of
from webapp.pages.review import words
from webapp.pages.review.forms import Decision, Return
from webapp.photocheck_wording import PEOPLE_LOOK_AT
from webapp.storage import StorageError

blueprint = Blueprint("review", __name__, url_prefix="/review")
staff_frame.register(blueprint)
blueprint.add_app_template_global(words.action_name, "action_name")
blueprint.add_app_template_global(words.comparisons, "comparisons")

QUEUE_EMPTY = "现在没有要审核的了，休息一下。"


@blueprint.get("/")
@allow(Permission.REVIEWER)
def queue() -> ResponseReturnValue:
    """What waits, oldest first."""
    number = request.args.get("page", 1, type=int)
    page = queues.queue_of(_staff(), number)
    return render_template("review/queue.html", page=page, counts=queues.counts_of(_staff()))


@blueprint.post("/next")
@allow(Permission.REVIEWER)
def next_() -> ResponseReturnValue:
    """Take the oldest that nobody holds."""
    return _go_on()


@blueprint.get("/<int:submission_id>")
@allow(Permission.REVIEWER)
def submission(submission_id: int) -> ResponseReturnValue:
    """One submission: the photo, what belongs to it, and the decision."""
    found = reviews.find(_staff(), submission_id)
    reviews.record_look(_staff(), found, "page")
    return _submission_page(found, Return(formdata=None, version=found.version))


@blueprint.post("/<int:submission_id>/claim")
@allow(Permission.REVIEWER)
def claim(submission_id: int) -> ResponseReturnValue:
    """Take it."""
    try:
        reviews.claim(_staff(), submission_id)
    except StaleError as error:
        return _too_late(error)
    return redirect(url_for("review.submission", submission_id=submission_id))


@blueprint.post("/<int:submission_id>/release")
@allow(Permission.REVIEWER)
def release(submission_id: int) -> ResponseReturnValue:
    """Give it back."""
    reviews.release(_staff(), submission_id)
    return redirect(url_for("review.queue"))


@blueprint.post("/<int:submission_id>/approve")
@allow(Permission.REVIEWER)
def approve(submission_id: int) -> ResponseReturnValue:
    """Approve, and go on."""
    form = Decision()
    if not form.validate_on_submit():
        abort(400)
    try:
        found = reviews.find(_staff(), submission_id)
        reviews.approve(_staff(), found, form.version.data)
    except (StaleError, NotFoundError) as error:
        return _too_late(error)
    flash(f"{found.student.name} 的照片已通过。", "success")
    return _go_on()


@blueprint.post("/<int:submission_id>/return")
@allow(Permission.REVIEWER)
def return_(submission_id: int) -> ResponseReturnValue:
    """Send back with reasons, and go on."""
    form = Return()
    try:
        found = reviews.find(_staff(), submission_id)
        if not form.validate_on_submit():
            return _submission_page(found, form), 422
        reviews.return_(_staff(), found, form.version.data, form.reasons.data, form.text.data or "")
    except InvalidError as error:
        form.reasons.errors = [error.message]
        return _submission_page(found, form), 422
    except (StaleError, NotFoundError) as error:
        return _too_late(error)
    flash(f"{found.student.name} 的材料已退回，同学会看到原因。", "success")
    return _go_on()


@blueprint.get("/<int:submission_id>/files/<kind>")
@allow(Permission.REVIEWER)
def file(submission_id: int, kind: str) -> ResponseReturnValue:
    """A picture of one file, written anew: never the bytes that came from outside."""
    if kind not in set(Kind):
        abort(404)
    found = reviews.find(_staff(), submission_id)
    upload = uploads.upload_of(found, Kind(kind))
    if upload is None:
        abort(404)
    reviews.record_look(_staff(), found, kind)
    try:
        picture = preview_of(uploads.read_upload(upload))
    except StorageError:
        current_app.logger.exception("upload %s cannot be read", upload.id)
        abort(404)
    return _picture(picture) if picture else abort(404)


@blueprint.get("/<int:submission_id>/admission")
@allow(Permission.REVIEWER)
def admission(submission_id: int) -> ResponseReturnValue:
    """The student's admission photo, written anew like the others."""
    found = reviews.find(_staff(), submission_id)
    if not found.student.admission_key:
        abort(404)
    reviews.record_look(_staff(), found, "admission")
    try:
        picture = preview_of(admission_photo.read(found.student))
    except StorageError:
        current_app.logger.exception("the admission photo of student %s cannot be read", found.student_id)
        abort(404)
    return _picture(picture) if picture else abort(404)


def _staff() -> Staff:
    """The member of staff who asks."""
    staff: Staff = current_user._get_current_object()
    return staff


def _submission_page(found: Submission, form: Return) -> str:
    page = review_page(_staff(), found)
    return render_template(
        "review/submission.html", page=page, form=form, people_look_at=PEOPLE_LOOK_AT, part_names=PART_NAMES
    )


def _go_on() -> ResponseReturnValue:
    """Open the next one by itself, or the empty queue."""
    following = reviews.next_for(_staff())
    if following is None:
        flash(QUEUE_EMPTY, "success")
        return redirect(url_for("review.queue"))
    return redirect(url_for("review.submission", submission_id=following.id))


def _too_late(error: StaleError | NotFoundError) -> ResponseReturnValue:
    """Somebody else was faster: say so above the queue, which shows how it stands now."""
    db.session.rollback()
    flash(error.message, "warning")
    return redirect(url_for("review.queue"))


def _picture(data: bytes) -> Response:
    response = make_response(data)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Disposition"] = "inline"
    return response
