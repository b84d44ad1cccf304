"""Submissions in known states with small real files in the real store, for tests that need no photo check."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache

from PIL import Image

from webapp import clock, current
from webapp.domain import compared
from webapp.domain.uploads import report_columns
from webapp.extensions import db
from webapp.models import Kind, State, Student, Submission, Upload
from webapp.photocheck import Finding, Report, Status
from webapp.storage import new_key

PASSED = Report((Finding("dimensions", Status.PASS),), "test")
READABLE = {
    Kind.PAPER: Report((Finding("paper_no_face", Status.PASS),), "test"),
    Kind.CODE: Report((Finding("code_used", Status.PASS),), "test"),
}
FAILED = Report((Finding("dimensions", Status.PASS), Finding("eye_line", Status.FAIL, 320.0)), "test")


@cache
def jpeg(shade: int = 0, width: int = 48, height: int = 64) -> bytes:
    """A small JPEG; another shade gives other bytes."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), (shade % 256, 120, 200)).save(target, "JPEG")
    return target.getvalue()


def hand_in(
    student: Student, state: State = State.SUBMITTED, report: Report = PASSED, **values: object
) -> Submission:
    """A submission with three stored files, as if the student had handed it in an hour ago."""
    columns: dict[str, object] = {
        "created_at": clock.now() - timedelta(hours=2),
        "submitted_at": clock.now() - timedelta(hours=1),
        "version": 7,
        "face_consent": False,
    }
    if state in (State.RETURNED, State.APPROVED):
        columns["decided_at"] = clock.now()
    submission = Submission(
        student_id=student.id, campaign_id=student.campaign_id, state=state, **{**columns, **values}
    )
    submission.faces_agree = compared.columns(submission.comparison or {})["faces_agree"]
    for kind in Kind:
        submission.uploads.append(upload(kind, jpeg(student.id), READABLE.get(kind, report)))
    db.session.add(submission)
    db.session.commit()
    return submission


def upload(kind: Kind, data: bytes, report: Report = PASSED) -> Upload:
    """The row of a file that is in the store."""
    stored = current.storage().put(new_key(kind.value), data)
    return Upload(
        kind=kind,
        storage_key=stored.key,
        sha256=stored.sha256,
        size=stored.size,
        uploaded_at=clock.now(),
        **report_columns(report),
    )
