"""Reading the record: on a page, and as CSV that is sent while it is read and safe to open in a spreadsheet.

Who reads about one student, or takes the record away, is written down too.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from webapp.domain import audit
from webapp.domain.exports.spreadsheet import plain
from webapp.domain.queries import audit_log
from webapp.domain.queries.audit_log import AuditFilter, Line, LogPage
from webapp.domain.queries.audit_words import action_words
from webapp.extensions import db
from webapp.models import Staff

HEADER = ("时间（北京）", "谁", "账号", "动作", "动作代码", "对象", "对象姓名", "详情")
BOM = "\ufeff"  # without it, Excel takes UTF-8 for GBK
CHUNK = 1000  # events held in memory


def look(admin: Staff, wanted: AuditFilter, before: int | None) -> LogPage:
    """One page of the record, see `audit_log.page`."""
    found = audit_log.page(wanted, before)
    if wanted.student:
        audit.record(audit.actor_name(admin), "audit.look", f"student:{wanted.student.id}")
        db.session.commit()
    return found


def stream(admin: Staff | None, wanted: AuditFilter) -> Iterator[bytes]:
    """The events of a filter as UTF-8 CSV with a header, newest first; the export itself is recorded.

    admin None: the operator.
    """
    narrowed = {
        "by": wanted.actor,
        "what": wanted.action,
        "student": wanted.student.id if wanted.student else None,
        "day": wanted.day.isoformat() if wanted.day else None,
    }
    chosen = {name: value for name, value in narrowed.items() if value}
    audit.record(audit.actor_name(admin), "audit.export", "audit", **chosen)
    db.session.commit()
    return _rows(wanted)


def _rows(wanted: AuditFilter) -> Iterator[bytes]:
    yield (BOM + _csv([HEADER])).encode()
    before: int | None = None
    while True:
        page = audit_log.page(wanted, before, CHUNK)
        yield _csv([_cells(line) for line in page.lines]).encode()
        if page.older is None:
            return
        before = page.older
        db.session.expunge_all()  # or the session keeps every event until the end


def _cells(line: Line) -> tuple[str, ...]:
    event = line.event
    details = json.dumps(event.details, ensure_ascii=False) if event.details else ""
    return (
        line.at,
        plain(line.who),
        event.actor,
        action_words(event.action),
        event.action,
        line.target,
        plain(line.whom),
        plain(details),
    )


def _csv(rows: list[tuple[str, ...]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()
