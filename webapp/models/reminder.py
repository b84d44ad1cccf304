"""Who was reminded when, by whom and how."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, stored_enum
from webapp.models.people import College, Student


class Channel(StrEnum):
    """How students were reminded: a text that staff copied into a chat group, or mail."""

    TEXT = "text"
    MAIL = "mail"


class Reminder(Base):
    """One act of reminding students of one college. It stays after the purge: it names nobody.

    actor: as in the audit log. stage, major, class_name: what was looked for, "" for everything. count: of
    students.
    """

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_campaign_id_at", "campaign_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    college_id: Mapped[int] = mapped_column(ForeignKey("college.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    channel: Mapped[Channel] = mapped_column(stored_enum(Channel))
    stage: Mapped[str] = mapped_column(String(16))
    major: Mapped[str] = mapped_column(String(80), default="")
    class_name: Mapped[str] = mapped_column(String(80), default="")
    count: Mapped[int]

    college: Mapped[College] = relationship()


class Reminded(Base):
    """One student of one reminder; `at` is the reminder's, so that the latest is found by an index alone."""

    __tablename__ = "reminded"
    __table_args__ = (Index("ix_reminded_student_id_at", "student_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    at: Mapped[datetime]

    student: Mapped[Student] = relationship()
