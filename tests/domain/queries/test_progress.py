"""Figures by college."""

from __future__ import annotations

from collections.abc import Callable

from tests.counting import count_queries
from tests.ready_made import hand_in
from webapp.domain.queries.progress import Progress, by_college, total
from webapp.extensions import db
from webapp.models import Campaign, College, State, Student


def test_every_student_is_counted_once(
    make_student: Callable[..., Student], campaign: Campaign, college: College, other_college: College
) -> None:
    make_student(attended=True)
    make_student()
    for state in State:
        hand_in(make_student(), state)
    hand_in(make_student(college_id=other_college.id), State.APPROVED)
    db.session.refresh(campaign)
    with count_queries() as seen:
        lines = by_college(campaign)
    assert len(seen) == 1
    assert lines == [
        Progress(college.id, college.name, 1, 5, 1, 1, 1, 1, 1),
        Progress(other_college.id, other_college.name, 0, 1, 0, 0, 0, 0, 1),
    ]
    assert total(lines) == Progress(0, "", 1, 6, 1, 1, 1, 1, 2)


def test_no_students_is_no_line(campaign: Campaign, college: College) -> None:
    assert by_college(campaign) == []
    assert total([]).missed == 0
