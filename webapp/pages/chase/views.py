"""Who is missing: counts by college, major and class, names, and the same as a file."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from webapp import clock, current
from webapp.domain import deadlines
from webapp.domain.chasing import listing
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import Stage
from webapp.domain.mail.notices import STUDENT_HOME
from webapp.domain.queries import chasing
from webapp.domain.queries.chasing import Reachable
from webapp.domain.queries.keyset import MOST_COUNTED, Place
from webapp.domain.queries.students import colleges_of
from webapp.domain.queries.unchanged import moment, unless_changed
from webapp.models import Campaign, College, Staff
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import the_campaign
from webapp.pages.chase.blueprint import blueprint
from webapp.pages.chase.forms import ChaseSearch, Copied, kept
from webapp.pages.review.blueprint import the_reviewer
from webapp.pages.typed_fields import number_or_none


@blueprint.get("/")
@allow(Permission.REVIEWER)
def overview() -> ResponseReturnValue:
    """How many are missing, by college; by major of one; by class of that."""
    campaign, wanted = the_campaign(), replace(_asked().wanted(), quiet_days=0, without_address=False)
    staff = the_reviewer()
    found = unless_changed(
        moment(), staff, campaign, ("groups", wanted), lambda: chasing.groups(staff, campaign, wanted)
    )
    window = deadlines.campaign_window(campaign)
    return render_template(
        "chase/overview.html",
        groups=found,
        total=chasing.together(found),
        wanted=wanted,
        college=_college(colleges_of(staff), wanted),
        below=_below(wanted),
        kept=kept(wanted),
        window=window,
        days_left=window.days_left(clock.now()),
    )


@blueprint.get("/names")
@allow(Permission.REVIEWER)
def names() -> ResponseReturnValue:
    """Those who are missing by name, and the ways to remind them."""
    staff, campaign, form = the_reviewer(), the_campaign(), _asked()
    colleges = colleges_of(staff)
    form.offer_colleges(colleges)
    wanted = form.wanted()
    place = Place(number_or_none(request.args.get("after")), number_or_none(request.args.get("before")))
    is_start = not (place.after or place.before)  # the ways to remind stand above the first names only
    page = chasing.names(staff, campaign, wanted, place)
    frame = listing.frame_of(campaign, wanted.stage, _student_link())
    fits_a_group = is_start and page.total <= MOST_COUNTED
    return render_template(
        "chase/names.html",
        form=form,
        wanted=wanted,
        college=_college(colleges, wanted),
        kept=kept(wanted),
        page=page,
        messages=chasing.texts(staff, campaign, wanted, frame) if fits_a_group else None,
        mail=_reachable(staff, campaign, wanted) if is_start and current.settings().sends_mail else None,
        copied=Copied(formdata=None),
        is_start=is_start,
    )


@blueprint.post("/names.csv")
@allow(Permission.REVIEWER)
def names_csv() -> ResponseReturnValue:
    """The same list as a file."""
    wanted = ChaseSearch(request.form).wanted()
    body = listing.stream(the_reviewer(), the_campaign(), wanted)
    response = Response(stream_with_context(body), mimetype="text/csv")
    name = f"bupai-{wanted.stage}-{clock.local(clock.now()):%Y%m%d-%H%M}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _asked() -> ChaseSearch:
    return ChaseSearch(request.args)


def _college(offered: list[College], wanted: Selection) -> College | None:
    """The college that was chosen, when it is one of theirs."""
    return next((college for college in offered if college.id == wanted.college_id), None)


def _below(wanted: Selection) -> str:
    """What a group's key is called in the address: the next thing to choose."""
    if wanted.college_id is None:
        return "college"
    return "class_name" if wanted.major else "major"


def _reachable(staff: Staff, campaign: Campaign, wanted: Selection) -> Reachable:
    """How many mail can reach; counted again after each act, and where the hour decides who is meant."""
    if wanted.quiet_days:
        return chasing.reachable(staff, campaign, wanted)
    return unless_changed(
        moment(), staff, campaign, ("reachable", wanted), lambda: chasing.reachable(staff, campaign, wanted)
    )


def _student_link() -> str:
    """Where students go on: the address that they use, else the one that the counsellor uses."""
    public = current.settings().public_url.rstrip("/")
    return public + STUDENT_HOME if public else url_for("student.home", _external=True)


@blueprint.context_processor
def _stages() -> dict[str, object]:
    return {"stages": Stage}
