"""Work in the background: watched, ended once, and never written after it was said to be lost."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.domain.roster.rosters import csv_bytes, person
from webapp import clock
from webapp.domain import work
from webapp.domain.errors import InvalidError, NotFoundError, StaleError
from webapp.domain.roster import background, pending
from webapp.domain.work import Running
from webapp.extensions import db
from webapp.models import Campaign, Staff, Student, Work, WorkKind, WorkState
from webapp.models.base import Json

KIND = WorkKind.ROSTER_PREVIEW
LONG = 60  # seconds, on a busy machine


def wait_for(found: Work) -> Work:
    """The row after its thread has ended."""
    for thread in threading.enumerate():
        if thread.name == f"work-{found.id}":
            thread.join(LONG)
    db.session.expire_all()
    return db.session.get_one(Work, found.id)


def test_quick_work_is_done_when_the_page_answers(admin: Staff, campaign: Campaign) -> None:
    def act(staff: Staff, of: Campaign, running: Running) -> Json:
        return {"who": staff.id, "of": of.id}

    found = work.begin(KIND, admin, campaign, act, LONG)
    assert found.state is WorkState.DONE
    assert found.result == {"who": admin.id, "of": campaign.id}
    assert work.find(admin, found.id) is found
    assert work.running(admin) is None


def test_slow_work_goes_on_and_says_how_far_it_is(admin: Staff, campaign: Campaign) -> None:
    go_on = threading.Event()
    said = threading.Event()

    def act(_staff: Staff, _campaign: Campaign, running: Running) -> Json:
        running.progress("one", 1, 2)
        said.set()
        go_on.wait(LONG)
        return {}

    found = work.begin(KIND, admin, campaign, act, 0)
    said.wait(LONG)
    db.session.expire_all()
    assert work.running(admin) is found
    assert (found.phase, found.done, found.total) == ("one", 1, 2)
    go_on.set()
    assert wait_for(found).state is WorkState.DONE


def test_what_the_domain_refuses_is_kept_and_what_nobody_expected_is_not_shown(
    admin: Staff, campaign: Campaign, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> Json:
        raise InvalidError("读不懂")

    def break_(*_: object) -> Json:
        raise ValueError("secret")

    refused = work.begin(KIND, admin, campaign, refuse, LONG)
    assert (refused.state, refused.result) == (WorkState.FAILED, {"message": "读不懂"})
    broken = work.begin(KIND, admin, campaign, break_, LONG)
    assert (broken.state, broken.result) == (WorkState.FAILED, {"message": work.UNEXPECTED})
    assert "ValueError" in caplog.text


def test_nothing_is_written_by_work_that_was_said_to_be_lost(admin: Staff, campaign: Campaign) -> None:
    """The process seemed dead, somebody was told so, and then it comes back."""
    token = pending.preview(admin, csv_bytes(person(2)), campaign).token
    found = work.begin(KIND, admin, campaign, lambda *_: {}, LONG)
    found.state = WorkState.RUNNING
    found.seen_at = clock.now() - work.SILENCE - timedelta(seconds=1)
    db.session.commit()
    assert work.find(admin, found.id).state is WorkState.LOST
    with pytest.raises(StaleError, match="什么都没有写入"):
        Running(found.id).progress("again")
    with pytest.raises(StaleError, match="什么都没有写入"):
        pending.confirm(admin, token, campaign, on_write=lambda _result: Running(found.id).finish({}))
    db.session.rollback()
    assert db.session.query(Student).count() == 0


def test_an_import_and_its_result_are_one_transaction(admin: Staff, campaign: Campaign) -> None:
    token = pending.preview(admin, csv_bytes(person(2)), campaign).token
    found = work.begin(KIND, admin, campaign, lambda *_: {}, LONG)
    found.state = WorkState.RUNNING
    db.session.commit()

    def finish_and_die(_result: object) -> None:
        Running(found.id).finish({"written": True})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pending.confirm(admin, token, campaign, on_write=finish_and_die)
    db.session.rollback()
    assert db.session.query(Student).count() == 0
    assert db.session.get_one(Work, found.id).state is WorkState.RUNNING


def test_results_are_kept_for_a_day(admin: Staff, reviewer: Staff, campaign: Campaign) -> None:
    found = work.begin(KIND, admin, campaign, lambda *_: {}, LONG)
    with pytest.raises(NotFoundError):
        work.find(reviewer, found.id)
    work.sweep()
    assert work.find(admin, found.id)
    found.started_at = clock.now() - work.KEPT - timedelta(seconds=1)
    db.session.commit()
    number = found.id
    work.sweep()
    with pytest.raises(NotFoundError):
        work.find(admin, number)


def test_the_page_of_an_import_has_at_most_so_many_lines_and_whole_counts(
    admin: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LINES_KEPT", 2)
    monkeypatch.setattr(background, "PATIENCE", LONG)
    data = csv_bytes(*(person(row, 性别="无") for row in range(2, 7)))
    result = background.begin_preview(admin, data, campaign).result
    assert len(result["problems"]) == 2
    assert result["counts"]["problems"] == 5
