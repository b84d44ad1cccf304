"""Students, staff, colleges, and the log-ins that went wrong."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from flask_login import UserMixin
from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, stored_enum
from webapp.models.campaign import Campaign, CampusSession


class Role(StrEnum):
    """What a member of staff may do.

    A reviewer sees the colleges given to them; an admin sees all; a leader runs the roll call of the
    campus sessions given to them and opens nothing else.
    """

    REVIEWER = "reviewer"
    LEADER = "leader"
    ADMIN = "admin"


class IdType(StrEnum):
    """Which document an ID number belongs to."""

    RESIDENT = "resident"
    PASSPORT = "passport"


staff_college = Table(
    "staff_college",
    Base.metadata,
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    Column("college_id", ForeignKey("college.id"), primary_key=True),
)

# Whose roll call a leader, or a reviewer who leads a group on the day, may run.
staff_session = Table(
    "staff_session",
    Base.metadata,
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    Column("session_id", ForeignKey("campus_session.id", ondelete="CASCADE"), primary_key=True),
)


class College(Base):
    """A college of the school. `contact`: whom a student calls when the deadline has passed."""

    __tablename__ = "college"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    contact: Mapped[str] = mapped_column(String(120), default="")


class Student(UserMixin, Base):  # type: ignore[misc] # flask-login has no types
    """One row of the roster. `attended`: photographed on campus; whoever was not must make up."""

    __tablename__ = "student"
    # PostgreSQL has three more, for searching; only the migration can say them (0007, ix_student_find_…).
    __table_args__ = (
        Index("ix_student_list", "campaign_id", "student_no"),
        Index("ix_student_college_list", "college_id", "student_no"),
        Index("ix_student_class", "campaign_id", "college_id", "major", "class_name", "student_no"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    college_id: Mapped[int] = mapped_column(ForeignKey("college.id"))
    student_no: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    id_type: Mapped[IdType] = mapped_column(stored_enum(IdType))
    id_number: Mapped[str] = mapped_column(String(32), index=True)
    gender: Mapped[str] = mapped_column(String(4))
    major: Mapped[str] = mapped_column(String(80))
    class_name: Mapped[str] = mapped_column(String(80))
    level: Mapped[str] = mapped_column(String(20))
    phone: Mapped[str] = mapped_column(String(32), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    attended: Mapped[bool] = mapped_column(default=False)
    admission_key: Mapped[str] = mapped_column(String(80), default="")  # storage key of the admission photo
    password_hash: Mapped[str] = mapped_column(Text, default="")  # empty: not activated yet
    session_epoch: Mapped[int] = mapped_column(default=0)  # raised to end every session of this account

    campaign: Mapped[Campaign] = relationship()
    college: Mapped[College] = relationship()

    def get_id(self) -> str:
        """What the session cookie carries; it ends when the epoch rises."""
        return f"student:{self.id}:{self.session_epoch}"


class Staff(UserMixin, Base):  # type: ignore[misc] # flask-login has no types
    """A member of staff who can log in."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    password_hash: Mapped[str] = mapped_column(Text)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    session_epoch: Mapped[int] = mapped_column(default=0)
    # The second factor (webapp/domain/second_factor.py); with an empty seed there is none.
    totp_seed: Mapped[str] = mapped_column(String(64), default="", server_default="")
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")  # time step of the last code used

    colleges: Mapped[list[College]] = relationship(secondary=staff_college, order_by=College.id)
    sessions: Mapped[list[CampusSession]] = relationship(
        secondary=staff_session, order_by=CampusSession.position
    )

    @property
    def is_active(self) -> bool:
        """Whether this account may log in (Flask-Login asks)."""
        return self.is_enabled

    @property
    def has_second_factor(self) -> bool:
        """Whether a log-in asks for a code after the password."""
        return bool(self.totp_seed)

    def get_id(self) -> str:
        """What the session cookie carries; it ends when the epoch rises."""
        return f"staff:{self.id}:{self.session_epoch}"


class DeadlineExtension(Base):
    """One student may upload until `until`; the newest row of a student counts."""

    __tablename__ = "deadline_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))
    granted_by: Mapped[str] = mapped_column(String(80))
    granted_at: Mapped[datetime]


class LoginPause(Base):
    """Failed log-ins of one account from one origin; `origin` is a keyed digest, not what was typed."""

    __tablename__ = "login_pause"

    origin: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]
