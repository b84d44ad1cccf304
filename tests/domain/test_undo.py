"""Taking a decision back, and what the student sees meanwhile: nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from tests.at_once import at_once
from tests.ready_made import hand_in
from webapp import clock, current
from webapp.current import SETTINGS
from webapp.domain import claims, contact_sheet, deadlines, drafts, reviews, seen, submissions, undo
from webapp.domain.deadlines import Why
from webapp.domain.errors import ClosedError, NotFoundError, StaleError
from webapp.domain.exports.selection import Selection, rows_of
from webapp.domain.queries import student_home
from webapp.domain.queries.student_home import Stage
from webapp.domain.undo import Offer
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Decision,
    NoticeAddress,
    OutboxMail,
    Staff,
    State,
    Student,
    Submission,
)

pytestmark = pytest.mark.usefixtures("undoable")
ALLOWED = timedelta(seconds=10)
HIDDEN = ALLOWED + seen.SLACK
MakeStudent = Callable[..., Student]


@pytest.fixture(autouse=True)
def time(app: Flask) -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved, however slow the machine is."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def returned(time: time_machine.Traveller, student: Student, reviewer: Staff) -> Submission:
    """One that was returned just now."""
    submission = hand_in(student)
    return reviews.return_(reviewer, submission, submission.version, ["photo_eyes"], "请重拍")


@pytest.fixture
def mail_server(app: Flask, student: Student) -> None:
    """The student left an address, and mail is sent."""
    app.extensions[SETTINGS] = replace(
        current.settings(),
        smtp_host="localhost",
        mail_from="us@example.org",
        public_url="https://example.org",
    )
    db.session.add(NoticeAddress(student_id=student.id, email="mine@example.org", added_at=clock.now()))
    db.session.commit()


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_decision_taken_back_waits_again_for_whoever_made_it(
    returned: Submission, reviewer: Staff, time: time_machine.Traveller
) -> None:
    version = returned.version
    time.shift(ALLOWED - timedelta(milliseconds=1))
    undo.take_back(reviewer, returned.id, version)
    assert (returned.state, returned.version) == (State.SUBMITTED, version + 1)
    assert (returned.decided_by_id, returned.decided_at) == (None, None)
    assert (returned.return_reasons, returned.return_text) == ([], "")
    assert claims.holder(returned) is reviewer
    assert actions() == ["review.return", "review.undo"]
    reviews.approve(reviewer, returned, returned.version)
    assert returned.state is State.APPROVED


def test_after_ten_seconds_it_stands(
    returned: Submission, reviewer: Staff, time: time_machine.Traveller
) -> None:
    time.shift(ALLOWED)
    with pytest.raises(StaleError, match="10 秒内有效"):
        undo.take_back(reviewer, returned.id, returned.version)
    assert returned.state is State.RETURNED
    assert undo.offer_to(reviewer) is None


def test_only_whoever_decided_takes_it_back(
    returned: Submission, second_reviewer: Staff, other_reviewer: Staff
) -> None:
    with pytest.raises(StaleError, match="是 reviewer 处理的"):
        undo.take_back(second_reviewer, returned.id, returned.version)
    with pytest.raises(NotFoundError):
        undo.take_back(other_reviewer, returned.id, returned.version)
    assert returned.state is State.RETURNED


def test_the_second_time_is_told_that_it_is_done(returned: Submission, reviewer: Staff) -> None:
    act = db.session.get_one(Decision, returned.id).act
    assert len(undo.take_back_all(reviewer, act).submissions) == 1
    again = undo.take_back_all(reviewer, act)
    assert (again.submissions, again.refused) == ((), (undo.NOT_DECIDED,))
    assert actions().count("review.undo") == 1


def test_an_earlier_return_is_put_back(
    returned: Submission, student: Student, reviewer: Staff, time: time_machine.Traveller
) -> None:
    at = returned.decided_at
    time.shift(HIDDEN)
    returned.state, returned.submitted_at = State.SUBMITTED, clock.now()
    db.session.commit()
    reviews.approve(reviewer, returned, returned.version)
    known = seen.seen(returned)
    assert (known.state, known.decided_at) == (State.SUBMITTED, at)
    assert (known.return_reasons, known.return_text) == (("photo_eyes",), "请重拍")
    undo.take_back(reviewer, returned.id, returned.version)
    assert (returned.decided_at, returned.decided_by_id) == (at, reviewer.id)
    assert (returned.return_reasons, returned.return_text) == (["photo_eyes"], "请重拍")


def test_the_student_sees_and_changes_nothing_meanwhile(
    returned: Submission, student: Student, time: time_machine.Traveller
) -> None:
    time.shift(HIDDEN - timedelta(milliseconds=1))
    home = student_home.home_of(student)
    assert (home.stage, home.window.why) == (Stage.SUBMITTED, Why.SUBMITTED)
    assert student_home.objected_kinds(seen.seen(returned)) == set()
    with pytest.raises(ClosedError, match="等老师审核"):
        drafts.edit(student, note="x")
    with pytest.raises(ClosedError, match="等老师审核"):
        submissions.submit(student, returned.version)
    with pytest.raises(ClosedError, match="正在审核"):
        submissions.withdraw(student, returned.version)
    time.shift(timedelta(milliseconds=1))
    assert student_home.home_of(student).stage is Stage.RETURNED
    assert deadlines.window(student, returned).is_open
    drafts.edit(student, note="x")


def test_an_approval_is_held_back_too(
    student: Student, reviewer: Staff, time: time_machine.Traveller
) -> None:
    submission = hand_in(student)
    reviews.approve(reviewer, submission, submission.version)
    chosen = Selection(submission.campaign_id)
    assert student_home.home_of(student).stage is Stage.SUBMITTED
    assert list(rows_of(chosen)) == []  # nor is it handed over
    time.shift(HIDDEN)
    assert student_home.home_of(student).stage is Stage.APPROVED
    assert len(list(rows_of(chosen))) == 1


@pytest.mark.usefixtures("mail_server")
def test_the_mail_waits_until_the_student_sees_it_and_goes_with_the_decision(
    student: Student, reviewer: Staff, time: time_machine.Traveller
) -> None:
    submission = hand_in(student)
    submission.student.campaign.deadline_at = clock.now()
    reviews.return_(reviewer, submission, submission.version, ["photo_eyes"])
    mail = db.session.scalars(select(OutboxMail)).one()
    assert mail.due_at == clock.now() + HIDDEN
    assert mail.expires_at == clock.now() + timedelta(days=3)  # the grace that the student does not see yet
    undo.take_back(reviewer, submission.id, submission.version)
    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 0
    reviews.approve(reviewer, submission, submission.version)
    assert db.session.scalars(select(OutboxMail.kind)).all() == ["approved"]


def test_a_sheet_is_taken_back_as_a_whole(
    make_student: MakeStudent, reviewer: Staff, second_reviewer: Staff, time: time_machine.Traveller
) -> None:
    sheet = [hand_in(make_student()) for _ in range(3)]
    contact_sheet.approve_all(reviewer, [(found.id, found.version) for found in sheet])
    time.shift(timedelta(seconds=3))
    offer = undo.offer_to(reviewer)
    assert offer is not None
    assert offer == Offer(offer.act, State.APPROVED, 3, "", 7)
    assert undo.take_back_all(second_reviewer, offer.act).submissions == ()
    time.shift(timedelta(seconds=6))
    db.session.get_one(Decision, sheet[0].id).version -= 1  # it has changed since
    db.session.commit()
    outcome = undo.take_back_all(reviewer, offer.act)
    assert [found.id for found in outcome.submissions] == [found.id for found in sheet[1:]]
    assert len(outcome.refused) == 1
    assert [found.state for found in sheet] == [State.APPROVED, State.SUBMITTED, State.SUBMITTED]
    assert [claims.holder(found) for found in sheet] == [None] * 3  # whoever comes first takes them


def test_the_latest_decision_is_offered_first(
    make_student: MakeStudent, reviewer: Staff, time: time_machine.Traveller
) -> None:
    for _ in range(2):
        submission = hand_in(make_student())
        reviews.approve(reviewer, submission, submission.version)
        time.shift(timedelta(seconds=2))
    names = []
    while offer := undo.offer_to(reviewer):
        names.append((offer.name, offer.count, offer.seconds))
        undo.take_back_all(reviewer, offer.act)
    assert names == [("学生2", 1, 8), ("学生1", 1, 6)]


def test_it_can_be_switched_off(app: Flask, student: Student, reviewer: Staff) -> None:
    app.extensions[SETTINGS] = replace(current.settings(), undo_seconds=0)
    submission = hand_in(student)
    reviews.approve(reviewer, submission, submission.version)
    assert not undo.is_offered()
    assert undo.offer_to(reviewer) is None
    assert student_home.home_of(student).stage is Stage.APPROVED
    with pytest.raises(StaleError):
        undo.take_back(reviewer, submission.id, submission.version)


def test_two_at_once_take_it_back_once(app: Flask, student: Student, reviewer: Staff) -> None:
    submission = hand_in(student)
    reviews.approve(reviewer, submission, submission.version)
    number, version, staff_id = submission.id, submission.version, reviewer.id

    def act() -> State:
        return undo.take_back(db.session.get_one(Staff, staff_id), number, version).state

    outcomes = at_once(app, [act] * 3)
    assert sorted(isinstance(outcome, StaleError) for outcome in outcomes) == [False, True, True]
    assert actions().count("review.undo") == 1


def test_undo_and_the_students_next_step_never_both_happen(
    app: Flask, make_student: MakeStudent, reviewer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if two servers' clocks were ten seconds apart: the row decides, not the clock."""
    monkeypatch.setattr(seen, "SLACK", -ALLOWED)
    for _ in range(3):
        student = make_student()
        submission = hand_in(student)
        reviews.return_(reviewer, submission, submission.version, ["photo_eyes"])
        number, version, staff_id, student_id = submission.id, submission.version, reviewer.id, student.id

        def take(number: int = number, version: int = version, staff_id: int = staff_id) -> str:
            undo.take_back(db.session.get_one(Staff, staff_id), number, version)
            return "taken back"

        def correct(student_id: int = student_id) -> str:
            drafts.edit(db.session.get_one(Student, student_id), note="mine")
            db.session.commit()
            return "corrected"

        acts: list[Callable[[], str]] = [take, correct]
        outcomes = at_once(app, acts)
        done = [outcome for outcome in outcomes if isinstance(outcome, str)]
        assert len(done) == 1
        found = db.session.get_one(Submission, number)
        expected = (State.SUBMITTED, "") if done == ["taken back"] else (State.RETURNED, "mine")
        assert (found.state, found.note) == expected
