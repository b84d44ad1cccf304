"""Before the student knows: a preview of what they will read, and ten seconds to take a decision back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.domain import return_reasons, reviews, undo
from webapp.domain.seen import Seen
from webapp.models import State
from webapp.pages.access import Permission, allow
from webapp.pages.review.blueprint import blueprint, review_page, the_reviewer
from webapp.pages.review.filters import kept
from webapp.pages.review.forms import Return, Undo
from webapp.pages.review.views import submission_page

TAKEN_BACK = "已撤销，同学什么都没有看到。请再看一次。"
ALL_TAKEN_BACK = "撤销了 {count} 份，同学什么都没有看到。"


@blueprint.post("/undo")
@allow(Permission.REVIEWER)
def take_back() -> ResponseReturnValue:
    """Take the latest decision back, or a whole sheet, and go there."""
    form = Undo()
    form.validate()
    outcome = undo.take_back_all(the_reviewer(), form.act.data or "")
    for words in outcome.refused:
        flash(words, "warning")
    here = form.here.data
    if len(outcome.submissions) == 1:
        (found,) = outcome.submissions
        if here is not None and here != found.id:
            reviews.release(the_reviewer(), here)
        here = found.id
        flash(TAKEN_BACK, "success")
    elif outcome.submissions:
        flash(ALL_TAKEN_BACK.format(count=len(outcome.submissions)), "success")
        return redirect(url_for("review.sheet", **kept()))
    if here is None:
        return redirect(url_for("review.queue", **kept()))
    return redirect(url_for("review.submission", submission_id=here, **kept()))


@blueprint.post("/<int:submission_id>/preview")
@allow(Permission.REVIEWER)
def preview(submission_id: int) -> ResponseReturnValue:
    """What the student will read of a return that is being filled in; nothing is changed."""
    found = reviews.find(the_reviewer(), submission_id)
    form = Return()
    if not form.validate():
        return submission_page(found.id, form), 422
    if request.form.get("back"):
        return submission_page(found.id, form)
    reasons = return_reasons.described(form.reasons.data or ())
    codes, text = tuple(reason.code for reason in reasons), form.text.data or ""
    return review_page(
        "review/preview.html",
        submission=found,
        known=Seen(State.RETURNED, clock.now(), codes, text),
        reasons=reasons,
        version=form.version.data,
        kept=kept(),
    )
