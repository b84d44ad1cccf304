"""What is left for a student to do, in the order in which to do it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp import clock
from webapp.domain import deadlines, drafts, return_reasons, seen, submissions, uploads
from webapp.domain.deadlines import Why, Window
from webapp.domain.seen import Seen
from webapp.models import Kind, State, Student, Submission, Upload
from webapp.photocheck import Report, Status


class Stage(StrEnum):
    """Where a student stands as a whole; each has its own page."""

    ATTENDED = "attended"
    OPEN = "open"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLOSED = "closed"


class Task(StrEnum):
    """One thing to do. The first three are named as the kinds of files."""

    CODE = "code"
    ELECTRONIC = "electronic"
    PAPER = "paper"
    DETAILS = "details"
    SUBMIT = "submit"


class Progress(StrEnum):
    """How far a task is. `blocked`: others come first."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    PROBLEM = "problem"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class TaskItem:
    """One line of the task list. `upload` is the file of an upload task, when there is one."""

    task: Task
    progress: Progress
    upload: Upload | None = None


@dataclass(frozen=True)
class StudentHome:
    """All that the student's page shows. days_left: calendar days, 0 on the last day.

    known: what the student knows of a decision; pages show this, not the submission's own state.
    """

    student: Student
    submission: Submission | None
    known: Seen | None
    stage: Stage
    window: Window
    days_left: int
    tasks: tuple[TaskItem, ...]

    @property
    def next_task(self) -> TaskItem | None:
        """What to do now: the first thing undone; None when nothing is left."""
        undone = (Progress.TODO, Progress.DOING, Progress.PROBLEM)
        return next((item for item in self.tasks if item.progress in undone), None)

    @property
    def done_count(self) -> int:
        """How many tasks are finished."""
        return sum(item.progress is Progress.DONE for item in self.tasks)


FILE_TASKS = {Task.CODE: Kind.CODE, Task.ELECTRONIC: Kind.ELECTRONIC, Task.PAPER: Kind.PAPER}
_STAGES = {
    Why.ATTENDED: Stage.ATTENDED,
    Why.SUBMITTED: Stage.SUBMITTED,
    Why.APPROVED: Stage.APPROVED,
    Why.CLOSED: Stage.CLOSED,
    Why.OLD_CAMPAIGN: Stage.CLOSED,
}


def home_of(student: Student) -> StudentHome:
    """The state of everything, read once."""
    submission, now = drafts.submission_of(student), clock.now()
    known = seen.seen(submission, now) if submission else None
    window = deadlines.window(student, submission, now)
    return StudentHome(
        student=student,
        submission=submission,
        known=known,
        stage=_stage(window, known),
        window=window,
        days_left=window.days_left(now),
        tasks=_tasks(submission, known),
    )


def has_failures(submission: Submission) -> bool:
    """Whether a check of any file failed, so that handing in needs a note."""
    return any(Report.from_dict(upload.report).verdict is Status.FAIL for upload in submission.uploads)


def _stage(window: Window, known: Seen | None) -> Stage:
    if window.is_open:
        returned = known is not None and known.state is State.RETURNED
        return Stage.RETURNED if returned else Stage.OPEN
    return _STAGES[window.why]


def _tasks(submission: Submission | None, known: Seen | None) -> tuple[TaskItem, ...]:
    files = tuple(_file_task(task, kind, submission, known) for task, kind in FILE_TASKS.items())
    details = TaskItem(Task.DETAILS, _details_progress(submission))
    return (*files, details, TaskItem(Task.SUBMIT, _submit_progress(submission, known)))


def _file_task(task: Task, kind: Kind, submission: Submission | None, known: Seen | None) -> TaskItem:
    upload = uploads.upload_of(submission, kind) if submission else None
    if known is None or upload is None:
        return TaskItem(task, Progress.TODO)
    return TaskItem(task, _file_progress(known, upload), upload)


def _file_progress(known: Seen, upload: Upload) -> Progress:
    """A failed check is a problem, and so is a file that a reviewer objected to, until a new one is there."""
    if Report.from_dict(upload.report).verdict is Status.FAIL:
        return Progress.PROBLEM
    if upload.kind in objected_kinds(known) and not _is_newer_than_return(known, upload):
        return Progress.PROBLEM
    return Progress.DONE


def objected_kinds(known: Seen) -> set[Kind]:
    """Which files the reasons of a return are about; none unless the submission is returned now."""
    if known.state is not State.RETURNED:
        return set()
    kinds = {return_reasons.kind_of(reason) for reason in known.return_reasons}
    return {kind for kind in kinds if kind is not None}


def _is_newer_than_return(known: Seen, upload: Upload) -> bool:
    return known.decided_at is not None and upload.uploaded_at > known.decided_at


def _details_progress(submission: Submission | None) -> Progress:
    if submission is None:
        return Progress.TODO
    given = [
        value is not None for value in (submission.branch_id, submission.shot_on, submission.face_consent)
    ]
    return Progress.DONE if all(given) else Progress.DOING if any(given) else Progress.TODO


def _submit_progress(submission: Submission | None, known: Seen | None) -> Progress:
    """Failed checks do not bar it, for the checker may be wrong; a file that is no proper photo does."""
    if submission is None or known is None or submissions.missing_parts(submission):
        return Progress.BLOCKED
    if known.state in (State.SUBMITTED, State.APPROVED):
        return Progress.DONE
    reports = [Report.from_dict(upload.report) for upload in submission.uploads]
    return Progress.BLOCKED if any(map(submissions.is_blocked, reports)) else Progress.TODO
