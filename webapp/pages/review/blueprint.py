"""Blueprint `review`, and who asks."""

from __future__ import annotations

from flask import Blueprint
from flask_login import current_user

from webapp.models import Staff
from webapp.pages import staff_frame
from webapp.pages.review import words

blueprint = Blueprint("review", __name__, url_prefix="/review")
staff_frame.register(blueprint)
blueprint.add_app_template_global(words.action_name, "action_name")
blueprint.add_app_template_global(words.kind_name, "kind_name")
blueprint.add_app_template_global(words.comparisons, "comparisons")


def the_reviewer() -> Staff:
    """The member of staff who asks."""
    staff: Staff = current_user._get_current_object()
    return staff
