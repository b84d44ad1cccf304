"""The roster and the admission photos in the background: what is begun, what its page shows."""

from __future__ import annotations

from typing import Any, BinaryIO

from webapp.domain import audit, work
from webapp.domain.roster import pending
from webapp.domain.roster.importing import ImportResult
from webapp.domain.roster.pending import Preview
from webapp.domain.roster.photos import import_photos
from webapp.domain.work import Running
from webapp.models import Campaign, Staff, Work, WorkKind
from webapp.models.base import Json

LINES_KEPT = 200  # of errors, remarks and students, for the page; the counts are always whole
PHOTO_LINES_KEPT = 20_000  # of photos that found no student: all of them can be fetched as a file
PATIENCE = 2.0  # seconds that a request waits, so that a small file has its answer at once


def begin_preview(admin: Staff, data: bytes, campaign: Campaign) -> Work:
    """See what a roster file would change, see `pending.preview`."""

    def act(admin: Staff, campaign: Campaign, running: Running) -> Json:
        return _shown(pending.preview(admin, data, campaign, running.progress))

    return work.begin(WorkKind.ROSTER_PREVIEW, admin, campaign, act, PATIENCE)


def begin_import(admin: Staff, token: str, campaign: Campaign) -> Work:
    """Write what a preview showed, see `pending.confirm`: with the result, in one transaction."""
    pending.require_token(admin, token, campaign)

    def act(admin: Staff, campaign: Campaign, running: Running) -> Json:
        def on_write(result: ImportResult) -> None:
            running.finish(_shown(Preview(result)))

        return _shown(pending.confirm(admin, token, campaign, running.progress, on_write))

    return work.begin(WorkKind.ROSTER_IMPORT, admin, campaign, act, PATIENCE)


def begin_photos(admin: Staff, file: BinaryIO, campaign: Campaign) -> Work:
    """Take in the admission photos of a zip, see `photos.import_photos`. The file is closed at the end."""

    def act(admin: Staff, campaign: Campaign, running: Running) -> Json:
        with file:
            result = import_photos(file, campaign, actor=audit.actor_name(admin), progress=running.progress)
        return {
            "new": result.new,
            "replaced": result.replaced,
            "unchanged": result.unchanged,
            "left_out": len(result.problems),
            "problems": result.problems[:PHOTO_LINES_KEPT],
        }

    return work.begin(WorkKind.PHOTOS, admin, campaign, act, PATIENCE)


def _shown(found: Preview) -> Json:
    """What the page of a preview or an import tells; `token` confirms it."""
    result = found.result
    lists: dict[str, list[Any]] = {
        "problems": [[problem.row, problem.column, problem.message] for problem in result.problems],
        "remarks": list(result.remarks),
        "changed": [[number, list(columns)] for number, columns in result.changed.items()],
        "gone": list(result.gone),
        "new_colleges": list(result.new_colleges),
    }
    return {
        "written": result.written,
        "token": found.token,
        "new": result.new,
        "unchanged": result.unchanged,
        "counts": {name: len(values) for name, values in lists.items()},
        **{name: values[:LINES_KEPT] for name, values in lists.items()},
    }
