"""Students with material in known states, made through the domain as the pages do."""

from __future__ import annotations

from datetime import timedelta

from tests import pictures
from webapp import clock
from webapp.domain import reviews, submissions, uploads
from webapp.extensions import db
from webapp.models import Branch, Kind, Staff, Student, Submission


def branch() -> Branch:
    """The one branch of a test."""
    found = db.session.query(Branch).first()
    if found is None:
        found = Branch(
            position=0,
            name="湖北分社",
            province="湖北省",
            city="武汉市",
            contact="徐志丹",
            office_phone="027-68881143",
            mobile="",
            fax="027-68881145",
            address="湖北省武汉市武昌徐东大街 356 号",
            latitude=30.59,
            longitude=114.3,
            flags=[],
        )
        db.session.add(found)
        db.session.commit()
    return found


def fill(student: Student, photo: bytes | None = None, *, consent: bool = False) -> Submission:
    """All three files and the details, ready to be handed in. photo: the electronic one, by default good."""
    uploads.save_upload(student, Kind.ELECTRONIC, photo or pictures.portrait())
    uploads.save_upload(student, Kind.PAPER, pictures.print_of())
    uploads.save_upload(student, Kind.CODE, pictures.code(f"code of {student.student_no}"))
    return submissions.set_details(student, branch().id, clock.today() - timedelta(days=3), consent)


def hand_in(student: Student, photo: bytes | None = None, note: str = "") -> Submission:
    """A submission that waits for review."""
    return submissions.submit(student, fill(student, photo).version, note)


def send_back(
    student: Student, staff: Staff, reasons: tuple[str, ...] = ("photo_background",), text: str = ""
) -> Submission:
    """A submission that a reviewer returned."""
    submission = hand_in(student)
    return reviews.return_(staff, submission, submission.version, reasons, text)
