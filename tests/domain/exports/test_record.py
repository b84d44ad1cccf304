"""Every export is written down."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp.domain.errors import InvalidError
from webapp.domain.exports import preview, record
from webapp.domain.exports.selection import Selection, rows_of
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, College, Export, Staff, State, Student


def test_an_export_ends_when_the_last_bytes_are_out(
    make_student: Callable[..., Student], campaign: Campaign, admin: Staff
) -> None:
    hand_in(make_student(), State.APPROVED)
    chunks = record.photo_stream(admin, Selection(campaign.id), "{student_no}")
    next(chunks)
    entry = db.session.scalars(select(Export)).one()
    assert entry.finished_at is None
    assert entry.selection == {
        "campaign_id": campaign.id,
        "states": ["approved"],
        "college_id": None,
        "pattern": "{student_no}",
    }
    list(chunks)
    assert entry.finished_at is not None
    assert entry.count == 1
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.action, event.actor) for event in events] == [
        ("export.photos", f"staff:{admin.id}"),
        ("export.finish", f"staff:{admin.id}"),
    ]


def test_a_download_that_was_broken_off_stays_open(
    make_student: Callable[..., Student], campaign: Campaign
) -> None:
    hand_in(make_student(), State.APPROVED)
    chunks = record.photo_stream(None, Selection(campaign.id), "{student_no}")
    next(chunks)
    chunks.close()  # type: ignore[attr-defined] # a generator
    assert db.session.scalars(select(Export)).one().finished_at is None
    assert preview.history()[0].who == "命令行"


def test_nothing_to_export_is_no_export(campaign: Campaign) -> None:
    with pytest.raises(InvalidError, match="没有符合条件"):
        record.photo_stream(None, Selection(campaign.id), "{student_no}")
    with pytest.raises(InvalidError, match="没有符合条件"):
        record.write_list(None, Selection(campaign.id), "{student_no}", io.BytesIO())
    assert db.session.scalars(select(Export)).all() == []


def test_a_selection_takes_states_and_college(
    make_student: Callable[..., Student], campaign: Campaign, college: College, other_college: College
) -> None:
    for state in State:
        hand_in(make_student(), state)
    there = hand_in(make_student(college_id=other_college.id), State.APPROVED).student
    assert len(rows_of(Selection(campaign.id))) == 2
    assert len(rows_of(Selection(campaign.id, tuple(State)))) == 5
    narrowed = Selection(campaign.id, college_id=other_college.id)
    with count_queries() as seen:
        rows = rows_of(narrowed)
    assert [row.student_no for row in rows] == [there.student_no]
    assert len(seen) == 1
    assert rows_of(Selection(campaign.id + 1)) == []
