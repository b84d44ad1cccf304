"""What is left to do, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests import handed_in, pictures
from webapp import clock
from webapp.domain import reviews, seen, submissions, uploads
from webapp.domain.queries import student_home
from webapp.domain.queries.student_home import Progress, Stage, Task
from webapp.extensions import db
from webapp.models import Campaign, Kind, Staff, Student


def progress(student: Student) -> dict[Task, Progress]:
    return {item.task: item.progress for item in student_home.home_of(student).tasks}


def test_at_the_beginning_everything_is_to_do(student: Student) -> None:
    home = student_home.home_of(student)
    assert home.stage is Stage.OPEN
    assert home.next_task is not None
    assert home.next_task.task is Task.CODE
    assert home.done_count == 0
    assert progress(student)[Task.SUBMIT] is Progress.BLOCKED


def test_each_thing_that_is_there_is_done(student: Student) -> None:
    handed_in.fill(student)
    home = student_home.home_of(student)
    assert home.done_count == 4
    assert home.next_task is not None
    assert home.next_task.task is Task.SUBMIT


def test_a_failed_check_is_a_problem_but_does_not_bar_handing_in(student: Student) -> None:
    submission = handed_in.fill(student, pictures.portrait(crown=20.0))
    assert student_home.has_failures(submission)
    found = progress(student)
    assert found[Task.ELECTRONIC] is Progress.PROBLEM
    assert found[Task.SUBMIT] is Progress.TODO


def test_a_file_that_is_no_photo_bars_it(student: Student) -> None:
    handed_in.fill(student, b"%PDF-1.4 x")
    assert progress(student)[Task.SUBMIT] is Progress.BLOCKED


def test_details_may_be_half_there(student: Student) -> None:
    submission = handed_in.fill(student)
    submission.shot_on = None
    db.session.commit()
    assert progress(student)[Task.DETAILS] is Progress.DOING


def test_after_a_return_only_what_was_objected_to_is_to_mend(student: Student, reviewer: Staff) -> None:
    handed_in.send_back(student, reviewer, ("code_wrong", "details_wrong"))
    assert student_home.home_of(student).stage is Stage.RETURNED
    found = progress(student)
    assert found[Task.CODE] is Progress.PROBLEM
    assert found[Task.ELECTRONIC] is Progress.DONE
    uploads.save_upload(student, Kind.CODE, pictures.code("another"))
    assert progress(student)[Task.CODE] is Progress.DONE


def test_an_objection_is_history_once_handed_in_again(student: Student, reviewer: Staff) -> None:
    submission = handed_in.send_back(student, reviewer, ("code_wrong",))
    submissions.submit(student, submission.version)
    assert student_home.objected_kinds(seen.seen(submission)) == set()
    assert student_home.home_of(student).stage is Stage.SUBMITTED


def test_stages_that_end_it(
    make_student: Callable[..., Student], reviewer: Staff, campaign: Campaign
) -> None:
    approved, late = make_student(), make_student()
    submission = handed_in.hand_in(approved)
    reviews.approve(reviewer, submission, submission.version)
    assert student_home.home_of(make_student(attended=True)).stage is Stage.ATTENDED
    campaign.deadline_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert student_home.home_of(late).stage is Stage.CLOSED
    home = student_home.home_of(approved)
    assert (home.stage, home.next_task) == (Stage.APPROVED, None)
