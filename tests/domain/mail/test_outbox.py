"""Sending what waits, through a real SMTP server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from tests.domain.mail.conftest import ADDRESS
from tests.domain.mail.server import MailServer
from webapp import clock, current
from webapp.domain.errors import InvalidError
from webapp.domain.mail import outbox
from webapp.domain.mail.outbox import Round
from webapp.domain.mail.postman import Failure
from webapp.extensions import db
from webapp.models import OutboxMail, Student

Queue = Callable[..., OutboxMail]


def test_a_mail_is_delivered_once_and_reads_as_it_was_written(
    mail_server: MailServer, queue_mail: Queue
) -> None:
    subject, body = "毕业照补拍：" + "材料需要改一下，" * 12, "同学，你好：\n\n" + "𠮷" * 300 + "\n.\n结束\n"
    mail = queue_mail(subject=subject, body=body)
    assert outbox.send_due() == Round(1, 0, 0, None)
    assert outbox.send_due() == Round(0, 0, 0, None)
    [message] = mail_server.messages
    assert message["Subject"] == subject
    assert message.get_content().replace("\r\n", "\n").partition("\n--\n")[0] == body
    assert message["From"] == "补拍 <bupai@example.edu.cn>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert mail_server.envelopes == [("bupai@example.edu.cn", [ADDRESS])]
    assert mail_server.raw[0].isascii(), "servers that know no 8BITMIME take it too"
    db.session.refresh(mail)
    assert mail.sent_at and not mail.failed_at and mail.attempts == 1


def test_a_refused_recipient_is_given_up_at_once_and_holds_nobody_up(
    mail_server: MailServer, queue_mail: Queue
) -> None:
    refused, other = queue_mail(), queue_mail(recipient="other@example.edu.cn")
    mail_server.at_recipient = ["550 5.1.1 no such user"]
    assert outbox.send_due() == Round(1, 0, 1, None)
    db.session.refresh(refused)
    assert refused.failed_at and refused.last_error == Failure.RECIPIENT
    assert [message["To"] for message in mail_server.messages] == [other.recipient]


@pytest.mark.parametrize(
    ("at_recipient", "at_data", "failure"),
    [(["450 4.2.0 greylisted"], [], Failure.RECIPIENT), ([], ["451 4.3.0 try later"], Failure.CONTENT)],
)
def test_what_fails_for_now_is_tried_again_later_and_with_the_same_id(
    mail_server: MailServer, queue_mail: Queue, at_recipient: list[str], at_data: list[str], failure: Failure
) -> None:
    mail = queue_mail()
    mail_server.at_recipient, mail_server.at_data = [*at_recipient], [*at_data]
    assert outbox.send_due() == Round(0, 1, 0, None)
    assert outbox.send_due() == Round(0, 0, 0, None), "not due yet"
    db.session.refresh(mail)
    assert (mail.last_error, mail.attempts, mail.failed_at) == (failure, 1, None)
    with time_machine.travel(clock.now() + outbox.wait_after(1) + timedelta(seconds=1)):
        assert outbox.send_due() == Round(1, 0, 0, None)
    db.session.refresh(mail)
    assert (mail.last_error, mail.attempts) == ("", 2)


def test_the_message_id_is_the_same_at_every_attempt_and_another_for_every_mail(
    mail_server: MailServer, queue_mail: Queue
) -> None:
    first = queue_mail()
    outbox.send_due()
    first.sent_at = None  # as if the sender had died before it could note the delivery
    first.due_at = clock.now()
    db.session.commit()
    queue_mail()
    outbox.send_due()
    ids = [message["Message-ID"] for message in mail_server.messages]
    assert len(ids) == 3 and len(set(ids)) == 2


def test_a_dead_server_ends_the_round_and_costs_the_others_nothing(
    mail_server: MailServer, queue_mail: Queue
) -> None:
    first, second = queue_mail(), queue_mail()
    mail_server.stop()
    assert outbox.send_due() == Round(0, 1, 0, Failure.UNREACHABLE)
    db.session.refresh(first)
    db.session.refresh(second)
    assert (first.attempts, second.attempts) == (1, 0)
    mail_server.start()
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert outbox.send_due() == Round(2, 0, 0, None)


def test_it_gives_up_after_ever_longer_waits(mail_server: MailServer, queue_mail: Queue) -> None:
    mail = queue_mail()
    mail_server.at_data = ["451 4.3.0 try later"] * outbox.MOST_ATTEMPTS
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for attempt in range(1, outbox.MOST_ATTEMPTS):
            assert outbox.send_due() == Round(0, 1, 0, None)
            db.session.refresh(mail)
            assert mail.due_at - clock.now() == outbox.FIRST_WAIT * outbox.WAIT_GROWS ** (attempt - 1)
            traveller.move_to(mail.due_at)
        assert outbox.send_due() == Round(0, 0, 1, None)
        traveller.shift(timedelta(days=7))
        assert outbox.send_due() == Round(0, 0, 0, None)
    assert mail_server.messages == []


def test_two_senders_at_once_never_send_twice(app: Flask, mail_server: MailServer, queue_mail: Queue) -> None:
    for number in range(12):
        queue_mail(subject=f"第 {number} 封")
    start = threading.Barrier(2)
    rounds: list[Round] = []

    def work() -> None:
        with app.app_context():
            start.wait()
            rounds.append(outbox.send_due())

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(found.sent for found in rounds) == 12
    assert sorted(message["Subject"] for message in mail_server.messages) == sorted(
        f"第 {number} 封" for number in range(12)
    )


def test_a_mail_of_a_sender_that_died_is_sent_when_its_lease_ends(
    mail_server: MailServer, queue_mail: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_mail()
    monkeypatch.setattr(outbox, "compose", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        outbox.send_due()
    monkeypatch.undo()
    assert outbox.send_due() == Round(0, 0, 0, None), "somebody may still be sending it"
    with time_machine.travel(clock.now() + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.send_due() == Round(1, 0, 0, None)


def test_what_is_out_of_date_is_not_sent(mail_server: MailServer, queue_mail: Queue) -> None:
    mail = queue_mail(expires_at=clock.now())
    assert outbox.send_due() == Round(0, 0, 1, None)
    db.session.refresh(mail)
    assert mail.last_error == Failure.EXPIRED
    assert mail_server.messages == []


def test_old_mails_are_forgotten(queue_mail: Queue) -> None:
    queue_mail()
    outbox.send_due()
    with time_machine.travel(clock.now() + outbox.KEPT + timedelta(seconds=1)):
        outbox.send_due()
    assert db.session.query(OutboxMail).count() == 0


def test_the_status_counts_what_waits_what_went_and_what_did_not(
    mail_server: MailServer, queue_mail: Queue
) -> None:
    mail_server.at_recipient = ["550 no"]
    queue_mail()
    queue_mail()
    outbox.send_due()
    waiting = queue_mail()
    found = outbox.status()
    assert (found.waiting, found.oldest_waiting, found.sent) == (1, waiting.created_at, 1)
    assert found.given_up == {Failure.RECIPIENT: 1}


def test_a_line_break_in_an_address_never_becomes_a_header(
    mail_server: MailServer, queue_mail: Queue, student: Student
) -> None:
    queue_mail(recipient="a@example.edu.cn\r\nBcc: evil@example.org")
    with pytest.raises(ValueError, match="Header values may not contain"):
        outbox.send_due()
    queue_mail()
    assert outbox.send_due().sent == 1, "the next mail is not held up"
    assert [sent for _, sent in mail_server.envelopes] == [[ADDRESS]]


def test_without_a_server_sending_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, current.SETTINGS, replace(current.settings(), smtp_host=""))
    with pytest.raises(InvalidError, match="BUPAI_SMTP_HOST"):
        outbox.send_due()
