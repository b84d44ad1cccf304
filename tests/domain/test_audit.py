"""The record only grows: the database itself refuses everything else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from webapp.domain import audit
from webapp.extensions import db
from webapp.models import AuditEvent

BOTH = ("UPDATE audit_event SET actor = 'nobody'", "DELETE FROM audit_event")
OWN = {
    "sqlite": ("INSERT OR REPLACE INTO audit_event (id, at, actor, action, target, details) "
               "SELECT id, at, 'nobody', action, target, details FROM audit_event",),
    "postgresql": ("TRUNCATE audit_event",),
}  # fmt: skip


def test_what_was_written_cannot_be_changed_or_taken_away(app: Flask) -> None:
    audit.record(audit.OPERATOR, "demo.seed", "campaign:1")
    audit.record("staff:1", "demo.seed", "campaign:1")
    db.session.commit()
    for statement in (*BOTH, *OWN[db.engine.dialect.name]):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text(statement))
        db.session.rollback()
    actors = db.session.scalars(select(AuditEvent.actor).order_by(AuditEvent.id)).all()
    assert actors == [audit.OPERATOR, "staff:1"]


def test_the_session_cannot_change_it_either(app: Flask) -> None:
    audit.record(audit.OPERATOR, "demo.seed", "campaign:1")
    db.session.commit()
    db.session.scalars(select(AuditEvent)).one().actor = "nobody"
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.commit()
    db.session.rollback()
