"""The contact sheet: look at many, take the odd one out, approve the rest."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.domain import contact_sheet, undo
from webapp.pages.access import Permission, allow
from webapp.pages.review.blueprint import blueprint, review_page, the_reviewer
from webapp.pages.review.filters import kept, wanted
from webapp.pages.typed_fields import number_or_none

MOST_LEFT = 200  # numbers of photos taken out that an address carries on
NONE_PICKED = "没有选中任何照片，什么都没有改动。"


@blueprint.get("/sheet")
@allow(Permission.REVIEWER)
def sheet() -> ResponseReturnValue:
    """Photos that every check passed."""
    left = _numbers(request.args.get("left", "").split("-"))
    found = contact_sheet.sheet(the_reviewer(), wanted(), left)
    return review_page("review/sheet.html", submissions=found, left=left, kept=kept())


@blueprint.post("/sheet")
@allow(Permission.REVIEWER)
def approve_sheet() -> ResponseReturnValue:
    """Approve those that were left ticked, each by itself, and go on to the next sheet."""
    outcome = contact_sheet.approve_all(the_reviewer(), _picked(request.form.getlist("picked")))
    if outcome.approved and not undo.is_offered():
        flash(f"通过了 {outcome.approved} 份。", "success")
    for words in outcome.refused:
        flash(words, "warning")
    if not outcome.approved and not outcome.refused:
        flash(NONE_PICKED, "warning")
    left = _numbers(request.form.getlist("left")) + _unticked(request.form)
    return redirect(url_for("review.sheet", left="-".join(map(str, left[:MOST_LEFT])) or None, **kept()))


def _unticked(form: MultiDict[str, str]) -> list[int]:
    """What the sheet showed and the reviewer took out."""
    picked = {number for number, _ in _picked(form.getlist("picked"))}
    return [number for number in _numbers(form.getlist("shown")) if number not in picked]


def _numbers(values: list[str]) -> list[int]:
    numbers = map(number_or_none, values[:MOST_LEFT])
    return [number for number in numbers if number is not None]


def _picked(values: list[str]) -> list[tuple[int, int]]:
    """'12:7' is version 7 of submission 12; what is written otherwise is passed over."""
    pairs = [value.partition(":")[::2] for value in values[: contact_sheet.SIZE]]
    numbers = [(number_or_none(number), number_or_none(version)) for number, version in pairs]
    return [(number, version) for number, version in numbers if number is not None and version is not None]
