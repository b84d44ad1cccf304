"""A class of year, its campus sessions, and what its notice says."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Json


class Campaign(Base):
    """The collection of one class of year. At most one is active; uploads end at `deadline_at`."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(200))
    deadline_at: Mapped[datetime]
    is_active: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    # Limits of the photo standard that this school sets otherwise: field of `Standard` -> value.
    standard_overrides: Mapped[Json] = mapped_column(JSON, default=dict)

    sessions: Mapped[list[CampusSession]] = relationship(
        back_populates="campaign", order_by="CampusSession.position", cascade="all, delete-orphan"
    )
    documents: Mapped[list[NoticeDocument]] = relationship(
        back_populates="campaign", cascade="all, delete-orphan"
    )


class CampusSession(Base):
    """One row of Attachment 3: who is photographed on campus, when and where."""

    __tablename__ = "campus_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    position: Mapped[int]
    batch: Mapped[int]
    day: Mapped[date | None]  # None: the notice says 'to be announced'
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(100))
    colleges: Mapped[list[str]] = mapped_column(JSON)  # names as printed; empty: all others
    majors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # {"name": str, "head_count": int | None}
    printed: Mapped[str] = mapped_column(String(500))  # the row's words in the notice

    campaign: Mapped[Campaign] = relationship(back_populates="sessions")


def _as_body(row: DefaultExecutionContext) -> Any:
    """A document begins with the notice's own words."""
    return row.get_current_parameters()["body"]  # type: ignore[no-untyped-call] # SQLAlchemy left it untyped


class NoticeDocument(Base):
    """A part of the notice that pages show: rules, the ways to the code, the clauses of the photo.

    `original` is what the notice says, `body` what pages show: the same until an admin changes words.
    """

    __tablename__ = "notice_document"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    name: Mapped[str] = mapped_column(String(40))
    body: Mapped[Json] = mapped_column(JSON)
    original: Mapped[Json] = mapped_column(JSON, default=_as_body)

    campaign: Mapped[Campaign] = relationship(back_populates="documents")


class CampaignChange(Base):
    """A limit of the photo standard, or words of the notice, that an admin changed. Append-only.

    `old` and `new` hold the value under "value"; {} where none was set beside the standard's own.
    """

    __tablename__ = "campaign_change"
    __table_args__ = (Index("ix_campaign_change_area", "campaign_id", "area", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))  # as in the record: "staff:ID" or "operator"
    area: Mapped[str] = mapped_column(String(16))  # "standard" or "text"
    name: Mapped[str] = mapped_column(String(80))  # field of `Standard`, or document and path of the words
    old: Mapped[Json] = mapped_column(JSON)
    new: Mapped[Json] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200))


class Branch(Base):
    """One contact of Attachment 4, as printed. Coordinates are those of the city, in degrees (WGS84)."""

    __tablename__ = "branch"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(40))
    province: Mapped[str] = mapped_column(String(20), index=True)
    city: Mapped[str] = mapped_column(String(20))
    contact: Mapped[str] = mapped_column(String(40))
    office_phone: Mapped[str] = mapped_column(String(40))
    mobile: Mapped[str] = mapped_column(String(40))
    fax: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200))
    latitude: Mapped[float]
    longitude: Mapped[float]
    flags: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # {"field": str, "reason": str}
