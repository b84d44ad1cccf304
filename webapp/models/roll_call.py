"""Who was there when a campus session was photographed, and when its roll call was closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base
from webapp.models.people import Staff


class RollMark(Base):
    """Somebody ticked a student as there, or took the tick back; the latest act counts.

    A student has one mark: that of a later chance takes the place of the first session's. A mark of a session
    that is no longer theirs, because the schedule was changed, is void.
    """

    __tablename__ = "roll_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("campus_session.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), unique=True)
    is_present: Mapped[bool]
    marked_at: Mapped[datetime]  # of the tap, not of its arrival: a phone may have been without network
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # None: the operator


class RollClosing(Base):
    """One end of a session's roll call, with its figures then; reopened by an admin, or still in force."""

    __tablename__ = "roll_closing"
    __table_args__ = (
        Index(
            "ix_roll_closing_in_force",
            "session_id",
            unique=True,
            sqlite_where=text("reopened_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("campus_session.id"), index=True)
    listed: Mapped[int]  # students of the session
    present: Mapped[int]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # None: the operator
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reopen_reason: Mapped[str] = mapped_column(String(200), default="")

    closed_by: Mapped[Staff | None] = relationship(foreign_keys=closed_by_id)
    reopened_by: Mapped[Staff | None] = relationship(foreign_keys=reopened_by_id)
