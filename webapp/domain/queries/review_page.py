"""All that a reviewer sees of one submission, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp import clock
from webapp.domain import claims, return_reasons
from webapp.domain.queries.queue import history_of
from webapp.domain.return_reasons import Part, Reason
from webapp.models import AuditEvent, Kind, Staff, State, Student, Submission, Upload
from webapp.photocheck import Report


@dataclass(frozen=True)
class ReviewPage:
    """One submission for the eyes of `staff`.

    holder: who looks at it until `held_until`, None for nobody. may_decide: it is one's own now.
    suggested: codes of the reasons that failed checks point at. history: events with the staff's name or "".
    """

    submission: Submission
    student: Student
    uploads: dict[Kind, Upload]
    reports: dict[Kind, Report]
    holder: Staff | None
    held_until: datetime | None
    may_decide: bool
    may_claim: bool
    reasons: dict[Part, list[Reason]]
    suggested: set[str]
    given_reasons: list[Reason]
    history: list[tuple[AuditEvent, str]]


def review_page(staff: Staff, submission: Submission) -> ReviewPage:
    """Everything for the page of a submission that `staff` may see."""
    uploads = {upload.kind: upload for upload in submission.uploads}
    reports = {kind: Report.from_dict(upload.report) for kind, upload in uploads.items()}
    holder = claims.holder(submission, clock.now())
    waits = submission.state is State.SUBMITTED
    return ReviewPage(
        submission=submission,
        student=submission.student,
        uploads=uploads,
        reports=reports,
        holder=holder,
        held_until=submission.claimed_until if holder else None,
        may_decide=waits and holder is staff,
        may_claim=waits and holder is None,
        reasons=return_reasons.by_part(),
        suggested=return_reasons.suggested(reports.values()),
        given_reasons=return_reasons.described(submission.return_reasons),
        history=history_of(submission),
    )
