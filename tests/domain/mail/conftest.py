"""A real SMTP server in this process, and an app that sends through it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.domain.mail.server import MailServer
from webapp import clock
from webapp.config import Settings
from webapp.domain.mail import addresses
from webapp.extensions import db
from webapp.models import MailKind, OutboxMail, Student

ADDRESS = "student@example.edu.cn"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A server that keeps what it takes."""
    with MailServer() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, mail_server: MailServer) -> Settings:
    """Settings of a test app that knows the mail server."""
    return replace(
        settings,
        smtp_host="127.0.0.1",
        smtp_port=mail_server.port,
        smtp_tls="none",
        mail_from="补拍 <bupai@example.edu.cn>",
        public_url="https://bupai.example.edu.cn/",
    )


@pytest.fixture
def reader(student: Student) -> Student:
    """A student who left an address; the welcome mail is out of the way."""
    addresses.set_address(student, ADDRESS)
    db.session.query(OutboxMail).delete()
    db.session.commit()
    return student


@pytest.fixture
def queue_mail(student: Student) -> Callable[..., OutboxMail]:
    """A function that queues a mail that is due; keywords override columns."""

    def queue(**values: object) -> OutboxMail:
        columns: dict[str, object] = {
            "student_id": student.id,
            "kind": MailKind.APPROVED,
            "recipient": ADDRESS,
            "subject": "材料审核通过了",
            "body": "同学，你好\n",
            "created_at": clock.now(),
            "due_at": clock.now(),
        }
        mail = OutboxMail(**{**columns, **values})
        db.session.add(mail)
        db.session.commit()
        return mail

    return queue
