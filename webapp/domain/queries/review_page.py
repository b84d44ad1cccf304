"""All that a reviewer sees of one submission, read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain import claims, return_reasons
from webapp.domain.queries.queue import history_of
from webapp.domain.queries.twins import Twin, twins_of
from webapp.domain.return_reasons import Part, Reason
from webapp.extensions import db
from webapp.models import AuditEvent, Kind, Staff, State, Student, Submission, Upload
from webapp.photocheck import Report, Status


@dataclass(frozen=True)
class ReviewPage:
    """One submission for the eyes of `staff`.

    holder: who looks at it until `held_until`, None for nobody. may_decide: it is one's own now.
    suggested: codes of the reasons that failed checks point at. history: events with the staff's name or "".
    twins: what somebody else handed in alike.
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
    twins: list[Twin]

    @property
    def statuses(self) -> Counter[Status]:
        """How many checks of all the files ended how."""
        return Counter(finding.status for report in self.reports.values() for finding in report.findings)


def review_page(staff: Staff, submission_id: int) -> ReviewPage:
    """Everything for the page of a submission that `staff` may see."""
    submission = _whole(submission_id)
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
        twins=twins_of(staff, submission),
    )


def _whole(submission_id: int) -> Submission:
    """The row with all that the page names, in one query instead of one each."""
    found = select(Submission).where(Submission.id == submission_id)
    found = found.options(
        joinedload(Submission.student).joinedload(Student.college),
        joinedload(Submission.branch),
        joinedload(Submission.claimed_by),
        joinedload(Submission.decided_by),
        joinedload(Submission.uploads),
    )
    return db.session.scalars(found.execution_options(populate_existing=True)).unique().one()
