"""What the review keeps beside a submission: the decision that may be taken back, and faces alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base
from webapp.models.people import Staff
from webapp.models.submission import Submission


class Decision(Base):
    """The latest decision on a submission, and what an earlier return had left there: undo puts it back."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_staff_id_decided_at", "staff_id", "decided_at"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    act: Mapped[str] = mapped_column(String(32))  # decisions made in one go (a contact sheet) share it
    version: Mapped[int]  # of the submission once it was decided
    decided_at: Mapped[datetime]
    earlier_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    earlier_at: Mapped[datetime | None]
    earlier_reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    earlier_text: Mapped[str] = mapped_column(Text, default="")

    submission: Mapped[Submission] = relationship()
    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])


class FaceDescriptor(Base):
    """The face of an electronic photo that was handed in, in numbers; only while its student agrees."""

    __tablename__ = "face_descriptor"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))  # of the photo that it was made of
    numbers: Mapped[bytes] = mapped_column(LargeBinary)  # photocheck.face_search


def _face() -> ForeignKey:
    """A hit goes with either face."""
    return ForeignKey("face_descriptor.submission_id", ondelete="CASCADE")


class FaceMatch(Base):
    """Two students' photos whose faces are so close that a person has to look; the lower number first."""

    __tablename__ = "face_match"

    first_id: Mapped[int] = mapped_column(_face(), primary_key=True)
    second_id: Mapped[int] = mapped_column(_face(), primary_key=True, index=True)
    distance: Mapped[float]  # of the descriptors; 0 is the same picture
