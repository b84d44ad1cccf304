"""What students tell us about CHSI (学信网), which gives us no way to ask."""

from __future__ import annotations

from webapp import clock
from webapp.domain import audit, one_row
from webapp.extensions import db
from webapp.models import ChsiAnswer, Student


def answer_chsi_gate(student: Student, has_photo: bool) -> ChsiAnswer:
    """Note whether CHSI already shows a photo, asked before the student travels; the last answer counts.

    Somebody who was photographed on campus but stands in the roster as missing finds out this way.
    """
    found = one_row.find_or_add(ChsiAnswer, student)
    found.has_photo, found.answered_at = has_photo, clock.now()
    audit.record(audit.actor_name(student), "chsi.gate", f"student:{student.id}", has_photo=has_photo)
    db.session.commit()
    return found


def mark_chsi_checked(student: Student) -> ChsiAnswer:
    """Note that the student saw the right photo on CHSI (notice, 三.2). The first time counts."""
    found = one_row.find_or_add(ChsiAnswer, student)
    if found.checked_at is None:
        found.checked_at = clock.now()
        audit.record(audit.actor_name(student), "chsi.checked", f"student:{student.id}")
    db.session.commit()
    return found
