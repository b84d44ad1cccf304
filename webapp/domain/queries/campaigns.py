"""The classes of all years."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Campaign


def all_campaigns() -> list[Campaign]:
    """Every campaign, the newest class first."""
    return list(db.session.scalars(select(Campaign).order_by(Campaign.class_year.desc())))


def campaign_of_year(class_year: int) -> Campaign | None:
    """The campaign of a class year."""
    return db.session.scalar(select(Campaign).where(Campaign.class_year == class_year))
