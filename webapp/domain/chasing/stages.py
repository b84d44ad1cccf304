"""Where students are stuck on their way, and how that is asked of the database."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from webapp.models import ChsiAnswer, State, Student, Submission


class Stage(StrEnum):
    """What students are missed for. UNSUBMITTED is the four below it together.

    PAPER and CHSI may hold for the same student: an approved photo, with both things left to do.
    """

    UNSUBMITTED = "unsubmitted"
    INACTIVE = "inactive"
    NOTHING = "nothing"
    DRAFT = "draft"
    RETURNED = "returned"
    PAPER = "paper"
    CHSI = "chsi"


STAGE_NAMES = {
    Stage.UNSUBMITTED: "未提交",
    Stage.INACTIVE: "没登录过",
    Stage.NOTHING: "登录了没开始",
    Stage.DRAFT: "填写中",
    Stage.RETURNED: "退回没改",
    Stage.PAPER: "没交纸质照片",
    Stage.CHSI: "没核对学信网",
}
BEFORE_DEADLINE = frozenset({Stage.UNSUBMITTED, Stage.INACTIVE, Stage.NOTHING, Stage.DRAFT, Stage.RETURNED})
"""Stages that end with the deadline."""

_HANDED_IN = (State.SUBMITTED, State.APPROVED)


def of_student(statement: Any) -> Any:
    """A SELECT of students with the submission of their class beside them, if any."""
    return statement.outerjoin(
        Submission,
        and_(Submission.student_id == Student.id, Submission.campaign_id == Student.campaign_id),
    )


def is_at(stage: Stage) -> ColumnElement[bool]:
    """Whether a student (see `of_student`) is at this stage; who was photographed on campus is at none."""
    return and_(Student.attended.is_(False), _terms(stage))


def stage_of(is_activated: bool, state: State | None) -> Stage:
    """At which single stage a student is who has not handed in."""
    if state in (State.DRAFT, State.RETURNED):
        return Stage(state.value)
    return Stage.NOTHING if is_activated else Stage.INACTIVE


def _terms(stage: Stage) -> ColumnElement[bool]:
    nothing = Submission.id.is_(None)
    if stage is Stage.UNSUBMITTED:
        return or_(nothing, Submission.state.not_in(_HANDED_IN))
    if stage is Stage.INACTIVE:
        return and_(nothing, Student.password_hash == "")
    if stage is Stage.NOTHING:
        return and_(nothing, Student.password_hash != "")
    if stage is Stage.PAPER:
        return and_(Submission.state.in_(_HANDED_IN), Submission.paper_received_at.is_(None))
    if stage is Stage.CHSI:
        return and_(Submission.state == State.APPROVED, ~_has_looked())
    return Submission.state == State(stage.value)


def _has_looked() -> ColumnElement[bool]:
    return (
        select(ChsiAnswer.id)
        .where(ChsiAnswer.student_id == Student.id, ChsiAnswer.checked_at.is_not(None))
        .exists()
    )
