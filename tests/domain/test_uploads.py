"""Keeping the three files: one consistent row, whatever fails and however many send at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests import handed_in, pictures
from tests.at_once import at_once
from webapp import clock, current
from webapp.domain import drafts, uploads
from webapp.domain.errors import ClosedError, InvalidError
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Kind, State, Student, Submission, Upload
from webapp.photocheck import Report, Status
from webapp.storage import LocalStorage, StorageError


def stored_keys() -> set[str]:
    return {entry.key for entry in current.storage().entries()}


def named_keys() -> set[str]:
    return set(db.session.scalars(db.select(Upload.storage_key)))


def session_student(student_id: int) -> Student:
    """The student in the session of this thread."""
    found = db.session.get(Student, student_id)
    assert found is not None
    return found


def test_an_upload_is_stored_named_and_recorded(student: Student) -> None:
    data = pictures.portrait()
    upload = uploads.save_upload(student, Kind.ELECTRONIC, data)
    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    assert upload.size == len(data)
    assert uploads.read_upload(upload) == data
    assert Report.from_dict(upload.report).verdict is not Status.FAIL
    actions = db.session.scalars(db.select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["submission.open", "upload.save"]
    assert db.session.scalars(db.select(AuditEvent.actor)).all() == [f"student:{student.id}"] * 2


def test_a_new_file_takes_the_place_of_the_old_one(student: Student) -> None:
    first = uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    version = first.submission.version
    row, key = first.id, first.storage_key
    second = uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    assert second.id == row
    assert second.storage_key != key
    assert stored_keys() == {second.storage_key}
    assert second.submission.version == version + 1


def test_a_replaced_file_forgets_the_comparison(student: Student) -> None:
    submission = handed_in.fill(student)
    submission.comparison = {"paper": {"verdict": "same"}}
    db.session.commit()
    uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    assert submission.comparison == {}


def test_a_store_that_fails_changes_nothing(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    before = uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    key, version = before.storage_key, before.submission.version

    def fail(*_args: object) -> None:
        raise StorageError("disk full")

    monkeypatch.setattr(LocalStorage, "put", fail)
    with pytest.raises(StorageError):
        uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    db.session.expire_all()
    assert (before.storage_key, before.submission.version) == (key, version)
    assert stored_keys() == {key}


def test_a_database_that_fails_leaves_no_file_behind(
    student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    key = before.storage_key

    def fail() -> None:
        raise RuntimeError("connection lost")

    monkeypatch.setattr(db.session, "commit", fail)
    with pytest.raises(RuntimeError):
        uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    monkeypatch.undo()
    db.session.expire_all()
    assert before.storage_key == key
    assert stored_keys() == {key}


def test_an_old_file_that_cannot_be_deleted_harms_nobody(
    student: Student, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    uploads.save_upload(student, Kind.PAPER, pictures.print_of())

    def fail(*_args: object) -> None:
        raise StorageError("away")

    monkeypatch.setattr(LocalStorage, "delete", fail)
    upload = uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))
    assert uploads.read_upload(upload)
    assert len(stored_keys()) == 2
    assert "reconcile" in caplog.text


def test_nothing_is_taken_after_the_deadline(student: Student, campaign: Campaign) -> None:
    campaign.deadline_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    with pytest.raises(ClosedError):
        uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    assert stored_keys() == set()
    assert drafts.submission_of(student) is None


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_nothing_is_taken_once_handed_in(student: Student, state: State) -> None:
    upload = uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    upload.submission.state = state
    db.session.commit()
    with pytest.raises(ClosedError):
        uploads.save_upload(student, Kind.PAPER, pictures.print_of("chen"))


def test_what_cannot_be_used_leaves_the_earlier_file(student: Student) -> None:
    upload = uploads.save_upload(student, Kind.CODE, pictures.code("mine"))
    with pytest.raises(InvalidError):
        uploads.save_upload(student, Kind.CODE, pictures.table())
    assert stored_keys() == {upload.storage_key}


@pytest.mark.parametrize("data", [b"%PDF-1.4", pictures.portrait()[:9000]])
def test_a_photo_is_not_lost_to_a_file_that_nobody_can_open(student: Student, data: bytes) -> None:
    uploads.save_upload(student, Kind.ELECTRONIC, data)  # nothing to lose: kept, with its report
    good = uploads.save_upload(student, Kind.ELECTRONIC, pictures.portrait())
    with pytest.raises(InvalidError, match="之前传的那张还在"):
        uploads.save_upload(student, Kind.ELECTRONIC, data)
    assert stored_keys() == {good.storage_key}


def test_the_electronic_photo_is_no_picture_of_the_paper_photo(student: Student) -> None:
    uploads.save_upload(student, Kind.ELECTRONIC, pictures.portrait())
    with pytest.raises(InvalidError, match="这里要的是纸质照片"):
        uploads.save_upload(student, Kind.PAPER, pictures.portrait())
    assert uploads.upload_by(student, Kind.PAPER) is None


def test_a_print_sent_as_the_electronic_photo_by_mistake_is_still_a_print(student: Student) -> None:
    uploads.save_upload(student, Kind.ELECTRONIC, pictures.print_of())
    assert uploads.save_upload(student, Kind.PAPER, pictures.print_of()).verdict == "pass"


def test_a_code_counts_as_used_only_when_somebody_else_has_it(
    student: Student, make_student: Callable[..., Student]
) -> None:
    uploads.save_upload(student, Kind.CODE, pictures.code("mine"))
    again = uploads.save_upload(student, Kind.CODE, pictures.code("mine"))
    assert Report.from_dict(again.report).verdict is Status.PASS
    other = uploads.save_upload(make_student(), Kind.CODE, pictures.code("mine"))
    assert Report.from_dict(other.report).finding("code_used").status is Status.FAIL


def test_uploads_of_one_kind_at_once_end_with_one_row_and_one_file(app: Flask, student: Student) -> None:
    number = student.id
    prints = [pictures.print_of(person) for person in ("lin", "chen", "wang", "zhao")]
    answers = at_once(
        app,
        [
            lambda data=data: uploads.save_upload(session_student(number), Kind.PAPER, data).sha256  # type: ignore[misc] # data is bound now
            for data in prints
        ],
    )
    assert all(isinstance(answer, str) for answer in answers)  # perhaps of a rival, who was first to commit
    upload = db.session.scalars(db.select(Upload)).one()
    assert hashlib.sha256(uploads.read_upload(upload)).hexdigest() == upload.sha256
    assert stored_keys() == named_keys()
    assert upload.submission.version == 1 + len(prints)


def test_uploads_of_different_kinds_at_once_all_stay(app: Flask, student: Student) -> None:
    number = student.id
    files = {
        Kind.PAPER: pictures.print_of(),
        Kind.CODE: pictures.code("at once"),
        Kind.ELECTRONIC: pictures.portrait(),
    }
    at_once(
        app,
        [
            lambda kind=kind, data=data: uploads.save_upload(session_student(number), kind, data).id  # type: ignore[misc] # both are bound now
            for kind, data in files.items()
        ],
    )
    submission = db.session.scalars(db.select(Submission)).one()
    assert {upload.kind for upload in submission.uploads} == set(Kind)
    assert stored_keys() == named_keys()
