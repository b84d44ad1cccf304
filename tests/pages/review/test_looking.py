"""Who may look at what, and what is written down of it."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from sqlalchemy import select

from tests.client import LintingClient
from tests.ready_made import jpeg
from webapp import current
from webapp.extensions import db
from webapp.models import AuditEvent, Kind, Staff, Student, Submission
from webapp.storage import new_key

BrowserOf = Callable[[Student | Staff], LintingClient]


def test_another_colleges_reviewer_finds_nothing(
    browser_of: BrowserOf, submission: Submission, other_reviewer: Staff
) -> None:
    stranger = browser_of(other_reviewer)
    for path in ("", "/files/electronic", "/files/paper", "/files/code"):
        assert stranger.get(f"/review/{submission.id}{path}").status_code == 404
    assert submission.student.name not in stranger.page("/review/").get_text()


def test_students_and_strangers_see_no_review(
    browser_of: BrowserOf, client: LintingClient, submission: Submission
) -> None:
    assert browser_of(submission.student).get(f"/review/{submission.id}").status_code == 403
    assert client.get(f"/review/{submission.id}/files/paper").status_code == 302


def test_files_are_pictures_written_anew(browser: LintingClient, submission: Submission) -> None:
    for kind in Kind:
        answer = browser.get(f"/review/{submission.id}/files/{kind}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert Image.open(io.BytesIO(answer.data)).format == "JPEG"
    assert browser.get(f"/review/{submission.id}/files/electronic").data != jpeg(submission.student_id)
    assert browser.get(f"/review/{submission.id}/files/passport").status_code == 404


def test_a_picture_that_arrives_late_does_not_put_the_session_of_before_back(
    browser: LintingClient, browser_of: BrowserOf, submission: Submission
) -> None:
    student = browser_of(submission.student)
    for reader, url in ((browser, f"/review/{submission.id}"), (student, "/me")):
        assert "session=" in reader.get(url).headers["Set-Cookie"]
    for kind in Kind:
        for reader, url in (
            (browser, f"/review/{submission.id}/files/{kind}"),
            (student, f"/me/files/{kind}?preview"),
        ):
            answer = reader.get(url)
            assert answer.mimetype == "image/jpeg"
            assert "Set-Cookie" not in answer.headers, url


def test_a_file_that_is_gone_is_404(browser: LintingClient, submission: Submission) -> None:
    current.storage().delete(submission.uploads[0].storage_key)
    kind = submission.uploads[0].kind
    assert browser.get(f"/review/{submission.id}/files/{kind}").status_code == 404


def test_the_admission_photo_stands_beside_the_others(
    browser: LintingClient, browser_of: BrowserOf, submission: Submission, other_reviewer: Staff
) -> None:
    url = f"/review/{submission.id}"
    assert "学院没有导入" in browser.page(url).get_text()
    assert browser.get(f"{url}/admission").status_code == 404
    imported = jpeg(77)
    submission.student.admission_key = current.storage().put(new_key("admission"), imported).key
    db.session.commit()
    assert browser.page(url).select_one(f'.review-thumb img[src="{url}/admission"]')
    answer = browser.get(f"{url}/admission")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(answer.data)).size == (48, 64)
    assert answer.data != imported, "written anew"
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None and (last.action, last.details) == ("review.look", {"what": "admission"})
    assert browser_of(other_reviewer).get(f"{url}/admission").status_code == 404
    current.storage().delete(submission.student.admission_key)
    assert browser.get(f"{url}/admission").status_code == 404


def test_every_look_is_in_the_record(browser: LintingClient, submission: Submission, reviewer: Staff) -> None:
    browser.page(f"/review/{submission.id}")
    browser.get(f"/review/{submission.id}/files/paper")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.actor, event.action, event.details["what"]) for event in events] == [
        (f"staff:{reviewer.id}", "review.look", "page"),
        (f"staff:{reviewer.id}", "review.look", "paper"),
    ]


def test_pages_of_students_stay_in_no_cache(browser: LintingClient, submission: Submission) -> None:
    for url in ("/review/", f"/review/{submission.id}"):
        assert browser.get(url).headers["Cache-Control"] == "no-store"
