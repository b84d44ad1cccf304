"""Reminding of the deadline those who left an address and have not handed in."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp import clock
from webapp.domain import deadlines, drafts
from webapp.domain.mail import notices, outbox
from webapp.extensions import db
from webapp.models import Campaign, NoticeAddress, Student


def remind(days: Collection[int]) -> int:
    """Queue a reminder for whoever has exactly one of `days` left today; returns for how many.

    days: calendar days in China to the last day that counts, 0 on it, by each student's own window (an
    extension, a return). A second run on the same day adds none. Raises InvalidError without a mail server.
    """
    outbox.require_server()
    with_address = (
        select(Student.id)
        .join(NoticeAddress, NoticeAddress.student_id == Student.id)
        .join(Campaign, Campaign.id == Student.campaign_id)
        .where(Campaign.is_active, Student.attended.is_(False))
        .order_by(Student.id)
    )
    # Numbers, not objects: each student gets a transaction of their own.
    return sum(_remind(student_id, days) for student_id in db.session.scalars(with_address).all())


def _remind(student_id: int, days: Collection[int]) -> bool:
    student = db.session.get_one(Student, student_id)
    window = deadlines.window(student, drafts.submission_of(student))
    if not window.is_open or window.days_left(clock.now()) not in days:
        return False
    notices.notify_deadline(student, window)
    try:
        db.session.commit()
    except IntegrityError:  # reminded today already
        db.session.rollback()
        return False
    return True
