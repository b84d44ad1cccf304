"""The blueprint that the admin's views share."""

from __future__ import annotations

from flask import Blueprint
from flask_login import current_user

from webapp.domain.errors import NotFoundError
from webapp.domain.queries.notice import active_campaign
from webapp.models import Campaign, Staff
from webapp.pages import staff_frame

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
staff_frame.register(blueprint)

NO_CAMPAIGN = "还没有启用任何一届。请先在服务器上运行 flask notice load --activate。"


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
