"""The blueprint that the views of roll calls share."""

from __future__ import annotations

from flask import Blueprint
from flask_login import current_user

from webapp.domain.queries.sessions import audience
from webapp.domain.roll_call import leading
from webapp.models import CampusSession, Role, Staff
from webapp.pages import staff_frame

blueprint = Blueprint("roll_call", __name__, url_prefix="/roll-call")
staff_frame.register(blueprint)
blueprint.add_app_template_filter(audience, "audience")


def the_leader() -> Staff:
    """Whoever calls the roll: a leader, a reviewer who leads, or an admin."""
    staff: Staff = current_user._get_current_object()
    return staff


def is_admin() -> bool:
    """Whether an admin asks: they see the plan and may reopen."""
    return the_leader().role is Role.ADMIN


def the_session(session_id: int) -> CampusSession:
    """A session that is this leader's to call. Raises NotFoundError."""
    return leading.find(the_leader(), session_id)
