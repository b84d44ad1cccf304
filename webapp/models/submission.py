"""What a student hands in, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Json, stored_enum
from webapp.models.campaign import Branch
from webapp.models.people import Staff, Student


class State(StrEnum):
    """draft -> submitted -> returned or approved; returned -> submitted. Changed in webapp/domain only."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Kind(StrEnum):
    """The three things to hand in."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    CODE = "code"


class Submission(Base):
    """One student's make-up in one campaign. `version` rises with every change: a stale page loses."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("student_id", "campaign_id"),
        Index("ix_submission_queue", "state", "submitted_at", "id"),
        Index("ix_submission_decided", "state", "decided_at", "id"),
        Index(
            "ix_submission_doubt",
            "id",
            sqlite_where=text("faces_agree IS false"),
            postgresql_where=text("faces_agree IS false"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    state: Mapped[State] = mapped_column(stored_enum(State), default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    shot_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")  # the student's words when the check seems wrong
    face_consent: Mapped[bool | None]  # None: not asked yet; False: a person compares
    comparison: Mapped[Json] = mapped_column(JSON, default=dict)  # "paper" / "admission" -> Comparison
    faces_agree: Mapped[bool | None]  # of the comparison, for lists; None: nothing was compared
    submitted_at: Mapped[datetime | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    claimed_until: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    return_reasons: Mapped[list[str]] = mapped_column(JSON, default=list)  # codes of the standard's clauses
    return_text: Mapped[str] = mapped_column(Text, default="")
    paper_received_at: Mapped[datetime | None]  # when the college was handed the paper photo itself

    student: Mapped[Student] = relationship()
    branch: Mapped[Branch | None] = relationship()
    claimed_by: Mapped[Staff | None] = relationship(foreign_keys=[claimed_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    uploads: Mapped[list[Upload]] = relationship(back_populates="submission", cascade="all, delete-orphan")


class Upload(Base):
    """One stored file of a submission; a new file of the same kind takes the row's place."""

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("submission_id", "kind"),
        Index("ix_upload_verdict", "kind", "verdict", "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[Kind] = mapped_column(stored_enum(Kind))
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)  # of the stored bytes
    size: Mapped[int]  # bytes
    uploaded_at: Mapped[datetime]
    report: Mapped[Json] = mapped_column(JSON)  # photocheck Report.to_dict(); the same shape for every kind
    verdict: Mapped[str] = mapped_column(String(8), default="", server_default="")  # of the report, for lists
    failed_codes: Mapped[str] = mapped_column(Text, default="", server_default="")  # of the report: "a b c"
    code_digest: Mapped[str | None] = mapped_column(String(64), index=True)  # SHA-256 of the code's payload

    submission: Mapped[Submission] = relationship(back_populates="uploads")
