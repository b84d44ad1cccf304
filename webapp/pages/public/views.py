"""Pages for everybody: what the notice says, where to go, and a check of a photo that keeps nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp import clock, current
from webapp.domain import deadlines, intake
from webapp.domain.queries import branch_card, branch_map, nearest, notice, sessions
from webapp.extensions import limiter
from webapp.models import Campaign
from webapp.models.base import Json
from webapp.pages import preview
from webapp.pages.access import Permission, allow
from webapp.pages.public import example
from webapp.pages.public.forms import BranchQuery, PreCheck, SessionQuery
from webapp.pages.said import said_words
from webapp.photocheck import check_photo

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@allow(Permission.PUBLIC)
def home() -> ResponseReturnValue:
    """Who must act, by when, and what to hand in."""
    campaign = notice.active_campaign()
    window = deadlines.campaign_window(campaign) if campaign else None
    return _page("public/home.html", campaign, window=window, now=clock.now())


@blueprint.get("/sessions", endpoint="sessions")
@allow(Permission.PUBLIC)
def campus_sessions() -> ResponseReturnValue:
    """Attachment 3, to search."""
    form, campaign = SessionQuery(request.args), notice.active_campaign()
    words = form.q.data or "" if form.validate() else ""
    found = sessions.search_sessions(campaign, words) if campaign else None
    rules = _document(campaign, notice.RULES).get("rules", [])
    page = _page("public/sessions.html", campaign, form=form, found=found, rules=rules)
    return page, 422 if form.errors else 200


@blueprint.get("/branches")
@allow(Permission.PUBLIC)
def branches() -> ResponseReturnValue:
    """The nearest Xinhua branches."""
    form = BranchQuery(request.args)
    if form.validate():
        found = nearest.find_branches(form.lat.data, form.lng.data, form.province.data, form.city.data)
    else:
        found = nearest.find_branches()
    page = _page(
        "public/branches.html",
        notice.active_campaign(),
        form=form,
        found=found,
        dots=_dots(found),
        card_of=branch_card.card_of,
    )
    return page, 422 if form.errors else 200


@blueprint.get("/guide/photo")
@allow(Permission.PUBLIC)
def photo_guide() -> ResponseReturnValue:
    """Attachment 2: what the photo must look like."""
    campaign = notice.active_campaign()
    standard = intake.standard_for(campaign)
    return _page(
        "public/photo_guide.html",
        campaign,
        clauses=_document(campaign, notice.PHOTO_CLAUSES).get("clauses", []),
        rules=_document(campaign, notice.RULES).get("rules", []),
        standard=standard,
        example=example.report(standard),
    )


@blueprint.get("/guide/code")
@allow(Permission.PUBLIC)
def code_guide() -> ResponseReturnValue:
    """Attachment 1: three ways to the collection code."""
    campaign = notice.active_campaign()
    return _page("public/code_guide.html", campaign, guide=_document(campaign, notice.CODE_GUIDE))


@blueprint.route("/check", methods=["GET", "POST"])
@limiter.limit(lambda: current.settings().check_limit, methods=["POST"])
@allow(Permission.PUBLIC)
def check() -> ResponseReturnValue:
    """Check a photo without handing it in: nothing is stored."""
    form = PreCheck()
    if not form.validate_on_submit():
        page = render_template("public/check.html", form=form)
        return page, 422 if form.is_submitted() else 200
    data = form.photo.content
    standard = intake.standard_for(notice.active_campaign())
    return render_template(
        "public/check.html",
        form=form,
        report=check_photo(data, standard),
        standard=standard,
        picture=preview.preview_url(data),
    )


@blueprint.get("/privacy")
@allow(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """What is kept, for how long, and who sees it."""
    campaign, kept = notice.active_campaign(), timedelta(days=current.settings().retention_days)
    return _page(
        "public/privacy.html",
        campaign,
        retention_days=kept.days,
        until=clock.local(campaign.deadline_at + kept).date() if campaign else None,
    )


def _page(template: str, campaign: Campaign | None, **values: Any) -> str:
    """A page that shows parts of the notice. `said` is its main document, {} before one is loaded."""
    said = _document(campaign, notice.CAMPAIGN)
    return render_template(template, campaign=campaign, said=said, **values)


def _document(campaign: Campaign | None, name: str) -> Json:
    return notice.document(campaign, name) if campaign else {}


def _dots(found: nearest.Finder) -> list[branch_map.Dot]:
    """The branches on the map, with the nearest one and the reader's place when they are known."""
    is_asked = bool(found.branches) and found.branches[0].km is not None
    return branch_map.dots(
        [item.branch for item in found.branches],
        nearest=found.branches[0].branch if is_asked else None,
        here=found.here,
        say=said_words,
    )
