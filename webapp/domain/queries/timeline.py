"""A student's whole way, from the collection code to the photo on CHSI, with what is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from webapp import clock
from webapp.domain.queries import chsi, notice
from webapp.domain.queries.student_home import FILE_TASKS, Progress, Stage, StudentHome, Task, TaskItem
from webapp.models import State, Student


class Milestone(StrEnum):
    """The stations of the way, in order."""

    CODE = "code"
    SHOT = "shot"
    UPLOADED = "uploaded"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    REVIEW = "review"
    APPROVED = "approved"
    PAPER = "paper"
    ON_CHSI = "on_chsi"
    SEEN_ON_CHSI = "seen_on_chsi"


class Standing(StrEnum):
    """How a student stands at a milestone."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Step:
    """One milestone. day: when it was reached; earliest, latest: about when to expect it (days in China)."""

    milestone: Milestone
    standing: Standing
    day: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True)
class Timeline:
    """All steps in order. next: what the student does now; None while only others have something to do."""

    steps: tuple[Step, ...]
    next: Step | None


ONE_AFTER_THE_OTHER = tuple(Milestone)[: list(Milestone).index(Milestone.PAPER)]
HANDED_IN = (State.SUBMITTED, State.APPROVED)
# The others wait for the reviewer or for CHSI.
STUDENTS_OWN = frozenset(Milestone) - {Milestone.REVIEW, Milestone.APPROVED, Milestone.ON_CHSI}
UNFINISHED = (Standing.NOW, Standing.PROBLEM)


def timeline_of(home: StudentHome) -> Timeline:
    """The way of the student whose page this is. Who was photographed on campus has only CHSI before them."""
    if home.stage is Stage.ATTENDED:
        steps: list[Step] = [*_on_chsi(home.student, _day_of_the_notice(home.student), None)]
    else:
        shot_on = home.submission.shot_on if home.submission else None
        earliest, latest = chsi.expected_on_chsi(shot_on) if shot_on else (None, None)
        steps = [*_in_order(_way(home)), _paper(home)]
        steps += _on_chsi(home.student, earliest, latest)
    return Timeline(tuple(steps), _next(home, steps))


def _way(home: StudentHome) -> list[Step]:
    """The milestones that come one after the other; LATER stands for 'not done' until `_in_order`."""
    submission, known = home.submission, home.known
    if submission is None or known is None:
        return [Step(milestone, Standing.LATER) for milestone in ONE_AFTER_THE_OTHER]
    state = known.state
    files = {item.task: item for item in home.tasks if item.task in FILE_TASKS}
    uploads = {task: item.upload for task, item in files.items() if item.upload}
    code, days = uploads.get(Task.CODE), [_day(upload.uploaded_at) for upload in uploads.values()]
    decided = _day(known.decided_at)
    return [
        Step(Milestone.CODE, _files(state, [files[Task.CODE]]), _day(code.uploaded_at) if code else None),
        _reached(Milestone.SHOT, submission.shot_on or Task.ELECTRONIC in uploads, submission.shot_on),
        _reached(Milestone.UPLOADED, len(uploads) == len(files), max(filter(None, days), default=None)),
        Step(Milestone.CHECKED, _files(state, files.values())),
        _reached(Milestone.SUBMITTED, state in HANDED_IN, _day(submission.submitted_at)),
        Step(Milestone.REVIEW, Standing.PROBLEM, decided)
        if state is State.RETURNED
        else _reached(Milestone.REVIEW, state is State.APPROVED, decided),
        _reached(Milestone.APPROVED, state is State.APPROVED, decided),
    ]


def _reached(milestone: Milestone, is_done: object, day: date | None) -> Step:
    return Step(milestone, Standing.DONE, day) if is_done else Step(milestone, Standing.LATER)


def _in_order(steps: list[Step]) -> list[Step]:
    """The first milestone that is not done is where the student stands NOW, unless it is a problem."""
    undone = next((place for place, step in enumerate(steps) if step.standing is not Standing.DONE), None)
    if undone is None or steps[undone].standing is Standing.PROBLEM:
        return steps
    return [*steps[:undone], replace(steps[undone], standing=Standing.NOW), *steps[undone + 1 :]]


def _files(state: State, items: Iterable[TaskItem]) -> Standing:
    """A failed check is a problem until it is handed in with a note; then it is for people to decide."""
    if state in HANDED_IN:
        return Standing.DONE
    found = {item.progress for item in items}
    if Progress.PROBLEM in found:
        return Standing.PROBLEM
    return Standing.DONE if found == {Progress.DONE} else Standing.LATER


def _paper(home: StudentHome) -> Step:
    """The print itself goes to the college any time after handing in."""
    if home.submission and home.submission.paper_received_at:
        return Step(Milestone.PAPER, Standing.DONE, _day(home.submission.paper_received_at))
    is_due = home.known is not None and home.known.state in HANDED_IN
    return Step(Milestone.PAPER, Standing.NOW if is_due else Standing.LATER)


def _on_chsi(student: Student, earliest: date | None, latest: date | None) -> tuple[Step, Step]:
    """Nobody but the student can tell whether the photo is there."""
    answer = chsi.answer_of(student)
    if answer and answer.checked_at:
        day = _day(answer.checked_at)
        return (
            Step(Milestone.ON_CHSI, Standing.DONE, None, earliest, latest),
            Step(Milestone.SEEN_ON_CHSI, Standing.DONE, day),
        )
    today = clock.today()
    may_be_there = earliest is not None and earliest <= today
    waiting = Standing.NOW if may_be_there else Standing.LATER
    overdue = latest is not None and latest < today
    return (
        Step(Milestone.ON_CHSI, Standing.PROBLEM if overdue else waiting, None, earliest, latest),
        Step(Milestone.SEEN_ON_CHSI, waiting),
    )


def _next(home: StudentHome, steps: Iterable[Step]) -> Step | None:
    """The first thing the student can do; nothing once the deadline has passed without a submission."""
    if home.stage is Stage.CLOSED:
        return None
    return next(
        (step for step in steps if step.milestone in STUDENTS_OWN and step.standing in UNFINISHED), None
    )


def _day_of_the_notice(student: Student) -> date | None:
    """From when the notice tells those photographed on campus to look (三.2)."""
    said = notice.document(student.campaign, notice.CAMPAIGN).get("check_on_chsi", {}).get("after")
    return date.fromisoformat(said) if said else None


def _day(moment: datetime | None) -> date | None:
    return clock.local(moment).date() if moment else None
