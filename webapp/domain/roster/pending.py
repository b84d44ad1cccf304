"""A roster file between its preview and its confirmation: kept for half an hour, for the admin who sent it.

Nothing but the file waits. The confirmation compares it with the database anew, and writes only what the
admin has seen. The record names the file's key before the file is stored: whatever happens in between,
`sweep` finds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select

from webapp import clock, current
from webapp.domain import audit, work
from webapp.domain.errors import StaleError
from webapp.domain.roster.importing import ImportResult, import_roster
from webapp.domain.work import Progress
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Staff
from webapp.storage import NotFound, new_key, read_verified

KIND = "roster"
ACTION = "roster.preview"
LIFETIME = timedelta(minutes=30)
SWEPT = timedelta(days=7)  # how far back `sweep` looks; older ones are found by `flask storage reconcile`
GONE = "这次预览已经过期，或者已经导入过了。请重新选择文件。"


@dataclass(frozen=True)
class Preview:
    """What an import would do, or did. token: confirms it; "" when there is nothing to confirm."""

    result: ImportResult
    token: str = ""


def preview(admin: Staff, data: bytes, campaign: Campaign, progress: Progress = work.silent) -> Preview:
    """Say what importing this file would do, and keep the file when there is something to confirm.

    Raises RosterFileError when the file as a whole cannot be used.
    """
    sweep()
    result = import_roster(data, campaign, dry_run=True, progress=progress)
    if result.problems or not result.has_changes:
        return Preview(result)
    sha256 = hashlib.sha256(data).hexdigest()
    key = new_key(KIND)
    audit.record(
        audit.actor_name(admin), ACTION, f"campaign:{campaign.id}", key=key, sha256=sha256, size=len(data)
    )
    db.session.commit()
    current.storage().put(key, data)
    seen = [admin.get_id(), campaign.id, key, sha256, result.fingerprint]
    return Preview(result, _serializer().dumps(seen))


def confirm(
    admin: Staff,
    token: str,
    campaign: Campaign,
    progress: Progress = work.silent,
    on_write: Callable[[ImportResult], None] | None = None,
) -> Preview:
    """Import the file of a preview, exactly as it was shown. progress, on_write: see `import_roster`.

    When the roster has changed since, nothing is written and there is a new preview to confirm. Raises
    StaleError when the preview has expired, was used, or belongs to somebody else or to another campaign.
    """
    key, sha256, fingerprint = _seen(admin, token, campaign)
    try:
        data = read_verified(current.storage(), key, sha256)
    except NotFound:
        raise StaleError(GONE) from None
    result = import_roster(
        data,
        campaign,
        only_if=fingerprint,
        actor=audit.actor_name(admin),
        progress=progress,
        on_write=on_write,
    )
    current.storage().delete(key)
    return Preview(result) if result.written else preview(admin, data, campaign, progress)


def require_token(admin: Staff, token: str, campaign: Campaign) -> None:
    """Raise StaleError unless a token may still be confirmed, as `confirm` does."""
    _seen(admin, token, campaign)


def discard(admin: Staff, token: str, campaign: Campaign) -> None:
    """Delete the file of a preview that nobody wants to import. Raises StaleError as `confirm` does."""
    key, _sha256, _fingerprint = _seen(admin, token, campaign)
    current.storage().delete(key)


def sweep(*, everything: bool = False) -> None:
    """Delete the files whose time is over, or all of them. Raises StorageError."""
    over = clock.now() - LIFETIME
    for event in _previews(since=over - SWEPT):
        if everything or event.at <= over:
            current.storage().delete(event.details["key"])


def waiting_keys() -> set[str]:
    """Keys that may still be confirmed; their files may be there, or used already."""
    return {event.details["key"] for event in _previews(since=clock.now() - LIFETIME)}


def _previews(since: datetime) -> list[AuditEvent]:
    wanted = select(AuditEvent).where(AuditEvent.action == ACTION, AuditEvent.at >= since)
    return list(db.session.scalars(wanted))


def _seen(admin: Staff, token: str, campaign: Campaign) -> tuple[str, str, str]:
    """Key, SHA-256 and fingerprint of a token that belongs to this admin's log-in and this campaign."""
    try:
        loaded: list[Any] = _serializer().loads(token, max_age=int(LIFETIME.total_seconds()))
    except BadSignature:
        raise StaleError(GONE) from None
    session_id, campaign_id, key, sha256, fingerprint = loaded
    if (session_id, campaign_id) != (admin.get_id(), campaign.id):
        raise StaleError(GONE)
    return key, sha256, fingerprint


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.settings().secret_key, salt="bupai roster preview")
