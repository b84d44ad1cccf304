"""What a reviewer does: take a submission, decide on it, go on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp import clock
from webapp.domain import audit, claims, decisions, return_reasons, review_order, transitions, typed
from webapp.domain.errors import InvalidError, NotFoundError, StaleError
from webapp.domain.mail.notices import notify_decision
from webapp.domain.review_filter import WAITING, ReviewFilter, visible_to
from webapp.extensions import db
from webapp.models import Staff, State, Submission

LONGEST_TEXT = 500  # characters of free text to the student

NOT_FOUND = "没有找到这份材料，可能同学已经撤回，或者不归你的学院。"
REASON_NEEDED = "退回要有原因：请至少选一项，或写一句话。"
TEXT_TOO_LONG = f"给同学的话请控制在 {LONGEST_TEXT} 字以内。"
UNKNOWN_REASON = "退回原因里有不认识的选项，请刷新页面后再选。"
HELD = "{name} 正在审核这份材料，保留到 {until:%H:%M}。请先看下一份。"
DECIDED = {
    State.APPROVED: "{name} 已经审核通过了这份材料，不用再处理。",
    State.RETURNED: "{name} 已经退回了这份材料，不用再处理。",
}
WITHDRAWN = "同学刚刚撤回了这份材料，等重新提交后再审核。"
SOMEBODY = "另一位老师"


def find(staff: Staff, submission_id: int) -> Submission:
    """A submission that was handed in, and that this member of staff may see. Raises NotFoundError."""
    found = db.session.scalar(
        select(Submission)
        .join(Submission.student)
        .where(Submission.id == submission_id, Submission.state != State.DRAFT, visible_to(staff))
    )
    if found is None:
        raise NotFoundError(NOT_FOUND)
    return found


def record_look(staff: Staff, submission: Submission, what: str) -> None:
    """Write down that somebody looked at a student's material.

    `what`: "page", a kind of file, or "admission".
    """
    _record(staff, "review.look", submission, what=what)
    db.session.commit()


def claim(staff: Staff, submission_id: int) -> Submission:
    """Take a submission for Settings.claim_minutes; one's own is renewed.

    Raises NotFoundError, or StaleError with who holds it or what became of it.
    """
    submission = find(staff, submission_id)
    if not _take(staff, submission):
        raise StaleError(_what_happened(staff, submission))
    return submission


def release(staff: Staff, submission_id: int, until: datetime | None = None) -> Submission:
    """Give a submission back to the queue; nothing happens when it is not one's own.

    until: the end of the claim that is meant. A page that closes says so late: by then the same page, loaded
    anew, may hold the submission again. Raises NotFoundError.
    """
    submission = find(staff, submission_id)
    if claims.give_back(staff, submission, until):
        _record(staff, "review.release", submission)
    db.session.commit()
    return submission


def next_for(
    staff: Staff, wanted: ReviewFilter = WAITING, after: Submission | None = None
) -> Submission | None:
    """Take the oldest that nobody else holds: the first one behind `after`, or from the start again.

    None when the queue is empty.
    """
    return _take_first(staff, review_order.following(staff, wanted, after))


def previous_for(staff: Staff, wanted: ReviewFilter, before: Submission) -> Submission | None:
    """Take the youngest one in front of `before` that nobody else holds; None when there is none."""
    return _take_first(staff, review_order.in_front_of(staff, wanted, before))


def upcoming(staff: Staff, wanted: ReviewFilter, after: Submission) -> Submission | None:
    """What `next_for` would take after `after`, without taking it: a page may load its photo ahead."""
    return next(
        (found for found in review_order.following(staff, wanted, after) if found.id != after.id), None
    )


def approve(staff: Staff, submission: Submission, version: int, act: str = "") -> Submission:
    """Approve what was handed in as `version`; `act` joins it to others of one go (decisions.new_act).

    Raises NotFoundError, StaleError.
    """
    return _decide(staff, submission, version, State.APPROVED, act=act)


def return_(
    staff: Staff, submission: Submission, version: int, reasons: Sequence[str] = (), text: str = ""
) -> Submission:
    """Send `version` back to the student, with codes of `return_reasons` and words of one's own.

    Raises InvalidError (no reason, or one that is not ours), NotFoundError, StaleError.
    """
    text = typed.words(text)
    if not all(return_reasons.is_known(code) for code in reasons):
        raise InvalidError(UNKNOWN_REASON)
    if not reasons and not text:
        raise InvalidError(REASON_NEEDED)
    if len(text) > LONGEST_TEXT:
        raise InvalidError(TEXT_TOO_LONG)
    codes = [reason.code for reason in return_reasons.described(reasons)]
    return _decide(staff, submission, version, State.RETURNED, codes, text)


def _decide(  # noqa: PLR0913, PLR0917 - what a decision is made of
    staff: Staff,
    submission: Submission,
    version: int,
    state: State,
    reasons: list[str] | None = None,
    text: str = "",
    act: str = "",
) -> Submission:
    """One conditional UPDATE: still submitted, as it was seen, and held by nobody else."""
    find(staff, submission.id)
    now = clock.now()
    kept = decisions.drawn_up(staff, submission, version, act or decisions.new_act(), now)
    try:
        transitions.change(
            submission,
            version,
            {State.SUBMITTED},
            claims.open_to(staff, now),
            state=state,
            decided_by_id=staff.id,
            decided_at=now,
            return_reasons=reasons or [],
            return_text=text,
            claimed_by_id=None,
            claimed_until=None,
        )
    except StaleError as error:
        db.session.refresh(submission)
        raise StaleError(_what_happened(staff, submission)) from error
    _record(
        staff,
        f"review.{'approve' if state is State.APPROVED else 'return'}",
        submission,
        reasons=reasons or [],
    )
    db.session.merge(kept)
    notify_decision(submission)
    db.session.commit()
    return submission


def _take_first(staff: Staff, candidates: Iterable[Submission]) -> Submission | None:
    """Take the first that can be had: others take theirs at the same moment."""
    return next((found for found in candidates if _take(staff, found)), None)


def _take(staff: Staff, submission: Submission) -> bool:
    was_mine = claims.holder(submission) is staff
    taken = claims.take(staff, submission)
    if taken and not was_mine:
        _record(staff, "review.claim", submission)
    db.session.commit()
    return taken


def _what_happened(staff: Staff, submission: Submission) -> str:
    """Why a reviewer came too late, from the row as it is now."""
    if submission.state in DECIDED:
        decider = submission.decided_by.name if submission.decided_by else SOMEBODY
        return DECIDED[submission.state].format(name=decider)
    if submission.state is State.DRAFT:
        return WITHDRAWN
    holder = claims.holder(submission)
    if holder and holder is not staff and submission.claimed_until:
        return HELD.format(name=holder.name, until=clock.local(submission.claimed_until))
    return transitions.LOST_RACE


def _record(staff: Staff, action: str, submission: Submission, **details: Any) -> None:
    audit.record(audit.actor_name(staff), action, f"submission:{submission.id}", **details)
