"""What was done, by whom: append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base, Json


class AuditEvent(Base):
    """One act. `actor` is "student:ID", "staff:ID" or "operator"; `target` names a row, never a person."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_target_at", "target", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(40), index=True)
    action: Mapped[str] = mapped_column(String(40), index=True)
    target: Mapped[str] = mapped_column(String(60))
    details: Mapped[Json] = mapped_column(JSON, default=dict)


class Export(Base):
    """One hand-over of photos or of the list: who, when, which, how many, and what was broken."""

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))  # "photos" or "list"
    selection: Mapped[Json] = mapped_column(JSON)
    count: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[str]] = mapped_column(JSON, default=list)
