"""`flask submissions faces`."""

from __future__ import annotations

from tests import handed_in
from tests.cli.conftest import Run
from tests.ready_made import hand_in
from webapp.domain import submissions
from webapp.extensions import db
from webapp.models import AuditEvent, FaceDescriptor, Kind, Student


def test_it_describes_what_has_no_face_yet(run: Run, student: Student) -> None:
    submissions.submit(student, handed_in.fill(student, consent=True).version)
    db.session.query(FaceDescriptor).delete()
    result = run("submissions", "faces")
    assert result.exit_code == 0
    assert "同意比对 1 份，有人脸 1 份，需要老师看的 0 对。" in result.output
    assert db.session.query(AuditEvent).filter_by(action="faces.search", actor="operator").count() == 1


def test_what_cannot_be_read_is_told(run: Run, student: Student) -> None:
    submission = hand_in(student, face_consent=True)
    next(file for file in submission.uploads if file.kind is Kind.ELECTRONIC).sha256 = "0" * 64
    result = run("submissions", "faces")
    assert result.exit_code == 1
    assert "flask storage reconcile" in result.output
