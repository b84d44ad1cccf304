"""Every export is written down."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.exports import history, record
from webapp.domain.exports.archive import Outcome
from webapp.domain.exports.selection import Selection, rows_of
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, College, Export, ExportItem, Staff, State, Student

MakeStudent = Callable[..., Student]
PATTERN = "{student_no}"


def test_an_export_ends_when_the_last_bytes_are_out(
    make_student: MakeStudent, campaign: Campaign, admin: Staff
) -> None:
    submission = hand_in(make_student(), State.APPROVED)
    chunks = record.photo_stream(admin, Selection(campaign.id), PATTERN)
    body = next(chunks)
    entry = db.session.scalars(select(Export)).one()
    assert entry.finished_at is None
    assert entry.selection == {
        "campaign_id": campaign.id,
        "states": ["approved"],
        "college_id": None,
        "only_new": False,
        "pattern": PATTERN,
    }
    body += b"".join(chunks)
    assert entry.finished_at is not None
    assert (entry.count, entry.size, entry.sha256) == (1, len(body), hashlib.sha256(body).hexdigest())
    item = db.session.scalars(select(ExportItem)).one()
    assert (item.submission_id, item.name) == (submission.id, f"{submission.student.student_no}.jpg")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.action, event.actor) for event in events] == [
        ("export.photos", f"staff:{admin.id}"),
        ("export.finish", f"staff:{admin.id}"),
    ]


def test_a_download_that_was_broken_off_stays_open(make_student: MakeStudent, campaign: Campaign) -> None:
    hand_in(make_student(), State.APPROVED)
    chunks = record.photo_stream(None, Selection(campaign.id), PATTERN)
    next(chunks)
    chunks.close()  # type: ignore[attr-defined] # a generator
    entry = db.session.scalars(select(Export)).one()
    assert entry.finished_at is None
    assert db.session.scalars(select(ExportItem)).all() == []
    (past,) = history.latest()
    assert (past.who, past.about) == ("命令行", "2027 届 · 已通过 · 全部学院")
    with pytest.raises(NotFoundError):
        history.find(entry.id)


def test_nothing_to_export_is_no_export(campaign: Campaign, tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="没有符合条件"):
        record.photo_stream(None, Selection(campaign.id), PATTERN)
    with pytest.raises(InvalidError, match="没有符合条件"):
        record.write_list(None, Selection(campaign.id), PATTERN, io.BytesIO())
    with pytest.raises(InvalidError, match="没有新的"):
        record.write_folder(None, Selection(campaign.id, only_new=True), PATTERN, tmp_path, Outcome())
    assert db.session.scalars(select(Export)).all() == []


def test_the_list_has_its_own_hash_and_items(make_student: MakeStudent, campaign: Campaign) -> None:
    hand_in(make_student(), State.APPROVED)
    target = io.BytesIO()
    assert record.write_list(None, Selection(campaign.id), PATTERN, target) == 1
    entry = db.session.scalars(select(Export)).one()
    assert entry.sha256 == hashlib.sha256(target.getvalue()).hexdigest()
    assert entry.size == len(target.getvalue())
    assert len(db.session.scalars(select(ExportItem)).all()) == 1


def test_a_manifest_of_before_says_what_was_handed_over(
    make_student: MakeStudent, campaign: Campaign
) -> None:
    for _ in range(2):
        hand_in(make_student(), State.APPROVED)
    list(record.photo_stream(None, Selection(campaign.id), PATTERN))
    entry = db.session.scalars(select(Export)).one()
    with count_queries() as seen:
        lines = list(csv.reader(io.StringIO(history.manifest_of(entry).decode("utf-8-sig"))))
    assert len(seen) == 1
    assert [line[:2] for line in lines[1:]] == [
        ["2023000001", "2023000001.jpg"],
        ["2023000002", "2023000002.jpg"],
    ]


def test_older_exports_come_page_by_page(campaign: Campaign, make_student: MakeStudent) -> None:
    hand_in(make_student(), State.APPROVED)
    for _ in range(history.RECENT + 1):
        record.write_list(None, Selection(campaign.id), PATTERN, io.BytesIO())
    with count_queries() as seen:
        newest = history.latest()
    assert len(seen) <= 5
    assert len(newest) == history.RECENT
    (oldest,) = history.latest(newest[-1].export.id)
    assert oldest.export.id == 1


def test_a_selection_takes_states_and_college(
    make_student: MakeStudent, campaign: Campaign, other_college: College
) -> None:
    for state in State:
        hand_in(make_student(), state)
    there = hand_in(make_student(college_id=other_college.id), State.APPROVED).student
    assert len(list(rows_of(Selection(campaign.id)))) == 2
    assert len(list(rows_of(Selection(campaign.id, tuple(State))))) == 5
    narrowed = Selection(campaign.id, college_id=other_college.id)
    with count_queries() as seen:
        rows = list(rows_of(narrowed))
    assert [row.student_no for row in rows] == [there.student_no]
    assert len(seen) == 1
    assert list(rows_of(Selection(campaign.id + 1))) == []
