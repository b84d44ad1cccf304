"""What students tell us about CHSI."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from sqlalchemy import select

from webapp import clock
from webapp.domain import chsi
from webapp.extensions import db
from webapp.models import AuditEvent, ChsiAnswer, Student, Submission


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_the_last_answer_counts_and_begins_no_submission(student: Student) -> None:
    chsi.answer_chsi_gate(student, has_photo=True)
    chsi.answer_chsi_gate(student, has_photo=False)
    answer = db.session.scalars(select(ChsiAnswer)).one()
    assert answer.has_photo is False and answer.answered_at is not None
    assert actions() == ["chsi.gate", "chsi.gate"]
    assert db.session.query(Submission).count() == 0


def test_the_first_time_the_photo_was_seen_counts(student: Student) -> None:
    first = chsi.mark_chsi_checked(student).checked_at
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert chsi.mark_chsi_checked(student).checked_at == first
    assert actions() == ["chsi.checked"]
