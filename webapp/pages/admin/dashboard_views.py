"""The figures: how far each college is, what happens by day, how long decisions take, what goes wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.domain import deadlines
from webapp.domain.queries import figures, progress
from webapp.domain.queries.figure_words import failure_words, reason_words
from webapp.domain.queries.figures import Ranked
from webapp.domain.queries.unchanged import moment, unless_changed
from webapp.domain.review_filter import visible_to
from webapp.models import CollegeCount, Role
from webapp.pages import charts
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, chosen_campaign, the_admin

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@blueprint.get("/")
@allow(Permission.REVIEWER)
def dashboard() -> ResponseReturnValue:
    """The figures of all colleges for an admin, of their own for a reviewer; also of an earlier class."""
    staff, campaign = the_admin(), chosen_campaign()
    kept: dict[str, Any] = {} if campaign.is_active else {"campaign": campaign.class_year}
    lines = progress.by_college(campaign, visible_to(staff, CollegeCount.college_id))
    window = deadlines.campaign_window(campaign)
    found = unless_changed(moment(), staff, campaign, "figures", lambda: figures.all_figures(staff, campaign))
    return render_template(
        "admin/dashboard.html",
        campaign=campaign,
        lines=lines,
        total=progress.total(lines),
        window=window,
        days_left=window.days_left(clock.now()),
        days=found.days,
        by_day=charts.by_day(found.days),
        waiting=found.waiting,
        failures=_rows(found.failures, "finding", kept),
        reasons=_rows(found.reasons, "reason", kept),
        kept=kept,
        is_admin=staff.role is Role.ADMIN,
    )


def _rows(ranked: list[Ranked], narrowed_by: str, kept: dict[str, Any]) -> list[tuple[str, int, str]]:
    """(words, how many, address of their list) of each line of a ranking."""
    words = failure_words if narrowed_by == "finding" else reason_words
    return [
        (words(one.code), one.count, url_for("admin.students", **kept | {narrowed_by: one.code}))
        for one in ranked
    ]


@blueprint.app_template_filter()
def duration(length: timedelta | None) -> str:
    """A length of time in one unit: "18 分钟", "5 小时", "3 天"; "" for none."""
    if length is None:
        return ""
    if length < HOUR:
        return f"{max(1, round(length.total_seconds() / 60))} 分钟"
    if length < 2 * DAY:
        return f"{round(length / HOUR)} 小时"
    return f"{round(length / DAY)} 天"
