"""The blueprint that the admin's views share."""

from __future__ import annotations

from flask import Blueprint, request
from flask_login import current_user

from webapp.domain.errors import NotFoundError
from webapp.domain.queries.campaigns import campaign_of_year
from webapp.domain.queries.notice import active_campaign
from webapp.models import Campaign, Staff
from webapp.pages import staff_frame
from webapp.pages.typed_fields import number_or_none

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
staff_frame.register(blueprint)

NO_SUCH_CAMPAIGN = "没有这一届。请从“设置 · 届次”里选一届。"
NO_CAMPAIGN = (
    "还没有启用任何一届。请在“设置 · 届次”里启用一届，或者在服务器上运行 flask notice load --activate。"
)


def the_admin() -> Staff:
    """The admin who asks."""
    staff: Staff = current_user._get_current_object()
    return staff


def the_campaign() -> Campaign:
    """The campaign that runs. Raises NotFoundError, with what to do, when none does."""
    campaign = active_campaign()
    if campaign is None:
        raise NotFoundError(NO_CAMPAIGN)
    return campaign


def chosen_campaign() -> Campaign:
    """The campaign that page or form names by its class year in `campaign`; without it, the one that runs.

    An earlier class can be looked at and exported, not changed. Raises NotFoundError.
    """
    year = number_or_none(request.values.get("campaign"))
    if year is None:
        return the_campaign()
    found = campaign_of_year(year)
    if found is None:
        raise NotFoundError(NO_SUCH_CAMPAIGN)
    return found
