"""Work that takes longer than a page may: how far it is, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Json, stored_enum
from webapp.models.campaign import Campaign


class WorkKind(StrEnum):
    """What is done."""

    ROSTER_PREVIEW = "roster_preview"
    ROSTER_IMPORT = "roster_import"
    PHOTOS = "photos"


class WorkState(StrEnum):
    """running -> done, failed (it said why), or lost (it has been silent for too long, and may not end)."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"


class Work(Base):
    """One piece of work, begun by one member of staff who alone sees it. `seen_at`: its last sign of life."""

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[WorkKind] = mapped_column(stored_enum(WorkKind))
    state: Mapped[WorkState] = mapped_column(stored_enum(WorkState), default=WorkState.RUNNING)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    phase: Mapped[str] = mapped_column(String(40), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)  # 0: not known yet
    result: Mapped[Json] = mapped_column(JSON, default=dict)

    campaign: Mapped[Campaign] = relationship()
