"""What was done, by whom: append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
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
    """One hand-over of photos or of the list: who, when, which, how many, and what was broken.

    finished_at: None until the last bytes were asked for. discarded_at: set when they never arrived, so that
    what it held counts as not handed over.
    """

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))  # "photos" or "list"
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    selection: Mapped[Json] = mapped_column(JSON)
    count: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[str]] = mapped_column(JSON, default=list)
    size: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes of the file, or of a folder
    sha256: Mapped[str] = mapped_column(String(64), default="")  # of the file; "" for a folder


class ExportItem(Base):
    """One student in a finished export. `fingerprint` tells whether what was handed over has changed."""

    __tablename__ = "export_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(ForeignKey("export.id"), index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    name: Mapped[str] = mapped_column(Text)  # the photo's path in the archive
    sha256: Mapped[str] = mapped_column(String(64))  # of the photo; "" in a list, for who has none
    size: Mapped[int]  # bytes of the photo
    fingerprint: Mapped[str] = mapped_column(String(64))
