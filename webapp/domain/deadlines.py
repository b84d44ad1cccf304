"""One deadline: whether a student may upload now, until when, and why not. Everybody asks here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from webapp import clock, current
from webapp.domain import seen
from webapp.domain.errors import ClosedError
from webapp.domain.seen import Seen
from webapp.extensions import db
from webapp.language import marked, translated
from webapp.models import Campaign, DeadlineExtension, State, Student, Submission


class Why(StrEnum):
    """Why a student may not change their material now."""

    OPEN = "open"
    ATTENDED = "attended"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLOSED = "closed"
    OLD_CAMPAIGN = "old_campaign"


WORDS = {
    Why.ATTENDED: marked("你已经参加过学校的集中拍摄，不需要补拍。"),
    Why.SUBMITTED: marked("材料已经提交，正在等老师审核。要修改请先撤回。"),
    Why.APPROVED: marked("材料已经审核通过，不需要再改。"),
    Why.CLOSED: marked("提交时间已经截止。还想补交，请联系{contact}。"),
    Why.OLD_CAMPAIGN: marked("这一届的图像采集已经结束。有问题请联系{contact}。"),
}
NO_CONTACT = marked("你所在学院的老师")


@dataclass(frozen=True)
class Window:
    """The answer. `until` is the first moment that is too late (aware UTC); `words` is for the student."""

    why: Why
    until: datetime
    words: str

    @property
    def is_open(self) -> bool:
        return self.why is Why.OPEN

    @property
    def last_day(self) -> date:
        """The last calendar day in China that counts."""
        return clock.local(self.until - timedelta(microseconds=1)).date()

    def days_left(self, at: datetime) -> int:
        """Calendar days in China from `at` to the last day that counts; 0 on that day, never negative."""
        return max(0, (self.last_day - clock.local(at).date()).days)


def campaign_window(campaign: Campaign, at: datetime | None = None) -> Window:
    """The window of a campaign for whoever is not logged in: without anybody's extension or grace."""
    in_time = (at or clock.now()) < campaign.deadline_at
    return Window(Why.OPEN if in_time else Why.CLOSED, campaign.deadline_at, "")


def window(student: Student, submission: Submission | None, at: datetime | None = None) -> Window:
    """Whether `student` may change their material at `at` (now by default).

    The end is the latest of the campaign's deadline (notice, 工作要求 5), an extension granted to the
    student, and, for a returned submission, the grace after the return (Settings.return_grace_days).
    """
    at = at or clock.now()
    known = seen.seen(submission, at) if submission else None
    until = _end(student, known, _extensions([student.id]))
    why = _why(student, known, at < until)
    contact = student.college.contact or translated(NO_CONTACT)
    return Window(why, until, translated(WORDS.get(why, ""), contact=contact))


def ends_of(people: Sequence[tuple[Student, Submission | None]]) -> dict[int, datetime]:
    """The first moment that is too late for each of many students, by their numbers; see `window`."""
    extensions = _extensions([student.id for student, _ in people])
    now = clock.now()
    return {
        student.id: _end(student, seen.seen(submission, now) if submission else None, extensions)
        for student, submission in people
    }


def require_open(student: Student, submission: Submission | None) -> Window:
    """The open window. Raises ClosedError with the words for the student when it is not open."""
    found = window(student, submission)
    if not found.is_open:
        raise ClosedError(found.words)
    return found


def _why(student: Student, known: Seen | None, in_time: bool) -> Why:
    state = known.state if known else State.DRAFT
    if state is State.APPROVED:
        return Why.APPROVED
    if state is State.SUBMITTED:
        return Why.SUBMITTED if student.campaign.is_active else Why.OLD_CAMPAIGN
    if student.attended:
        return Why.ATTENDED
    if not student.campaign.is_active:
        return Why.OLD_CAMPAIGN
    return Why.OPEN if in_time else Why.CLOSED


def _end(student: Student, known: Seen | None, extensions: dict[int, datetime]) -> datetime:
    ends = [student.campaign.deadline_at]
    if student.id in extensions:
        ends.append(extensions[student.id])
    # A submission handed in again keeps the grace of its return: it may be withdrawn to be corrected.
    if known and known.state in (State.RETURNED, State.SUBMITTED) and known.decided_at:
        ends.append(known.decided_at + timedelta(days=current.settings().return_grace_days))
    return max(ends)


def _extensions(student_ids: Sequence[int]) -> dict[int, datetime]:
    """The newest extension of each student who has one."""
    rows = db.session.execute(
        select(DeadlineExtension.student_id, DeadlineExtension.until)
        .where(DeadlineExtension.student_id.in_(student_ids))
        .order_by(DeadlineExtension.id)
    ).all()
    return dict(rows)
