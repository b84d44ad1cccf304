"""Reminding: written down, at most one mail a day and person, nobody of another college."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain import deadlines
from webapp.domain.chasing import reminding
from webapp.domain.chasing.reminding import Outcome, note_text, send_mail
from webapp.domain.chasing.selection import Selection
from webapp.domain.chasing.stages import Stage
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.mail import notices
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Campaign,
    Channel,
    College,
    MailKind,
    NoticeAddress,
    OutboxMail,
    Reminded,
    Reminder,
    Staff,
    State,
    Student,
)

EVERYBODY = Selection()
MakeStudent = Callable[..., Student]


def with_address(student: Student) -> Student:
    address = NoticeAddress(student_id=student.id, email=f"{student.id}@example.org", added_at=clock.now())
    db.session.add(address)
    db.session.commit()
    return student


def mails() -> list[OutboxMail]:
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_mail_goes_to_whom_it_can_reach_once_a_day(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    reached, also = with_address(make_student()), with_address(make_student())
    make_student()
    hand_in(with_address(make_student()))
    assert send_mail(reviewer, campaign, EVERYBODY) == Outcome(2, 0, 0, 1)
    assert send_mail(reviewer, campaign, EVERYBODY) == Outcome(0, 2, 0, 1)
    assert [(mail.student_id, mail.kind) for mail in mails()] == [
        (reached.id, MailKind.REMINDER),
        (also.id, MailKind.REMINDER),
    ]
    assert notices.in_time(campaign.deadline_at) in mails()[0].subject
    assert mails()[0].expires_at == campaign.deadline_at
    reminder = db.session.scalars(select(Reminder)).one()
    assert (reminder.channel, reminder.count, reminder.actor) == (Channel.MAIL, 2, f"staff:{reviewer.id}")
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert send_mail(reviewer, campaign, EVERYBODY).queued == 2


def test_who_was_told_of_the_deadline_today_is_left_alone(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    student = with_address(make_student())
    notices.notify_deadline(student, deadlines.window(student, None))
    db.session.commit()
    assert send_mail(reviewer, campaign, EVERYBODY) == Outcome(0, 1, 0, 0)


def test_it_is_too_late_after_the_deadline_but_not_for_the_paper_photo(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    with_address(make_student())
    hand_in(with_address(make_student()))
    campaign.deadline_at = clock.now() - timedelta(days=1)
    db.session.commit()
    assert send_mail(reviewer, campaign, EVERYBODY) == Outcome(0, 0, 1, 0)
    assert send_mail(reviewer, campaign, Selection(Stage.PAPER)) == Outcome(1, 0, 0, 0)
    assert "纸质照片" in mails()[0].subject


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.RETURNED, "材料要改好，请在"),
        (Stage.CHSI, "请核对学信网上的照片"),
        (Stage.UNSUBMITTED, "老师提醒你，请在"),
    ],
)
def test_each_stage_has_its_mail(
    make_student: MakeStudent, admin: Staff, campaign: Campaign, stage: Stage, words: str
) -> None:
    state = {Stage.RETURNED: State.RETURNED, Stage.CHSI: State.APPROVED}.get(stage, State.DRAFT)
    hand_in(with_address(make_student()), state, decided_at=clock.now() - timedelta(hours=1))
    send_mail(admin, campaign, Selection(stage))
    (mail,) = mails()
    assert words in mail.subject
    assert "\n" not in mail.subject
    assert mail.body.startswith("(English below)\n\n同学，你好：\n\n补拍") or "毕业照补拍的材料" in mail.body
    assert "https://bupai.example.edu.cn/me\n" in mail.body
    assert "Hello," in mail.body


def test_two_at_the_same_moment_send_one_mail(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one commits between this one's look and its own mail."""
    with_address(make_student())
    real = notices.notify_reminder

    def twice(*args: object) -> None:
        monkeypatch.setattr(notices, "notify_reminder", real)
        real(*args)  # type: ignore[arg-type] # passed through
        db.session.commit()
        real(*args)  # type: ignore[arg-type] # passed through

    monkeypatch.setattr(notices, "notify_reminder", twice)
    assert send_mail(reviewer, campaign, EVERYBODY) == Outcome(0, 1, 0, 0)
    assert len(mails()) == 1


def test_it_gives_up_when_others_are_always_faster(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_address(make_student())
    send_mail(reviewer, campaign, EVERYBODY)
    monkeypatch.setattr(reminding, "_told_today", lambda _: set())
    with pytest.raises(StaleError):
        send_mail(reviewer, campaign, EVERYBODY)
    assert len(mails()) == 1


def test_a_reviewer_reaches_their_own_colleges_only(
    make_student: MakeStudent, reviewer: Staff, admin: Staff, campaign: Campaign, other_college: College
) -> None:
    stranger = with_address(make_student(college_id=other_college.id))
    own = with_address(make_student())
    assert send_mail(reviewer, campaign, EVERYBODY).queued == 1
    assert note_text(reviewer, campaign, EVERYBODY, [stranger.id, own.id]) == 1
    with pytest.raises(InvalidError):
        note_text(reviewer, campaign, EVERYBODY, [stranger.id])
    assert note_text(admin, campaign, EVERYBODY, [stranger.id, own.id]) == 2
    texts = db.session.scalars(select(Reminder).where(Reminder.actor == f"staff:{admin.id}")).all()
    assert {(found.college_id, found.count) for found in texts} == {
        (own.college_id, 1),
        (other_college.id, 1),
    }


def test_the_record_says_how_and_how_many_and_names_nobody(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    student = make_student()
    note_text(reviewer, campaign, Selection(major=student.major, class_name=student.class_name), [student.id])
    reminder = db.session.scalars(select(Reminder)).one()
    assert (reminder.stage, reminder.major, reminder.class_name) == ("unsubmitted", "翻译", "翻译2301")
    assert db.session.scalars(select(Reminded.student_id)).all() == [student.id]
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.target) == ("chase.remind", f"reminder:{reminder.id}")
    assert event.details == {"how": "text", "students": 1}


def test_many_take_no_more_queries_than_few(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign
) -> None:
    for _ in range(5):
        with_address(make_student())
    with count_queries() as seen:
        send_mail(reviewer, campaign, EVERYBODY)
    assert len([one for one in seen if one.startswith("SELECT")]) <= 8


def test_too_many_at_once_are_refused(
    make_student: MakeStudent, reviewer: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "MOST", 1)
    for _ in range(2):
        with_address(make_student())
    with pytest.raises(InvalidError, match="一次最多"):
        send_mail(reviewer, campaign, EVERYBODY)
    assert mails() == []
