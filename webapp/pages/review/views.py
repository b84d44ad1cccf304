"""The queue, one submission, and the decision."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import reviews, undo
from webapp.domain.errors import InvalidError, NotFoundError, StaleError
from webapp.domain.queries import queue as queues
from webapp.domain.queries.keyset import Mark, Place
from webapp.domain.queries.review_page import review_page as everything_about
from webapp.domain.queries.students import colleges_of
from webapp.domain.return_reasons import PART_NAMES
from webapp.extensions import db
from webapp.models import State, Submission
from webapp.pages.access import Permission, allow
from webapp.pages.review.blueprint import blueprint, review_page, the_reviewer
from webapp.pages.review.filters import STATES, filter_form, kept, wanted
from webapp.pages.review.forms import Decision, Leaving, Return
from webapp.pages.review.words import REASON_KEYS
from webapp.photocheck_wording import PEOPLE_LOOK_AT

QUEUE_EMPTY = "现在没有要审核的了，休息一下。"
FIRST_ONE = "前面没有可以审核的了，这是第一份。"
APPROVED = "{name} 的照片已通过。"
RETURNED = "{name} 的材料已退回，同学会看到原因。"
LAST_ONE = "没有别的可以审核了，只剩这一份。"


@blueprint.get("/")
@allow(Permission.REVIEWER)
def queue() -> ResponseReturnValue:
    """What waits, oldest first, or what else is looked for."""
    staff, asked = the_reviewer(), wanted()
    place = Place(Mark.read(request.args.get("after")), Mark.read(request.args.get("before")))
    form = filter_form()
    form.offer_colleges(colleges_of(staff))
    return review_page(
        "review/queue.html",
        page=queues.queue_of(staff, asked, place),
        counts=queues.counts_of(staff),
        form=form,
        kept=kept(),
        state=asked.state,
        waits=asked.state is State.SUBMITTED,
        state_names=STATES,
    )


@blueprint.post("/next")
@allow(Permission.REVIEWER)
def next_() -> ResponseReturnValue:
    """Take the oldest that nobody holds."""
    return _go_on(None)


@blueprint.get("/<int:submission_id>")
@allow(Permission.REVIEWER)
def submission(submission_id: int) -> ResponseReturnValue:
    """One submission: the photo, what belongs to it, and the decision."""
    found = reviews.find(the_reviewer(), submission_id)
    form = Return(formdata=None, version=found.version)
    reviews.record_look(the_reviewer(), found, "page")
    return submission_page(submission_id, form)


@blueprint.post("/<int:submission_id>/next")
@allow(Permission.REVIEWER)
def skip(submission_id: int) -> ResponseReturnValue:
    """Leave it undecided, and take the one behind it."""
    here = reviews.find(the_reviewer(), submission_id)
    return _move(here, reviews.next_for(the_reviewer(), wanted(), here), LAST_ONE)


@blueprint.post("/<int:submission_id>/previous")
@allow(Permission.REVIEWER)
def previous(submission_id: int) -> ResponseReturnValue:
    """Leave it undecided, and take the one in front of it."""
    here = reviews.find(the_reviewer(), submission_id)
    return _move(here, reviews.previous_for(the_reviewer(), wanted(), here), FIRST_ONE)


@blueprint.post("/<int:submission_id>/claim")
@allow(Permission.REVIEWER)
def claim(submission_id: int) -> ResponseReturnValue:
    """Take it."""
    try:
        reviews.claim(the_reviewer(), submission_id)
    except StaleError as error:
        return _too_late(error)
    return redirect(url_for("review.submission", submission_id=submission_id, **kept()))


@blueprint.post("/<int:submission_id>/release")
@allow(Permission.REVIEWER)
def release(submission_id: int) -> ResponseReturnValue:
    """Give it back."""
    form = Leaving()
    if not form.validate():
        abort(400)
    reviews.release(the_reviewer(), submission_id, form.until.data if form.leaving.data else None)
    if form.leaving.data:
        return Response(status=204, mimetype="text/plain")  # the page is gone, nobody reads an answer
    return redirect(url_for("review.queue", **kept()))


@blueprint.post("/<int:submission_id>/approve")
@allow(Permission.REVIEWER)
def approve(submission_id: int) -> ResponseReturnValue:
    """Approve, and go on."""
    form = Decision()
    if not form.validate_on_submit():
        abort(400)
    try:
        found = reviews.find(the_reviewer(), submission_id)
        reviews.approve(the_reviewer(), found, form.version.data)
    except (StaleError, NotFoundError) as error:
        return _too_late(error)
    if not undo.is_offered():
        flash(APPROVED.format(name=found.student.name), "success")
    return _go_on(found)


@blueprint.post("/<int:submission_id>/return")
@allow(Permission.REVIEWER)
def return_(submission_id: int) -> ResponseReturnValue:
    """Send back with reasons, and go on."""
    form = Return()
    try:
        found = reviews.find(the_reviewer(), submission_id)
        if not form.validate_on_submit():
            return submission_page(submission_id, form), 422
        reviews.return_(the_reviewer(), found, form.version.data, form.reasons.data, form.text.data or "")
    except InvalidError as error:
        form.reasons.errors = [error.message]
        return submission_page(submission_id, form), 422
    except (StaleError, NotFoundError) as error:
        return _too_late(error)
    if not undo.is_offered():
        flash(RETURNED.format(name=found.student.name), "success")
    return _go_on(found)


def submission_page(submission_id: int, form: Return) -> str:
    """One submission with what was filled in so far."""
    page = everything_about(the_reviewer(), submission_id)
    ahead = reviews.upcoming(the_reviewer(), wanted(), page.submission) if page.may_decide else None
    return review_page(
        "review/submission.html",
        page=page,
        form=form,
        ahead=ahead,
        kept=kept(),
        people_look_at=PEOPLE_LOOK_AT,
        part_names=PART_NAMES,
        reason_keys=REASON_KEYS,
    )


def _go_on(behind: Submission | None) -> ResponseReturnValue:
    """Open the next one by itself, or the empty queue."""
    following = reviews.next_for(the_reviewer(), wanted(), behind)
    if following is None:
        flash(QUEUE_EMPTY, "success")
        return redirect(url_for("review.queue", **kept()))
    return redirect(url_for("review.submission", submission_id=following.id, **kept()))


def _move(here: Submission, there: Submission | None, nobody: str) -> ResponseReturnValue:
    """From one to another; the one that is left goes back to the queue."""
    if there is None or there.id == here.id:
        flash(nobody, "info")
        there = here
    else:
        reviews.release(the_reviewer(), here.id)
    return redirect(url_for("review.submission", submission_id=there.id, **kept()))


def _too_late(error: StaleError | NotFoundError) -> ResponseReturnValue:
    """Somebody else was faster: say so above the queue, which shows how it stands now."""
    db.session.rollback()
    flash(error.message, "warning")
    return redirect(url_for("review.queue", **kept()))
