"""The desk for paper photos: scan or type the receipt, look, note that it is here; one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField

from webapp.domain import paper_photo, reviews
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import Stage
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.queries import chasing, paper_desk
from webapp.extensions import talisman
from webapp.models import Submission
from webapp.pages import staff_frame
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import the_campaign
from webapp.pages.review.blueprint import the_reviewer
from webapp.pages.typed_fields import number_or_none

blueprint = Blueprint("paper", __name__, url_prefix="/paper")
staff_frame.register(blueprint)

View = TypeVar("View", bound=Callable[..., Any])
CAMERA = {"geolocation": "()", "camera": "(self)", "microphone": "()"}
LONGEST = 100  # characters of what a scanner types
NOTHING_TYPED = "请扫回执上的码，或者输入回执编号。"


def with_camera(view: View) -> View:
    """Let a page use the camera, which no other page of ours may."""
    marked: View = talisman(permissions_policy=CAMERA)(view)
    return marked


class Receipt(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What is on the receipt. at_once: note it without another tap."""

    number = StringField("回执编号")
    at_once = BooleanField("扫到就登记，不用再点")


@blueprint.get("/")
@with_camera
@allow(Permission.REVIEWER)
def desk() -> ResponseReturnValue:
    """Nothing scanned yet."""
    return _page(_form(), None)


@blueprint.post("/")
@with_camera
@allow(Permission.REVIEWER)
def look_up() -> ResponseReturnValue:
    """A receipt was scanned or typed; with an empty field, Enter notes the one that is shown."""
    form = Receipt()
    if not form.validate_on_submit():
        return _page(form, None), 400
    typed = (form.number.data or "").strip()[:LONGEST]
    shown = number_or_none(request.form.get("shown"))
    if not typed and shown is not None:
        return receive(shown)
    try:
        if not typed:
            raise InvalidError(NOTHING_TYPED)
        found = paper_photo.find_by_receipt(the_reviewer(), typed)
    except (InvalidError, NotFoundError) as error:
        form.number.errors = [error.message]
        return _page(form, None), 404 if isinstance(error, NotFoundError) else 422
    if form.at_once.data:
        return receive(found.id)
    return redirect(url_for("paper.one", submission_id=found.id))


@blueprint.get("/<int:submission_id>")
@with_camera
@allow(Permission.REVIEWER)
def one(submission_id: int) -> ResponseReturnValue:
    """Whose it is, and whether the paper photo is here."""
    found = paper_photo.find(the_reviewer(), submission_id)
    page = _page(_form(), found)
    reviews.record_look(the_reviewer(), found, "receipt")  # last: its commit makes everything be read again
    return page


@blueprint.post("/<int:submission_id>/receive")
@allow(Permission.REVIEWER)
def receive(submission_id: int) -> ResponseReturnValue:
    """It is here."""
    found = paper_photo.find(the_reviewer(), submission_id)
    was_here = found.paper_received_at is not None
    paper_photo.mark_paper_received(the_reviewer(), found)
    return _back(submission_id, just=None if was_here else "in")


@blueprint.post("/<int:submission_id>/undo")
@allow(Permission.REVIEWER)
def undo(submission_id: int) -> ResponseReturnValue:
    """It is not."""
    paper_photo.take_back(the_reviewer(), paper_photo.find(the_reviewer(), submission_id))
    return _back(submission_id, just="out")


def _back(submission_id: int, just: str | None) -> ResponseReturnValue:
    at_once = request.form.get("at_once") or None
    return redirect(url_for("paper.one", submission_id=submission_id, just=just, at_once=at_once))


def _form() -> Receipt:
    return Receipt(formdata=None, at_once=bool(request.args.get("at_once")))


def _page(form: Receipt, found: Submission | None) -> str:
    staff = the_reviewer()
    missing = chasing.count(staff, the_campaign(), Selection(Stage.PAPER))
    return render_template(
        "paper/desk.html",
        form=form,
        shown=found,
        received=paper_desk.received(found) if found else None,
        just=request.args.get("just"),
        today=paper_desk.today(staff),
        missing=missing,
    )
