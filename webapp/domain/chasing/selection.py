"""Which students are meant: a stage, a college, a major, a class, and who was left alone lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, true

from webapp import clock
from webapp.domain.chasing.stages import BEFORE_DEADLINE, Stage, is_at
from webapp.domain.review_filter import visible_to
from webapp.models import Campaign, NoticeAddress, Reminded, Staff, Student


@dataclass(frozen=True)
class Selection:
    """What to look for; empty fields do not narrow. major, class_name: the whole name.

    quiet_days: reminded by nobody in so many days, 0 does not narrow. without_address: left none for mail.
    """

    stage: Stage = Stage.UNSUBMITTED
    college_id: int | None = None
    major: str = ""
    class_name: str = ""
    quiet_days: int = 0
    without_address: bool = False

    @property
    def ends_with_deadline(self) -> bool:
        """Whether it is too late for these students after the deadline."""
        return self.stage in BEFORE_DEADLINE

    def conditions(self, staff: Staff | None, campaign: Campaign) -> list[ColumnElement[bool]]:
        """The terms of the WHERE clause over `stages.of_student`. `staff` None: an operator, who sees all."""
        terms = [*self.of_place(staff, campaign), is_at(self.stage)]
        if self.quiet_days:
            terms.append(~_reminded_within(timedelta(days=self.quiet_days)))
        if self.without_address:
            terms.append(~has_address())
        return terms

    def of_place(self, staff: Staff | None, campaign: Campaign) -> list[ColumnElement[bool]]:
        """The terms without the stage: whose students, of which college, major and class."""
        terms = [Student.campaign_id == campaign.id, visible_to(staff) if staff else true()]
        if self.college_id is not None:
            terms.append(Student.college_id == self.college_id)
        if self.major:
            terms.append(Student.major == self.major)
        if self.class_name:
            terms.append(Student.class_name == self.class_name)
        return terms


def has_address() -> ColumnElement[bool]:
    """Whether a student left an address for mail."""
    return select(NoticeAddress.id).where(NoticeAddress.student_id == Student.id).exists()


def _reminded_within(period: timedelta) -> Any:
    since = clock.now() - period
    return select(Reminded.id).where(Reminded.student_id == Student.id, Reminded.at > since).exists()
