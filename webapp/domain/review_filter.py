"""Which submissions a reviewer wants to see: what the queue shows, and what 'the next one' is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain.faces import matched
from webapp.models import Campaign, Kind, Role, Staff, State, Student, Submission, Upload
from webapp.photocheck import Status

# An earlier class is closed: its material is reached from its list of students, not from the queue.
RUNNING = select(Campaign.id).where(Campaign.is_active).scalar_subquery()


@dataclass(frozen=True)
class ReviewFilter:
    """What to look for in the class that runs; empty fields do not narrow. Needs Student joined.

    major, class_name: a part of the name. verdict: of the electronic photo's check. has_note: the student
    says that the check is wrong. in_doubt: faces that a machine could not match,
    or that look like another student's. late: handed in after the
    campaign's deadline, by extension or grace.
    """

    state: State = State.SUBMITTED
    college_id: int | None = None
    major: str = ""
    class_name: str = ""
    verdict: Status | None = None
    has_note: bool = False
    in_doubt: bool = False
    late: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """The terms of the WHERE clause."""
        terms = [Submission.state == self.state, Submission.campaign_id == RUNNING]
        if self.college_id is not None:
            terms.append(Student.college_id == self.college_id)
        if self.major:
            terms.append(Student.major.contains(self.major, autoescape=True))
        if self.class_name:
            terms.append(Student.class_name.contains(self.class_name, autoescape=True))
        if self.verdict is not None:
            terms.append(_checked_as(self.verdict))
        if self.has_note:
            terms.append(Submission.note != "")
        if self.in_doubt:
            terms.append(_in_doubt())
        if self.late:
            terms.append(_late())
        return terms


WAITING = ReviewFilter()


def visible_to(
    staff: Staff, college_id: InstrumentedAttribute[int] = Student.college_id
) -> ColumnElement[bool]:
    """The students whose material a member of staff may see: an admin all, a reviewer their colleges'.

    college_id: the column that says whose a row is, where it is not a student's.
    """
    if staff.role is Role.ADMIN:
        return true()
    return college_id.in_([college.id for college in staff.colleges])


def _checked_as(verdict: Status) -> ColumnElement[bool]:
    return Submission.uploads.any(and_(Upload.kind == Kind.ELECTRONIC, Upload.verdict == verdict.value))


def _in_doubt() -> ColumnElement[bool]:
    """The faces do not agree, or are like another student's: by the few that are, not by all that wait."""
    odd = select(Submission.id).where(Submission.faces_agree.is_(False))
    return Submission.id.in_(union_all(odd, *matched()))


def _late() -> ColumnElement[bool]:
    deadline = select(Campaign.deadline_at).where(Campaign.id == Submission.campaign_id).scalar_subquery()
    return and_(Submission.submitted_at.is_not(None), Submission.submitted_at >= deadline)
