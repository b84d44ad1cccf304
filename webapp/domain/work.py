"""Work that takes longer than a page may: done in a thread, watched in the database.

The thread is one of the worker that was asked. A row tells how far it is and what came of it, so any worker
can show the page. When the process that does it
dies, the row falls silent: after `SILENCE` it is declared lost, by a conditional UPDATE that the work's own
last statement would lose against. So what was said to be lost can never be written afterwards.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, Protocol

from flask import Flask, current_app
from sqlalchemy import CursorResult, Update, delete, or_, select, update

from webapp import clock
from webapp.domain.errors import DomainError, NotFoundError, StaleError
from webapp.extensions import db
from webapp.models import Campaign, Staff, Work, WorkKind, WorkState
from webapp.models.base import Json

SILENCE: Final = timedelta(minutes=2)  # without a sign of life; writing a large roster gives none meanwhile
KEPT: Final = timedelta(days=1)
BEAT_SECONDS: Final = 0.5
GONE: Final = "没有这次处理的结果，可能已经过了一天。请重新选择文件。"
LOST: Final = "处理中断了太久，这次什么都没有写入。请重新选择文件再来一次。"
UNEXPECTED: Final = "处理时出了意外，已经记下来。请再试一次；还是不行，请联系管服务器的同事。"

_log = logging.getLogger(__name__)


class Progress(Protocol):
    """Told how far a piece of work is. total 0: not known. Never called while a write is open."""

    def __call__(self, phase: str, done: int = 0, total: int = 0) -> None: ...


Act = Callable[[Staff, Campaign, "Running"], Json]


def silent(phase: str, done: int = 0, total: int = 0) -> None:
    """The progress that nobody watches."""


class Running:
    """One piece of work while it is done: the place to say how far it is."""

    def __init__(self, work_id: int) -> None:
        self._id = work_id
        self._phase = ""
        self._next = 0.0

    def progress(self, phase: str, done: int = 0, total: int = 0) -> None:
        """Write how far it is, twice a second at most, over a connection of its own.

        Raises StaleError when the work has been declared lost: it must not go on.
        """
        now = time.monotonic()
        if phase == self._phase and now < self._next:
            return
        self._phase, self._next = phase, now + BEAT_SECONDS
        values = {"phase": phase, "done": done, "total": total, "seen_at": clock.now()}
        with db.engine.begin() as connection:
            alive = connection.execute(_running(self._id).values(**values)).rowcount
        if not alive:
            raise StaleError(LOST)

    def finish(self, result: Json) -> None:
        """End well, in the caller's transaction: either all of it is written, or nothing.

        Raises StaleError when the work has been declared lost; the caller must not commit.
        """
        _require_one(_running(self._id).values(state=WorkState.DONE, result=result))


def begin(kind: WorkKind, staff: Staff, campaign: Campaign, act: Act, patience: float) -> Work:
    """Start `act` in the background and wait `patience` seconds for it, so that quick work has no page of its
    own. It gets staff and campaign from its own session and answers what the page shows."""
    now = clock.now()
    work = Work(
        kind=kind,
        staff_id=staff.id,
        campaign_id=campaign.id,
        started_at=now,
        seen_at=now,
        state=WorkState.RUNNING,
    )
    db.session.add(work)
    db.session.commit()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # the documented way
    thread = threading.Thread(target=_run, args=(app, work.id, act), name=f"work-{work.id}", daemon=True)
    thread.start()
    thread.join(patience)
    db.session.refresh(work)
    return work


def find(staff: Staff, work_id: int) -> Work:
    """A piece of work that this member of staff began; one that fell silent is lost from now on.

    Raises NotFoundError.
    """
    work: Work | None = db.session.scalar(select(Work).where(Work.id == work_id, Work.staff_id == staff.id))
    if work is None:
        raise NotFoundError(GONE)
    if work.state is WorkState.RUNNING and work.seen_at < clock.now() - SILENCE:
        over = Work.seen_at < clock.now() - SILENCE
        db.session.execute(_running(work.id).where(over).values(state=WorkState.LOST))
        db.session.commit()
    return work


def running(staff: Staff) -> Work | None:
    """The newest work of this member of staff that still goes on, for the way back to it."""
    return db.session.scalar(
        select(Work)
        .where(
            Work.staff_id == staff.id,
            Work.state == WorkState.RUNNING,
            Work.seen_at >= clock.now() - SILENCE,
        )
        .order_by(Work.id.desc())
        .limit(1)
    )


def sweep(*, everything: bool = False) -> None:
    """Delete results whose time is over (they name students), or all of them; commits."""
    ended = or_(Work.state != WorkState.RUNNING, Work.seen_at < clock.now() - SILENCE)
    over = Work.started_at < clock.now() - KEPT
    db.session.execute(delete(Work).where(ended, *([] if everything else [over])))
    db.session.commit()


def _run(app: Flask, work_id: int, act: Act) -> None:
    with app.app_context():
        try:
            work = db.session.get_one(Work, work_id)
            staff = db.session.get_one(Staff, work.staff_id)
            result = act(staff, work.campaign, Running(work_id))
            _end(work_id, WorkState.DONE, result)
        except DomainError as error:
            _end(work_id, WorkState.FAILED, {"message": error.message})
        except Exception:
            _log.exception("work %d failed", work_id)
            _end(work_id, WorkState.FAILED, {"message": UNEXPECTED})
        finally:
            db.session.remove()


def _end(work_id: int, state: WorkState, result: Json) -> None:
    """Unless it has ended already: together with what it wrote, or declared lost."""
    db.session.rollback()
    db.session.execute(_running(work_id).values(state=state, result=result))
    db.session.commit()


def _running(work_id: int) -> Update:
    return (
        update(Work)
        .where(Work.id == work_id, Work.state == WorkState.RUNNING)
        .execution_options(synchronize_session=False)
    )


def _require_one(statement: Update) -> None:
    result: CursorResult[Any] = db.session.execute(statement)  # type: ignore[assignment] # an UPDATE's
    if result.rowcount != 1:
        db.session.rollback()
        raise StaleError(LOST)
