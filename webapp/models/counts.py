"""Figures that triggers of the database keep (migration 0007): nobody else writes them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base


class CollegeCount(Base):
    """How many students of a college stand where; whoever attended is in no other figure."""

    __tablename__ = "college_count"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    college_id: Mapped[int] = mapped_column(ForeignKey("college.id"), primary_key=True)
    attended: Mapped[int] = mapped_column(server_default="0")
    not_begun: Mapped[int] = mapped_column(server_default="0")
    draft: Mapped[int] = mapped_column(server_default="0")
    submitted: Mapped[int] = mapped_column(server_default="0")
    returned: Mapped[int] = mapped_column(server_default="0")
    approved: Mapped[int] = mapped_column(server_default="0")
