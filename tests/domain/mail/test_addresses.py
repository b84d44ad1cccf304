"""The address that a student leaves, changes and deletes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from webapp import clock
from webapp.domain.errors import InvalidError
from webapp.domain.mail import addresses
from webapp.extensions import db
from webapp.models import AuditEvent, MailKind, NoticeAddress, OutboxMail, Student

FIRST, SECOND = "first@example.edu.cn", "second@example.edu.cn"


def recipients() -> list[str]:
    return list(db.session.scalars(select(OutboxMail.recipient).order_by(OutboxMail.id)))


def test_a_new_address_gets_one_mail_and_is_recorded_without_being_named(student: Student) -> None:
    assert addresses.address_of(student) is None
    addresses.set_address(student, " first＠example.edu.cn ")
    addresses.set_address(student, FIRST)
    found = addresses.address_of(student)
    assert found is not None and found.email == FIRST
    assert recipients() == [FIRST]
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details) == ("mail.address", {})


def test_what_waits_follows_the_student_to_the_new_address(
    student: Student, queue_mail: Callable[..., OutboxMail]
) -> None:
    addresses.set_address(student, FIRST)
    queue_mail(recipient=FIRST)
    sent = queue_mail(recipient=FIRST, sent_at=clock.now())
    addresses.set_address(student, SECOND)
    assert db.session.scalar(select(NoticeAddress.email)) == SECOND
    db.session.refresh(sent)
    assert sent.recipient == FIRST
    assert recipients().count(SECOND) == 3  # both welcomes and the decision


def test_deleting_the_address_deletes_what_waits_for_it(student: Student) -> None:
    addresses.forget_address(student)
    addresses.set_address(student, FIRST)
    addresses.forget_address(student)
    assert addresses.address_of(student) is None
    assert recipients() == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "student",
        "student@",
        "@example.edu.cn",
        "student@localhost",
        "a b@example.edu.cn",
        "a@example.edu.cn\r\nBcc: b@example.org",
        "a@b.cn, c@d.cn",
        "补拍@example.edu.cn",
        "a@-example.cn",
        "a@example..cn",
        "a" * 200 + "@example.edu.cn",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(student: Student, typed: str) -> None:
    with pytest.raises(InvalidError, match=r"name@qq\.com"):
        addresses.set_address(student, typed)
    assert db.session.query(NoticeAddress).count() == 0


def test_nobody_can_flood_others_by_changing_the_address(student: Student) -> None:
    for number in range(addresses.CHANGES_A_DAY):
        addresses.set_address(student, f"victim{number}@example.edu.cn")
    with pytest.raises(InvalidError, match="明天再试"):
        addresses.set_address(student, FIRST)
    assert db.session.query(OutboxMail).filter_by(kind=MailKind.WELCOME).count() == addresses.CHANGES_A_DAY
