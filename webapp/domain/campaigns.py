"""Classes of year: a new one from a notice, which of them runs, and how many each holds.

At most one runs. Another one is closed for its students (`deadlines.OLD_CAMPAIGN`) and stays readable for
admins, until its purge.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select

from webapp import current
from webapp.domain import audit
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.notice import loading, reading, sent
from webapp.domain.notice.loading import Loaded, Outcome
from webapp.domain.notice.sent import Files
from webapp.domain.notice.values import Notice
from webapp.domain.notice.year import for_class_year
from webapp.domain.queries.campaigns import all_campaigns
from webapp.extensions import db
from webapp.models import Campaign, Staff, State, Student, Submission

LIFETIME: Final = timedelta(minutes=30)
FIRST_YEAR, LAST_YEAR = 2000, 2100
WRONG_YEAR = f"届别是 {FIRST_YEAR} 到 {LAST_YEAR} 之间的年份。"
GONE = "这次预览已经过期。请重新选择通知。"


@dataclass(frozen=True)
class Standing:
    """A campaign with how many students and submissions it has, and how many of those are approved."""

    campaign: Campaign
    students: int
    submissions: int
    approved: int


@dataclass(frozen=True)
class Preview:
    """What a notice holds and what loading it would do: part -> outcome. token: confirms it."""

    notice: Notice
    parts: dict[str, Outcome]
    token: str

    @property
    def is_new(self) -> bool:
        """Whether there is no campaign of this class yet."""
        return self.parts["campaign_row"] is Outcome.NEW


def standings() -> list[Standing]:
    """Every campaign, the newest class first, in three queries."""
    students = _counts(select(Student.campaign_id, func.count()).group_by(Student.campaign_id))
    by_state = select(Submission.campaign_id, func.count()).group_by(Submission.campaign_id)
    submissions = _counts(by_state)
    approved = _counts(by_state.where(Submission.state == State.APPROVED))
    return [
        Standing(found, students.get(found.id, 0), submissions.get(found.id, 0), approved.get(found.id, 0))
        for found in all_campaigns()
    ]


def preview(admin: Staff, data: bytes | None, class_year: int | None) -> Preview:
    """What a notice that was sent holds, moved to a class year; without `data`, the latest that we have.

    Nothing is written. Raises NoticeError (`notice.problems.in_chinese`), InvalidError for the year.
    """
    files = sent.files_of(data) if data else _own_files()
    notice = _moved(sent.read_files(files), class_year)
    seen = [admin.get_id(), notice.campaign.class_year, files]
    return Preview(notice, loading.outcomes_of(notice), _serializer().dumps(seen))


def confirm(admin: Staff, token: str, *, activate: bool, replace: bool) -> Loaded:
    """Load the notice of a preview. replace: parts that differ are overwritten (`load_notice`).

    Raises StaleError when the preview has expired or belongs to somebody else.
    """
    try:
        seen: list[Any] = _serializer().loads(token, max_age=int(LIFETIME.total_seconds()))
    except BadSignature:
        raise StaleError(GONE) from None
    session_id, class_year, files = seen
    if session_id != admin.get_id():
        raise StaleError(GONE)
    return loading.load_notice(
        sent.read_files(files),
        class_year=class_year,
        activate=activate,
        replace=replace,
        actor=audit.actor_name(admin),
    )


def activate(staff: Staff | None, campaign: Campaign) -> None:
    """This class runs from now on, every other is closed. Nothing when it runs already."""
    if not campaign.is_active:
        loading.make_active(campaign)
        target = f"campaign:{campaign.id}"
        audit.record(audit.actor_name(staff), "campaign.activate", target, class_year=campaign.class_year)
        db.session.commit()


def _moved(notice: Notice, class_year: int | None) -> Notice:
    year = class_year or notice.campaign.class_year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidError(WRONG_YEAR)
    return for_class_year(notice, year)


def _own_files() -> Files:
    folder = reading.latest_notice_folder()
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}


def _counts(statement: Any) -> dict[int, int]:
    return {number: count for number, count in db.session.execute(statement)}  # noqa: C416 - rows are no pairs


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current.settings().secret_key, salt="bupai notice preview")
