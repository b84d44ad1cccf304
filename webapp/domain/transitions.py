"""The one way a submission changes: only if it is still as the page showed it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, update

from webapp.domain.errors import StaleError
from webapp.extensions import db
from webapp.language import marked
from webapp.models import State, Submission

LOST_RACE = marked("这份材料刚刚有了新的变化，你看到的不是最新的。请刷新页面后再操作。")


def change(
    submission: Submission, version: int, allowed: set[State], *conditions: ColumnElement[bool], **values: Any
) -> None:
    """Set `values` on a submission that still has `version` and an `allowed` state; raise its version.

    `conditions` are further terms of the WHERE clause. The caller writes the audit row and commits.
    Raises Stale, having changed nothing, when the row is no longer so.
    """
    statement = (
        update(Submission)
        .where(
            Submission.id == submission.id,
            Submission.version == version,
            Submission.state.in_(allowed),
            *conditions,
        )
        .values(version=version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(statement).rowcount != 1:  # type: ignore[attr-defined] # an UPDATE's result has it
        db.session.rollback()
        raise StaleError(LOST_RACE)
    db.session.refresh(submission)
