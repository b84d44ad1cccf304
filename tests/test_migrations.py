"""The migrations lead to the models, and data survives the way down and up."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from webapp import clock
from webapp.domain import audit
from webapp.extensions import db
from webapp.models import AuditEvent, Base, CollegeCount, Kind, Staff, Student, Submission, Upload


def is_in_the_models(name: str | None, kind: str, _parents: object) -> bool:
    """The indexes for searching are PostgreSQL's alone, and the models cannot say them."""
    return not (kind == "index" and (name or "").startswith("ix_student_find_"))


def test_head_equals_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_in_the_models}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_again_keeps_the_data(app: Flask, student: Student) -> None:
    number = student.student_no
    db.session.remove()
    upgrade()
    assert db.session.query(Student).filter_by(student_no=number).count() == 1
    db.session.remove()


def test_a_submission_with_files_survives_the_second_step_down_and_up(app: Flask, student: Student) -> None:
    now = clock.now()
    submission = Submission(student_id=student.id, campaign_id=student.campaign_id, created_at=now)
    file = {"kind": Kind.PAPER, "storage_key": "paper/1", "sha256": "0" * 64, "size": 1}
    submission.uploads.append(Upload(**file, uploaded_at=now, report={}))
    submission.paper_received_at = now
    db.session.add(submission)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0001")
    upgrade()
    kept = db.session.query(Submission).one()
    assert [upload.storage_key for upload in kept.uploads] == ["paper/1"]
    assert kept.paper_received_at is None  # the older tables had no place for it
    db.session.remove()


def test_what_lists_filter_by_is_read_from_what_was_stored(app: Flask, student: Student) -> None:
    report = {
        "verdict": "fail",
        "findings": [
            {"code": "glasses", "status": "fail"},
            {"code": "sharpness", "status": "warn"},
            {"code": "head_pose", "status": "fail"},
        ],
    }
    now = clock.now()
    submission = Submission(student_id=student.id, campaign_id=student.campaign_id, created_at=now)
    submission.comparison = {"paper": {"verdict": "same"}, "admission": {"verdict": "unsure"}}
    file = {"kind": Kind.ELECTRONIC, "storage_key": "electronic/1", "sha256": "0" * 64, "size": 1}
    submission.uploads.append(Upload(**file, uploaded_at=now, report=report))
    db.session.add(submission)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0006")
    upgrade()
    upload = db.session.query(Upload).one()
    assert (upload.verdict, upload.failed_codes) == ("fail", "glasses head_pose")
    assert upload.submission.faces_agree is False
    assert db.session.query(CollegeCount).one().draft == 1
    db.session.remove()


def test_the_way_down_is_whole(app: Flask) -> None:
    db.session.remove()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade()
    with db.engine.connect() as connection:
        assert set(Base.metadata.tables) <= set(inspect(connection).get_table_names())


def test_staff_and_the_record_survive_the_fifth_step_down_and_up(app: Flask, admin: Staff) -> None:
    admin.totp_seed = "5" * 40
    audit.record(audit.OPERATOR, "demo.seed", "campaign:1")
    db.session.commit()
    db.session.remove()
    downgrade(revision="0004")
    upgrade()
    kept = db.session.query(Staff).one()
    assert (kept.username, kept.has_second_factor) == ("admin", False)
    assert db.session.query(AuditEvent).count() == 1
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.query(AuditEvent).delete()
    db.session.remove()
