"""Which mails are written, and what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from tests.domain.mail.conftest import ADDRESS
from tests.domain.mail.server import MailServer
from webapp import clock, current
from webapp.domain import reviews
from webapp.domain.mail import addresses, notices, outbox
from webapp.extensions import db
from webapp.models import MailKind, OutboxMail, Staff, State, Student, Submission


def submission_of(student: Student, state: State, **values: object) -> Submission:
    found = Submission(
        student_id=student.id,
        campaign_id=student.campaign_id,
        state=state,
        created_at=clock.now(),
        decided_at=clock.now(),
        **values,
    )
    db.session.add(found)
    db.session.commit()
    return found


def only_mail() -> OutboxMail:
    return db.session.scalars(select(OutboxMail)).one()


def test_an_approval_is_told_with_what_comes_next(reader: Student) -> None:
    notices.notify_decision(submission_of(reader, State.APPROVED))
    mail = only_mail()
    assert (mail.kind, mail.recipient, mail.expires_at) == (MailKind.APPROVED, ADDRESS, None)
    assert "审核通过" in mail.subject
    assert "https://bupai.example.edu.cn/me\n" in mail.body
    assert "湖北科技学院" in mail.body


def test_a_return_says_until_when_but_not_why_nor_who(reader: Student) -> None:
    submission = submission_of(reader, State.RETURNED, return_reasons=["glasses"], return_text="眼镜反光")
    reader.campaign.deadline_at = datetime(2027, 2, 28, 16, tzinfo=UTC)
    submission.decided_at = datetime(2027, 1, 4, tzinfo=UTC)
    notices.notify_decision(submission)
    mail = only_mail()
    assert "2月28日（周日）结束前" in mail.subject
    assert mail.expires_at == reader.campaign.deadline_at
    for private in ("眼镜", reader.name, reader.student_no, reader.id_number):
        assert private not in mail.subject + mail.body


def test_a_reviewers_decision_is_told_even_while_the_mail_server_is_down(
    reader: Student, reviewer: Staff, mail_server: MailServer
) -> None:
    mail_server.stop()
    submission = submission_of(reader, State.SUBMITTED)
    reviews.return_(reviewer, submission, submission.version, text="请换一张")
    assert submission.state is State.RETURNED
    assert only_mail().kind is MailKind.RETURNED


def test_a_mail_that_was_queued_in_a_failed_act_does_not_exist(reader: Student) -> None:
    notices.notify_decision(submission_of(reader, State.APPROVED))
    db.session.rollback()
    assert db.session.query(OutboxMail).count() == 0


def test_nobody_without_an_address_gets_mail(student: Student) -> None:
    notices.notify_decision(submission_of(student, State.APPROVED))
    assert db.session.query(OutboxMail).count() == 0


def test_without_a_mail_server_nothing_is_queued(
    app: Flask, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, current.SETTINGS, replace(current.settings(), smtp_host=""))
    addresses.set_address(student, ADDRESS)
    notices.notify_decision(submission_of(student, State.APPROVED))
    assert db.session.query(OutboxMail).count() == 0


def test_a_line_break_in_a_setting_stays_out_of_the_headers(
    app: Flask, reader: Student, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = replace(current.settings(), school_name="学院\r\nBcc: evil@example.org\r\n\r\n")
    monkeypatch.setitem(app.extensions, current.SETTINGS, evil)
    notices.notify_decision(submission_of(reader, State.APPROVED))
    db.session.commit()
    assert outbox.send_due().sent == 1
    assert mail_server.messages[0]["Bcc"] is None
    assert mail_server.envelopes[0][1] == [ADDRESS]


@pytest.mark.parametrize("kind", list(MailKind))
def test_every_kind_has_a_subject_a_text_and_the_way_out(app: Flask, kind: MailKind) -> None:
    subject, body = notices._words(kind, clock.now() + timedelta(days=1), "")
    assert subject.startswith("毕业照补拍：") and " / Make-up photo: " in subject and len(subject) < 90
    assert body.startswith("(English below)\n\n同学，你好：") and "删除邮箱" in body
    chinese, english = body.split("\n----\n")
    assert not re.search("[\u3000-\u9fff]", english)
    assert (
        "delete your address" in english
        and notices.STUDENT_HOME in english
        and notices.STUDENT_HOME in chinese
    )
    assert "{" not in body and "None" not in body


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime(2027, 2, 28, 16, tzinfo=UTC), "2月28日（周日）结束前"),
        (datetime(2027, 3, 4, 6, 5, tzinfo=UTC), "3月4日（周四）14:05 前"),
    ],
)
def test_the_end_is_told_as_a_day_that_still_counts(until: datetime, words: str) -> None:
    assert notices.in_time(until) == words


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime(2027, 2, 28, 16, tzinfo=UTC), "by the end of Sunday, 28 February"),
        (datetime(2027, 3, 4, 6, 5, tzinfo=UTC), "before 14:05 on Thursday, 4 March (China time)"),
    ],
)
def test_the_end_is_told_in_english_too(until: datetime, words: str) -> None:
    assert notices.in_time_english(until) == words


def test_the_link_leads_to_the_students_page(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("student.home") == notices.STUDENT_HOME
