"""The record of what was done, written in the same transaction as the act itself."""

from __future__ import annotations

from typing import Any

from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Staff, Student

OPERATOR = "operator"  # somebody at the command line of the server


def actor_name(user: Student | Staff | None) -> str:
    """How a user stands in the record: by number, never by name. None is the operator."""
    if user is None:
        return OPERATOR
    return f"{'student' if isinstance(user, Student) else 'staff'}:{user.id}"


def record(actor: str, action: str, target: str, **details: Any) -> None:
    """Add one event to the running transaction; the caller commits. `details` must hold no personal data."""
    db.session.add(AuditEvent(at=clock.now(), actor=actor, action=action, target=target, details=details))
