from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from werkzeug.security import check_password_hash

from webapp.config import Settings
from webapp.demo import drawn, seed, story
from webapp.demo.story import ACTORS, STAFF_PASSWORD, STUDENT_PASSWORD, TEACHERS, Actor, Stage, Teacher
from webapp.domain import drafts, uploads
from webapp.domain.errors import DomainError
from webapp.domain.roster import import_roster, read_roster
from webapp.domain.roster.photos import import_photos
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Kind, Staff, State, Student
from webapp.photocheck import Report, Status

STATES = {
    Stage.DRAFT: State.DRAFT,
    Stage.SUBMITTED: State.SUBMITTED,
    Stage.RETURNED: State.RETURNED,
    Stage.APPROVED: State.APPROVED,
}


def test_the_roster_of_the_demo_is_without_fault() -> None:
    roster = read_roster(seed.ROSTER.read_bytes())
    assert (roster.problems, roster.remarks) == ((), ())
    assert len(roster.entries) == 40
    numbers = {entry.student_no: entry for entry in roster.entries}
    for actor in ACTORS:
        assert numbers[actor.student_no].attended is (actor.stage is Stage.ATTENDED)
    colleges = {entry.college for entry in roster.entries}
    assert all(set(teacher.colleges) <= colleges for teacher in TEACHERS)


def test_the_drawn_pictures_cover_the_story() -> None:
    for look, fault in story.cast().items():
        assert drawn.portrait(look, fault).startswith(b"\xff\xd8")
        assert drawn.paper_print(look).startswith(b"\xff\xd8")
    for look in story.ADMITTED.values():
        assert drawn.admission(look).startswith(b"\xff\xd8")


def _report(student: Student, kind: Kind) -> Report:
    submission = drafts.submission_of(student)
    assert submission
    upload = uploads.upload_of(submission, kind)
    assert upload
    assert uploads.read_upload(upload)
    return Report.from_dict(upload.report)


def _assert_stage(actor: Actor) -> None:
    student = seed.student(actor.student_no)
    submission = drafts.submission_of(student)
    assert (submission.state if submission else None) == STATES.get(actor.stage)
    if actor.stage is Stage.NEW:
        assert student.password_hash == ""
    else:
        assert check_password_hash(student.password_hash, STUDENT_PASSWORD)
    if actor.look:
        failed = _report(student, Kind.ELECTRONIC).verdict is Status.FAIL
        assert failed is bool(actor.fault), f"{actor.student_no}: {actor.fault or 'good'}"
        assert _report(student, Kind.PAPER).verdict is Status.PASS


def _assert_compared(student_no: str) -> None:
    """The photo was held against the paper and the admission photo, and is the same person's."""
    submission = drafts.submission_of(seed.student(student_no))
    assert submission
    assert {name: found["verdict"] for name, found in submission.comparison.items()} == {
        "paper": "same",
        "admission": "same",
    }


def _assert_account(teacher: Teacher) -> None:
    account = db.session.scalars(select(Staff).where(Staff.username == teacher.username)).one()
    assert account.is_demo
    assert check_password_hash(account.password_hash, STAFF_PASSWORD)


def test_seeding_brings_everybody_to_their_stage_and_a_second_run_keeps_what_changed(app: Flask) -> None:
    assert seed.seed()
    for actor in ACTORS:
        _assert_stage(actor)
    for teacher in TEACHERS:
        _assert_account(teacher)
    _assert_compared("202310003")
    changed = seed.student("202310001")
    changed.phone, changed.password_hash = "13900000000", ""
    db.session.commit()
    events = db.session.scalar(select(func.count()).select_from(AuditEvent))
    assert not seed.seed()
    assert (changed.phone, changed.password_hash) == ("13900000000", "")
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == events


@pytest.fixture
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The story without those who hand something in, which takes seconds each."""
    short = tuple(actor for actor in ACTORS if not actor.look)
    monkeypatch.setattr("webapp.demo.seed.ACTORS", short)
    monkeypatch.setattr("webapp.demo.story.ACTORS", short)


@pytest.mark.usefixtures("without_pictures")
@pytest.mark.parametrize(
    ("now", "year"), [(datetime(2027, 2, 28, 10, tzinfo=UTC), 2027), (datetime(2027, 3, 1, tzinfo=UTC), 2028)]
)
def test_the_campaign_is_the_one_of_the_coming_march(app: Flask, now: datetime, year: int) -> None:
    with time_machine.travel(now, tick=False):
        seed.seed()
    campaign = seed.demo_campaign()
    assert campaign
    assert (campaign.class_year, campaign.is_demo, campaign.is_active) == (year, True, True)


@pytest.mark.usefixtures("without_pictures")
def test_an_interrupted_run_is_taken_up_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_actor: object, _staff: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("webapp.demo.seed._act", fail)
        with pytest.raises(KeyboardInterrupt):
            seed.seed()
    assert seed.seed()
    assert check_password_hash(seed.student("202311004").password_hash, STUDENT_PASSWORD)


@pytest.mark.usefixtures("without_pictures")
def test_files_for_visitors_are_there_and_theirs_are_kept(app: Flask) -> None:
    seed.seed()
    names = {path.name for path in seed.files_folder().iterdir()}
    assert {"合格照片.jpg", "头部太小.jpg", "纸质照片.jpg", "采集码.png"} <= names
    assert {"名册示例.xlsx", "录取照片示例.zip"} <= names
    own = seed.files_folder() / "合格照片.jpg"
    own.write_bytes(b"mine")
    seed.seed()
    assert own.read_bytes() == b"mine"


@pytest.mark.usefixtures("without_pictures")
def test_the_files_for_visitors_to_import_change_nothing_until_they_change_them(app: Flask) -> None:
    seed.seed()
    campaign = seed.demo_campaign()
    assert campaign
    result = import_roster((seed.files_folder() / "名册示例.xlsx").read_bytes(), campaign)
    assert (result.problems, result.new, result.changed, result.unchanged) == ((), 0, {}, 40)
    photos = import_photos(seed.files_folder() / "录取照片示例.zip", campaign)
    assert (photos.problems, photos.new, photos.replaced, photos.unchanged) == ([], 0, 0, 4)


def test_seeding_is_refused_over_data_that_is_not_the_demos(app: Flask, student: Student) -> None:
    with pytest.raises(DomainError, match="已经有正式数据"):
        seed.seed()
    assert db.session.scalar(select(func.count()).select_from(Campaign)) == 1


def test_seeding_is_refused_in_production(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    production = Settings(environment="production")
    monkeypatch.setattr("webapp.demo.seed.current.settings", lambda: production)
    with pytest.raises(DomainError, match="正式环境"):
        seed.seed()
    assert db.session.scalar(select(func.count()).select_from(Student)) == 0
