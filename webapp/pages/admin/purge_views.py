"""What a purge would take away: the dry run. The purge itself is a command on the server."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp import current
from webapp.domain.purge import plan_of
from webapp.domain.queries.campaigns import all_campaigns
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint


@blueprint.get("/purge")
@allow(Permission.ADMIN)
def purge() -> ResponseReturnValue:
    """Each class with what would go, and from when on."""
    plans = [(campaign, plan_of(campaign)) for campaign in all_campaigns()]
    return render_template("admin/purge.html", plans=plans, days=current.settings().retention_days)
