"""What a student saw on CHSI (学信网), which we cannot ask ourselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base
from webapp.models.people import Student


class ChsiAnswer(Base):
    """One student's own words about their photo on CHSI.

    It hangs on the student, not on a submission: it is asked before anything is begun, and who was
    photographed on campus has to look too (notice, 三.2) and never has a submission.
    """

    __tablename__ = "chsi_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), unique=True)
    has_photo: Mapped[bool | None]  # the answer before travelling to a branch; None: not asked yet
    answered_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]  # saw the right photo there, which is the end of the way

    student: Mapped[Student] = relationship()
