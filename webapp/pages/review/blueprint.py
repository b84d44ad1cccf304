"""Blueprint `review`, and who asks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.domain import undo
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


def review_page(template: str, **values: Any) -> str:
    """A page of the review, with the bar that takes the latest decision back."""
    return render_template(template, undo=undo.offer_to(the_reviewer()), **values)
