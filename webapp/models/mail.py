"""Mail to students: where to, and what waits to be sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, stored_enum
from webapp.models.people import Student


class MailKind(StrEnum):
    """What a mail is about; its words are templates/mail/<kind>.txt."""

    WELCOME = "welcome"  # to a new address, so that the student sees whether it works
    APPROVED = "approved"
    RETURNED = "returned"
    DEADLINE = "deadline"
    REMINDER = "reminder"  # staff asked for it


class NoticeAddress(Base):
    """Where one student wants notices. Their own choice, so it stands apart from the roster's e-mail."""

    __tablename__ = "notice_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), unique=True)
    email: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime]

    student: Mapped[Student] = relationship()


class OutboxMail(Base):
    """One mail, written in the transaction of what it tells of, and sent later by `flask mail send`.

    It waits while neither `sent_at` nor `failed_at` (given up) is set. `due_at`: when to try (again).
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_waiting", "sent_at", "failed_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    kind: Mapped[MailKind] = mapped_column(stored_enum(MailKind))
    once_key: Mapped[str | None] = mapped_column(String(80), unique=True)  # a second mail with it is refused
    recipient: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]  # from here on it would only confuse
    attempts: Mapped[int] = mapped_column(default=0)  # also the version that a sender claims
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(40), default="")  # a token of domain/mail, never a reply
