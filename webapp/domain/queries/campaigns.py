"""The classes of all years."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Campaign


def all_campaigns() -> list[Campaign]:
    """Every campaign, the newest class first."""
    return list(db.session.scalars(select(Campaign).order_by(Campaign.class_year.desc())))
