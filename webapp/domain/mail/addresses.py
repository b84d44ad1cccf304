"""Where a student wants notices: entered, changed and deleted by the student alone."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from webapp import clock
from webapp.domain import audit, one_row
from webapp.domain.errors import InvalidError
from webapp.domain.mail import notices
from webapp.extensions import db
from webapp.language import marked
from webapp.models import MailKind, NoticeAddress, OutboxMail, Student

LONGEST = 200  # characters
CHANGES_A_DAY = 5  # each change writes to the new address, which may be somebody else's

# What browsers accept in an e-mail field (WHATWG HTML, 'valid e-mail address'), with a dot in the domain.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+")

NOT_AN_ADDRESS = marked("这不像一个邮箱地址，请检查一下，例如 name@qq.com。")
TOO_MANY_CHANGES = marked("今天改邮箱的次数太多了，请明天再试。")


def address_of(student: Student) -> NoticeAddress | None:
    """The student's address, or None: then the pages alone tell."""
    return one_row.find(NoticeAddress, student)


def set_address(student: Student, typed: str) -> NoticeAddress:
    """Enter or change the address, and write to it once so that the student sees whether it works.

    What waits for the old address goes to the new one. Raises InvalidError: no address, or changed too often.
    """
    email = checked(typed)
    found = address_of(student)
    if found and found.email == email:
        return found
    if _changes_today(student) >= CHANGES_A_DAY:
        raise InvalidError(TOO_MANY_CHANGES)
    found = one_row.find_or_add(NoticeAddress, student, email=email, added_at=clock.now())
    found.email, found.added_at = email, clock.now()
    db.session.execute(update(OutboxMail).where(*_waiting(student)).values(recipient=email))
    notices.notify_welcome(found)
    audit.record(audit.actor_name(student), "mail.address", f"student:{student.id}")
    db.session.commit()
    return found


def forget_address(student: Student) -> None:
    """Delete the address and what waits for it; nothing happens when there is none."""
    found = address_of(student)
    if found is None:
        return
    delete_address(found)
    audit.record(audit.actor_name(student), "mail.forget", f"student:{student.id}")
    db.session.commit()


def delete_address(found: NoticeAddress) -> None:
    """Delete an address and what waits for it, in the caller's transaction."""
    db.session.execute(delete(OutboxMail).where(*_waiting(found.student)))
    db.session.delete(found)


def checked(typed: str) -> str:
    """An address as typed, full-width characters and outer spaces mended. Raises InvalidError."""
    email = unicodedata.normalize("NFKC", typed).strip()
    if len(email) > LONGEST or not _ADDRESS.fullmatch(email):
        raise InvalidError(NOT_AN_ADDRESS)
    return email


def _changes_today(student: Student) -> int:
    since = clock.now() - timedelta(days=1)
    return (
        db.session.scalar(
            select(func.count()).where(
                OutboxMail.student_id == student.id,
                OutboxMail.kind == MailKind.WELCOME,
                OutboxMail.created_at > since,
            )
        )
        or 0
    )


def _waiting(student: Student) -> tuple[Any, ...]:
    return (
        OutboxMail.student_id == student.id,
        OutboxMail.sent_at.is_(None),
        OutboxMail.failed_at.is_(None),
    )
