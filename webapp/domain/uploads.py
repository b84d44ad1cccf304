"""The three files of a submission: taken in, stored, replaced, read back."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from webapp import clock, current
from webapp.domain import audit, compared, deadlines, drafts, faces, intake
from webapp.domain.errors import InvalidError
from webapp.extensions import db
from webapp.language import marked
from webapp.models import Kind, Student, Submission, Upload
from webapp.photocheck import Report, Status
from webapp.storage import Damaged, NotFound, StorageError, Stored, new_key, read_verified

DIMENSIONS = "dimensions"  # of the photo check: exactly 480 x 640
NOT_THE_PRINT = marked(
    "这就是你交的电子照片文件。这里要的是纸质照片：把印出来的照片平放，用手机从正上方拍一张。"
)
EARLIER_STAYS = marked(
    "这个文件打不开：不是照片，或者没有下载完。没有换上，之前传的那张还在。请确认选对了文件。"
)

_log = logging.getLogger(__name__)


def save_upload(student: Student, kind: Kind, data: bytes) -> Upload:
    """Check and keep a file; it takes the place of an earlier one of its kind.

    The file is safe in the store before the row names it, and the old one goes only after the row is
    committed: a crash in between leaves at most a file without a row, which `flask storage reconcile` finds.
    Raises ClosedError (deadline, state), InvalidError (nothing usable in it, or not what belongs here),
    StorageError (nothing changed).
    """
    submission = drafts.open_draft(student)
    deadlines.require_open(student, submission)
    _require_a_print(submission, kind, data)
    taken = intake.take_in(kind, data, intake.standard_for(student.campaign))
    _require_no_loss(upload_of(submission, kind), taken.report)
    stored = current.storage().put(new_key(kind.value), taken.data)
    try:
        upload, replaced = _write_row(student, kind, stored, taken)
    except BaseException:
        db.session.rollback()
        _discard(stored.key)
        raise
    if replaced:
        _discard(replaced)
    return upload


def read_upload(upload: Upload) -> bytes:
    """The stored bytes. Raises storage.NotFound, or storage.Damaged when they are not what was stored."""
    return read_verified(current.storage(), upload.storage_key, upload.sha256)


def read_intact(upload: Upload) -> bytes | None:
    """The stored bytes; None, with a line in the log, when the store lost them or holds other ones."""
    try:
        return read_upload(upload)
    except (NotFound, Damaged) as error:
        _log.error("upload %d cannot be shown: %s", upload.id, error)
        return None


def upload_of(submission: Submission, kind: Kind) -> Upload | None:
    """The file of one kind, or None."""
    return next((upload for upload in submission.uploads if upload.kind is kind), None)


def upload_by(student: Student, kind: Kind) -> Upload | None:
    """The student's file of one kind in their campaign, or None."""
    submission = drafts.submission_of(student)
    return upload_of(submission, kind) if submission else None


def report_columns(report: Report) -> dict[str, Any]:
    """The columns of an upload that hold its report: whole for its page, and what lists filter by."""
    failed = (finding.code for finding in report.findings if finding.status is Status.FAIL)
    return {"report": report.to_dict(), "verdict": report.verdict.value, "failed_codes": " ".join(failed)}


def is_code_used(digest: str, submission: Submission) -> bool:
    """Whether somebody else has handed in the same collection code."""
    others = (
        select(Upload.id)
        .join(Submission, Submission.id == Upload.submission_id)
        .where(Upload.code_digest == digest, Submission.student_id != submission.student_id)
    )
    return db.session.scalar(others.limit(1)) is not None


def check_again(upload: Upload, data: bytes) -> Report:
    """The report a stored file would get now: the standard, and what others have handed in, may change."""
    standard = intake.standard_for(upload.submission.student.campaign)
    if upload.kind is Kind.CODE:
        is_new = not is_code_used(upload.code_digest or "", upload.submission)
        return intake.check_code(is_new, standard)
    return intake.take_in(upload.kind, data, standard).report


def _require_a_print(submission: Submission, kind: Kind, data: bytes) -> None:
    """The electronic photo's own file is no picture of the paper photo, though it shows the same face.

    A picture of the print that was sent as the electronic photo by mistake is one: it has other dimensions.
    """
    electronic = upload_of(submission, Kind.ELECTRONIC)
    if kind is not Kind.PAPER or not electronic or electronic.sha256 != hashlib.sha256(data).hexdigest():
        return
    if Report.from_dict(electronic.report).finding(DIMENSIONS).status is Status.PASS:
        raise InvalidError(NOT_THE_PRINT)


def _require_no_loss(earlier: Upload | None, report: Report) -> None:
    """A file that nobody can open, chosen by mistake, does not take the place of a photo."""
    if earlier and not intake.can_be_shown(report) and intake.can_be_shown(Report.from_dict(earlier.report)):
        raise InvalidError(EARLIER_STAYS)


def _write_row(student: Student, kind: Kind, stored: Stored, taken: intake.Intake) -> tuple[Upload, str]:
    """Name the stored file in the database. Returns the row and the key it named before, or ""."""
    submission = drafts.edit(student, **compared.columns({}))  # an earlier comparison was of other files
    if kind is Kind.ELECTRONIC:
        faces.forget(submission)
    if taken.code_digest and is_code_used(taken.code_digest, submission):
        report = intake.check_code(False, intake.standard_for(student.campaign))
        taken = replace(taken, report=report)
    upload = db.session.scalar(
        select(Upload)
        .where(Upload.submission_id == submission.id, Upload.kind == kind)
        .execution_options(populate_existing=True)
    )
    replaced = upload.storage_key if upload else ""
    if upload is None:
        upload = Upload(submission_id=submission.id, kind=kind)
        db.session.add(upload)
    upload.storage_key, upload.sha256, upload.size = stored.key, stored.sha256, stored.size
    upload.uploaded_at = clock.now()
    for name, value in report_columns(taken.report).items():
        setattr(upload, name, value)
    upload.code_digest = taken.code_digest
    audit.record(
        audit.actor_name(student),
        "upload.save",
        drafts.target(submission),
        kind=kind.value,
        sha256=stored.sha256,
        size=stored.size,
        verdict=taken.report.verdict.value,
    )
    db.session.commit()
    return upload, replaced


def _discard(key: str) -> None:
    """Delete a file that no row names; when the store fails, reconcile finds it later."""
    with suppress(StorageError):
        current.storage().delete(key)
        return
    _log.warning("could not delete %s, which no row names; `flask storage reconcile` will", key)
