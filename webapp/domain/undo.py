"""Taking a decision back before the student sees it: by whoever made it, within Settings.undo_seconds."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain import audit, claims, reviews, transitions
from webapp.domain.errors import NotFoundError, StaleError
from webapp.domain.mail.notices import decision_key
from webapp.domain.seen import DECIDED, undo_time
from webapp.extensions import db
from webapp.models import Decision, OutboxMail, Staff, State, Submission

TOO_LATE = "撤销只在处理后的 {seconds} 秒内有效，现在同学已经能看到结果了。"
NOT_DECIDED = "这份材料已经撤销过了，正在等审核。"
NOT_YOURS = "这份材料是 {name} 处理的，只有本人能撤销。"


@dataclass(frozen=True)
class Offer:
    """What can be taken back now: everything decided in one go.

    name: of the student when it is one, "" for a whole sheet. seconds: how long still, at least 1.
    """

    act: str
    state: State
    count: int
    name: str
    seconds: int


@dataclass(frozen=True)
class TakenBack:
    """What became of it. refused: what could not be taken back, in words, once each."""

    submissions: tuple[Submission, ...]
    refused: tuple[str, ...]


def is_offered() -> bool:
    """Whether decisions can be taken back at all."""
    return bool(undo_time())


def offer_to(staff: Staff) -> Offer | None:
    """The latest that `staff` can take back, in one query; None when there is nothing (any more)."""
    now = clock.now()
    found = db.session.scalars(
        select(Decision)
        .options(joinedload(Decision.submission).joinedload(Submission.student))
        .where(Decision.staff_id == staff.id, Decision.decided_at > now - undo_time())
        .order_by(Decision.decided_at.desc(), Decision.submission_id.desc())
    ).all()
    if not found:
        return None
    latest = [decision for decision in found if decision.act == found[0].act]
    # The whole sheet is offered for as long as its first photo can still be taken back.
    left = min(decision.decided_at for decision in latest) + undo_time() - now
    name = latest[0].submission.student.name if len(latest) == 1 else ""
    seconds = ceil(left.total_seconds())
    return Offer(found[0].act, latest[0].submission.state, len(latest), name, seconds)


def take_back_all(staff: Staff, act: str) -> TakenBack:
    """Take back all that `staff` decided in one go, each by itself; what cannot be stays and is told."""
    found = db.session.execute(
        select(Decision.submission_id, Decision.version)
        .where(Decision.staff_id == staff.id, Decision.act == act)
        .order_by(Decision.submission_id)
    ).all()
    taken, refused = [], [] if found else [NOT_DECIDED]
    for number, version in found:
        try:
            taken.append(take_back(staff, number, version, hold=len(found) == 1))
        except (StaleError, NotFoundError) as error:
            db.session.rollback()
            refused.append(error.message)
    return TakenBack(tuple(taken), tuple(dict.fromkeys(refused)))


def take_back(staff: Staff, submission_id: int, version: int, *, hold: bool = True) -> Submission:
    """Put a submission back as it was before the decision that made `version`.

    hold: it is claimed by `staff`, who will look again; otherwise whoever comes first may take it. The mail
    that would have told the student is deleted. Raises NotFoundError, StaleError (somebody else's decision,
    taken back already, too late).
    """
    submission = reviews.find(staff, submission_id)
    decision = db.session.get(Decision, submission.id)
    now = clock.now()
    if decision is None or decision.version != version or decision.staff_id != staff.id:
        raise StaleError(_why_not(staff, submission))
    try:
        transitions.change(
            submission,
            version,
            set(DECIDED),
            Submission.decided_by_id == staff.id,
            Submission.decided_at > now - undo_time(),
            state=State.SUBMITTED,
            decided_by_id=decision.earlier_by_id,
            decided_at=decision.earlier_at,
            return_reasons=decision.earlier_reasons,
            return_text=decision.earlier_text,
            **(claims.held_by(staff, now) if hold else {}),
        )
    except StaleError as error:
        db.session.refresh(submission)
        raise StaleError(_why_not(staff, submission)) from error
    db.session.execute(delete(OutboxMail).where(OutboxMail.once_key == decision_key(submission, version)))
    db.session.delete(decision)
    audit.record(audit.actor_name(staff), "review.undo", f"submission:{submission.id}")
    db.session.commit()
    return submission


def _why_not(staff: Staff, submission: Submission) -> str:
    """Why a decision could not be taken back, from the row as it is now."""
    if submission.state not in DECIDED:
        return NOT_DECIDED
    if submission.decided_by is not None and submission.decided_by is not staff:
        return NOT_YOURS.format(name=submission.decided_by.name)
    return TOO_LATE.format(seconds=int(undo_time().total_seconds()))
