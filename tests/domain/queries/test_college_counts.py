"""The figures that the database keeps itself (migration 0007) are what counting would find."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from flask import Flask
from sqlalchemy import case, delete, func, select, update

from tests.at_once import at_once
from tests.ready_made import hand_in
from webapp.extensions import db
from webapp.models import Campaign, College, CollegeCount, State, Student, Submission

STANDINGS = ("attended", "not_begun", *State)


def kept() -> dict[tuple[int, int, str], int]:
    """The figures of the table that are not zero."""
    db.session.expire_all()
    return {
        (count.campaign_id, count.college_id, str(standing)): getattr(count, standing)
        for count in db.session.scalars(select(CollegeCount))
        for standing in STANDINGS
        if getattr(count, standing)
    }


def counted() -> dict[tuple[int, int, str], int]:
    """The same, counted from the rows."""
    standing = case((Student.attended, "attended"), else_=func.coalesce(Submission.state, "not_begun"))
    mine = (Submission.student_id == Student.id) & (Submission.campaign_id == Student.campaign_id)
    rows = db.session.execute(
        select(Student.campaign_id, Student.college_id, standing, func.count())
        .outerjoin(Submission, mine)
        .group_by(Student.campaign_id, Student.college_id, standing)
    )
    return {(campaign, college, str(name)): count for campaign, college, name, count in rows}


def test_whatever_is_written_the_figures_follow(
    make_student: Callable[..., Student], campaign: Campaign, college: College, other_college: College
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same story every time
    students = [make_student(college_id=chance.choice((college.id, other_college.id))).id for _ in range(12)]
    assert kept() == counted()
    for _ in range(60):
        number = chance.choice(students)
        student = db.session.get_one(Student, number)
        submission = db.session.scalar(select(Submission).where(Submission.student_id == number))
        match chance.randrange(5):
            case 0:
                student.attended = not student.attended
            case 1:
                student.college_id = chance.choice((college.id, other_college.id))
            case 2 if submission is None:
                hand_in(student, chance.choice(list(State)))
            case 3 if submission is not None:
                submission.state = chance.choice(list(State))
            case 4 if submission is not None:
                db.session.delete(submission)
        db.session.commit()
        assert kept() == counted()
    assert sum(kept().values()) == len(students)


def test_many_rows_in_one_statement_are_all_counted(
    make_student: Callable[..., Student], campaign: Campaign
) -> None:
    for _ in range(5):
        make_student()
    db.session.execute(update(Student).values(attended=True))
    db.session.commit()
    assert kept() == counted()
    assert {name for _, _, name in kept()} == {"attended"}
    db.session.execute(delete(Student))
    db.session.commit()
    assert kept() == {}


def test_a_student_who_begins_while_marked_as_attended_is_counted_once(
    app: Flask, make_student: Callable[..., Student], campaign: Campaign
) -> None:
    numbers = [make_student().id for _ in range(10)]
    at_once(app, [partial(act, number) for number in numbers for act in (_attend, _begin)])
    assert kept() == counted()
    assert kept() == {(campaign.id, db.session.get_one(Student, numbers[0]).college_id, "attended"): 10}


def _attend(number: int) -> None:
    db.session.get_one(Student, number).attended = True
    db.session.commit()


def _begin(number: int) -> None:
    hand_in(db.session.get_one(Student, number), State.DRAFT)
