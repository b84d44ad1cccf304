"""Reminding: the text that was copied is written down, mail is queued, at most once a day and person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp import clock
from webapp.domain import audit, deadlines
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import of_student
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.mail import notices, outbox
from webapp.domain.review_filter import visible_to
from webapp.extensions import db
from webapp.models import (
    Campaign,
    Channel,
    MailKind,
    NoticeAddress,
    OutboxMail,
    Reminded,
    Reminder,
    Staff,
    Student,
    Submission,
)

MOST = 5000  # students of one action
GOOD_FOR = timedelta(days=7)  # a reminder that is not bound to the deadline
NOBODY = "没有符合条件的同学，什么都没有记下。"
TOO_MANY = f"一次最多提醒 {MOST} 位同学，请先选学院或专业。"
AT_ONCE = "刚刚有人在给同一批同学发提醒，请刷新页面看看再发。"
ATTEMPTS = 3
TOLD_TODAY = (MailKind.REMINDER, MailKind.DEADLINE)


@dataclass(frozen=True)
class Outcome:
    """What became of a selection: mails queued; told today already; too late for them; no address."""

    queued: int
    already: int
    too_late: int
    without_address: int


def note_text(
    staff: Staff | None, campaign: Campaign, wanted: Selection, student_ids: Collection[int]
) -> int:
    """Write down that a text naming these students was copied for a group; returns how many they are.

    Students whom `staff` may not see are passed over. Raises InvalidError when nobody is left.
    """
    found = db.session.scalars(
        select(Student).where(
            Student.campaign_id == campaign.id,
            Student.id.in_(list(student_ids)[:MOST]),
            *([visible_to(staff)] if staff else []),
        )
    ).all()
    if not found:
        raise InvalidError(NOBODY)
    _note(staff, campaign, wanted, Channel.TEXT, found)
    db.session.commit()
    return len(found)


def send_mail(staff: Staff | None, campaign: Campaign, wanted: Selection) -> Outcome:
    """Queue one mail for each student of the selection whom mail can reach; all of them or none.

    Who was told today (also by `flask mail remind`), and whose own deadline has passed, gets none.
    Raises InvalidError (no mail server, too many at once), StaleError (two at the same moment).
    """
    outbox.require_server()
    for _ in range(ATTEMPTS):
        try:
            outcome = _queue(staff, campaign, wanted)
            db.session.commit()
        except IntegrityError:  # somebody else reminded one of them between our look and our mail
            db.session.rollback()
        else:
            return outcome
    raise StaleError(AT_ONCE)


def _queue(staff: Staff | None, campaign: Campaign, wanted: Selection) -> Outcome:
    found = _people(staff, campaign, wanted)
    told = _told_today([student.id for student, _, address in found if address])
    reachable = [(student, submission) for student, submission, address in found if address]
    addresses = {address.student_id: address for _, _, address in found if address}
    ends = deadlines.ends_of(reachable) if wanted.ends_with_deadline else {}
    now = clock.now()
    queued, too_late = [], 0
    for student, _ in reachable:
        until = ends.get(student.id)
        if student.id in told:
            continue
        if until is not None and until <= now:
            too_late += 1
            continue
        notices.notify_reminder(addresses[student.id], wanted.stage, until or now + GOOD_FOR)
        queued.append(student)
    if queued:
        _note(staff, campaign, wanted, Channel.MAIL, queued)
    return Outcome(len(queued), len(told), too_late, len(found) - len(reachable))


def _people(
    staff: Staff | None, campaign: Campaign, wanted: Selection
) -> list[tuple[Student, Submission | None, NoticeAddress | None]]:
    statement = (
        of_student(select(Student, Submission, NoticeAddress).select_from(Student))
        .outerjoin(NoticeAddress, NoticeAddress.student_id == Student.id)
        .where(*wanted.conditions(staff, campaign))
        .order_by(Student.id)
        .limit(MOST + 1)
    )
    rows = [(student, submission, address) for student, submission, address in db.session.execute(statement)]
    if len(rows) > MOST:
        raise InvalidError(TOO_MANY)
    return rows


def _told_today(student_ids: list[int]) -> set[int]:
    since = clock.start_of_day(clock.today())
    return set(
        db.session.scalars(
            select(OutboxMail.student_id).where(
                OutboxMail.student_id.in_(student_ids),
                OutboxMail.kind.in_(TOLD_TODAY),
                OutboxMail.created_at >= since,
            )
        )
    )


def _note(
    staff: Staff | None, campaign: Campaign, wanted: Selection, channel: Channel, students: Iterable[Student]
) -> None:
    """One reminder for each college, so that counsellors read of their own only."""
    by_college: dict[int, list[int]] = {}
    for student in students:
        by_college.setdefault(student.college_id, []).append(student.id)
    at = clock.now()
    for college_id, student_ids in sorted(by_college.items()):
        _add(staff, campaign, wanted, channel, at, college_id, student_ids)


def _add(  # noqa: PLR0913, PLR0917 - the columns of a reminder
    staff: Staff | None,
    campaign: Campaign,
    wanted: Selection,
    channel: Channel,
    at: datetime,
    college_id: int,
    student_ids: list[int],
) -> None:
    actor = audit.actor_name(staff)
    reminder = Reminder(campaign_id=campaign.id, college_id=college_id, at=at, actor=actor, channel=channel)
    reminder.stage, reminder.major, reminder.class_name = wanted.stage, wanted.major, wanted.class_name
    reminder.count = len(student_ids)
    db.session.add(reminder)
    db.session.flush()
    db.session.add_all(Reminded(reminder_id=reminder.id, student_id=one, at=at) for one in student_ids)
    audit.record(actor, "chase.remind", f"reminder:{reminder.id}", how=channel, students=len(student_ids))
