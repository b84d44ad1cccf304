"""The link that stops mails without a log-in: good for one address of one student, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.domain.mail.conftest import ADDRESS
from tests.domain.mail.server import MailServer
from webapp.config import Settings
from webapp.domain.errors import NotFoundError
from webapp.domain.mail import addresses, outbox, unsubscribing
from webapp.extensions import db
from webapp.models import AuditEvent, OutboxMail, Student


def token(student: Student, settings: Settings, email: str = ADDRESS) -> str:
    return unsubscribing.link_of(student.id, email, settings).rpartition("/")[2]


def test_every_mail_carries_the_link_in_its_text_and_for_mail_programs(
    reader: Student, settings: Settings, mail_server: MailServer, queue_mail: Callable[..., OutboxMail]
) -> None:
    queue_mail()
    outbox.send_due()
    (message,) = mail_server.messages
    link = unsubscribing.link_of(reader.id, ADDRESS, settings)
    assert link.startswith("https://bupai.example.edu.cn/unsubscribe/")
    assert message["List-Unsubscribe"] == f"<{link}>"
    assert link in message.get_content().splitlines()
    assert ADDRESS not in link


def test_what_waited_for_an_old_address_carries_the_link_of_the_new_one(
    reader: Student, settings: Settings, mail_server: MailServer, queue_mail: Callable[..., OutboxMail]
) -> None:
    queue_mail()
    addresses.set_address(reader, "new@example.edu.cn")
    outbox.send_due()
    link = unsubscribing.link_of(reader.id, "new@example.edu.cn", settings)
    assert {message["List-Unsubscribe"] for message in mail_server.messages} == {f"<{link}>"}


def test_it_deletes_the_address_and_what_waits_once(
    reader: Student, settings: Settings, queue_mail: Callable[..., OutboxMail]
) -> None:
    queue_mail()
    for _ in range(2):
        unsubscribing.unsubscribe(token(reader, settings), settings)
    assert addresses.address_of(reader) is None
    assert db.session.query(OutboxMail).count() == 0
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "mail.unsubscribe")).all()
    assert [(event.actor, event.target) for event in events] == [("mail_link", f"student:{reader.id}")]


def test_a_link_to_an_earlier_address_leaves_the_new_one(reader: Student, settings: Settings) -> None:
    old = token(reader, settings)
    addresses.set_address(reader, "new@example.edu.cn")
    unsubscribing.unsubscribe(old, settings)
    known = addresses.address_of(reader)
    assert known is not None and known.email == "new@example.edu.cn"


def test_a_link_that_we_did_not_write_is_refused(
    reader: Student, make_student: Callable[..., Student], settings: Settings
) -> None:
    other = replace(settings, secret_key="x" * 32)
    good = token(reader, settings)
    for forged in (token(reader, other), good[:-1], "V" + good[1:], "", "无"):
        with pytest.raises(NotFoundError):
            unsubscribing.unsubscribe(forged, settings)
    assert addresses.address_of(reader) is not None
