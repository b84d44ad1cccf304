"""The purge: nothing that tells who somebody was is left, and every figure is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, text

from tests.domain.roster.rosters import csv_bytes
from tests.domain.roster.rosters import person as roster_row
from tests.ready_made import hand_in, jpeg, upload
from webapp import clock, current
from webapp.domain import accounts, audit, purge, reconcile
from webapp.domain.errors import ClosedError, InvalidError
from webapp.domain.queries import progress
from webapp.domain.roster import import_roster, pending
from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Base,
    Campaign,
    ChsiAnswer,
    DeadlineExtension,
    Export,
    Kind,
    MailKind,
    NoticeAddress,
    OutboxMail,
    Staff,
    State,
    Student,
    Submission,
)
from webapp.storage import LocalStorage, StorageError, new_key

WORDS = ("secret-name", "13900000000", "mine@example.org", "secret-note", "secret-return", "secret-reason")
LATER = timedelta(days=366)


@pytest.fixture
def person(campaign: Campaign, make_student: Callable[..., Student]) -> Student:
    """A student of whom every table knows something."""
    student = make_student(name="secret-name", phone="13900000000", email="mine@example.org")
    now = clock.now()
    student.admission_key = current.storage().put(new_key("admission"), jpeg(99)).key
    hand_in(
        student, State.RETURNED, note="secret-note", return_text="secret-return", comparison={"paper": {}}
    )
    mail = {"recipient": "mine@example.org", "subject": "secret-name", "body": "secret-name"}
    db.session.add_all(
        [
            ChsiAnswer(student_id=student.id, has_photo=False),
            NoticeAddress(student_id=student.id, email="mine@example.org", added_at=now),
            OutboxMail(student_id=student.id, kind=MailKind.WELCOME, created_at=now, due_at=now, **mail),
            DeadlineExtension(
                student_id=student.id, until=now, reason="secret-reason", granted_by="x", granted_at=now
            ),
            Export(
                started_at=now,
                actor="operator",
                kind="photos",
                selection={"campaign_id": campaign.id, "pattern": "{student_no}"},
                problems=[f"学号 {student.student_no}：存储里找不到照片"],
            ),
        ]
    )
    db.session.commit()
    return student


def everything() -> str:
    """Every row of every table, as text."""
    return "\n".join(
        str(tuple(row)) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table))
    )


def keys() -> list[str]:
    """What is in the store."""
    return [entry.key for entry in current.storage().entries()]


def test_no_file_and_no_word_of_anybody_is_left_and_the_figures_stay(
    campaign: Campaign, person: Student, make_student: Callable[..., Student]
) -> None:
    hand_in(make_student(), State.APPROVED)
    make_student(attended=True)
    known = (*WORDS, person.student_no, person.id_number, person.password_hash)
    assert all(word in everything() for word in known)
    before = progress.by_college(campaign)
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        done = purge.purge(campaign)
    assert (done.students, done.submissions, done.files, done.rows) == (3, 2, 7, 4)
    left = everything()
    assert [word for word in known if word in left] == []
    assert keys() == []
    assert progress.by_college(campaign) == before
    assert db.session.scalars(select(Submission.comparison)).all() == [{}, {}]
    found = reconcile.compare()
    assert (found.missing, found.orphans) == ((), ())


@pytest.mark.usefixtures("person")
def test_a_roster_that_waits_for_its_confirmation_goes_too(campaign: Campaign, admin: Staff) -> None:
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        pending.preview(admin, csv_bytes(roster_row(2)), campaign)
        assert any(key.startswith(pending.KIND) for key in keys())
        purge.purge(campaign)
    assert keys() == []


@pytest.mark.usefixtures("person")
def test_what_was_deleted_is_in_no_file_of_the_database_either(campaign: Campaign) -> None:
    """SQLite leaves deleted rows in free pages and in its log; PostgreSQL tells how many it left."""
    file = Path(db.engine.url.database or "")
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        purge.purge(campaign)
    if db.engine.dialect.name == "sqlite":
        stored = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
        assert [word for word in WORDS if word.encode() in stored] == []
    else:
        pages = text("SELECT pg_relation_size('outbox_mail') + pg_relation_size('notice_address')")
        assert db.session.scalar(pages) == 0


def test_every_table_that_knows_students_is_purged() -> None:
    """A new table that hangs on a student or a submission has to be thought of here."""
    rows = (*purge.ROWS_THAT_GO, *purge.ROWS_OF_SUBMISSIONS)
    handled = {"submission", "upload", *(table.__tablename__ for table in rows)}
    knowing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("student", "submission", "upload")
    }
    assert knowing <= handled


def test_the_dry_run_counts_and_changes_nothing(campaign: Campaign, person: Student) -> None:
    before = everything()
    plan = purge.plan_of(campaign)
    assert (plan.students, plan.submissions, plan.files, plan.rows) == (1, 1, 4, 4)
    assert everything() == before
    assert len(keys()) == 4


def test_it_is_refused_before_the_retention_is_over(campaign: Campaign, person: Student) -> None:
    extended = campaign.deadline_at + timedelta(days=20)
    db.session.add(
        DeadlineExtension(
            student_id=person.id, until=extended, reason="x", granted_by="x", granted_at=clock.now()
        )
    )
    db.session.commit()
    due = extended + timedelta(days=current.settings().retention_days)
    with time_machine.travel(due - timedelta(seconds=1), tick=False) as now:
        with pytest.raises(ClosedError, match="2027 届的材料要保留到"):
            purge.purge(campaign)
        assert person.name == "secret-name"
        assert len(keys()) == 4
        now.shift(timedelta(seconds=1))
        purge.purge(campaign)
    assert person.name == purge.NAMELESS


def test_another_class_keeps_everything(
    campaign: Campaign, person: Student, make_student: Callable[..., Student]
) -> None:
    later = Campaign(class_year=2028, title="2028届", deadline_at=clock.now() + LATER)
    db.session.add(later)
    db.session.commit()
    kept = make_student(campaign_id=later.id)
    submission = hand_in(kept)
    number = kept.student_no
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        purge.purge(campaign)
    assert kept.student_no == number
    assert {found.storage_key for found in submission.uploads} == set(keys())


def test_what_somebody_left_in_an_earlier_class_goes_with_that_class(
    campaign: Campaign, person: Student
) -> None:
    later = Campaign(class_year=2028, title="2028届", deadline_at=clock.now() + LATER)
    db.session.add(later)
    db.session.commit()
    person.campaign_id = later.id
    now = Submission(student_id=person.id, campaign_id=later.id, created_at=clock.now())
    now.uploads.append(upload(Kind.PAPER, jpeg(5)))
    db.session.add(now)
    db.session.commit()
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        purge.purge(campaign)
    assert person.name == "secret-name"
    assert set(keys()) == {person.admission_key, now.uploads[0].storage_key}


def test_nobody_logs_in_as_a_purged_student(campaign: Campaign, person: Student) -> None:
    session = person.get_id()
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        purge.purge(campaign)
    assert accounts.find(session) is None
    for tail in ("", "000000"):
        with pytest.raises(InvalidError):
            accounts.recognise(person.student_no, purge.NAMELESS, tail, "network:1")
        with pytest.raises(InvalidError):
            accounts.log_in_student(person.student_no, tail or purge.LOCKED, "network:2")


def test_an_interrupted_purge_goes_on(
    campaign: Campaign, person: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = LocalStorage.delete
    calls = 0

    def failing(storage: LocalStorage, key: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise StorageError("the disk is away")
        real(storage, key)

    monkeypatch.setattr(LocalStorage, "delete", failing)
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        with pytest.raises(StorageError):
            purge.purge(campaign)
        db.session.rollback()
        assert purge.plan_of(campaign).files == 4  # still known, though two are gone already
        purge.purge(campaign)
    assert keys() == []
    assert purge.plan_of(campaign).is_empty


def test_a_roster_cannot_hold_what_stands_for_a_number(campaign: Campaign) -> None:
    assert import_roster(csv_bytes(roster_row(2, 学号=f"{purge.MARK}12345")), campaign).problems


def test_begin_and_end_are_in_the_record(campaign: Campaign, person: Student) -> None:
    with time_machine.travel(clock.now() + LATER + timedelta(days=10)):
        purge.purge(campaign, actor="staff:7")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.actor, event.action) for event in events] == [
        ("staff:7", "purge.begin"),
        ("staff:7", "purge"),
    ]
    assert events[1].details == {"students": 1, "submissions": 1, "files": 4, "rows": 4}
    assert audit.OPERATOR not in {event.actor for event in events}
