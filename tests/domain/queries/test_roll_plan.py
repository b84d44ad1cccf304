"""All sessions against their plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.counting import count_queries
from webapp import clock
from webapp.domain.queries import roll_call, roll_plan
from webapp.domain.roll_call import closing, marks
from webapp.extensions import db
from webapp.models import CampusSession, College, Staff, Student

MakeStudent = Callable[..., Student]


def add_session(beside: CampusSession, **changes: object) -> CampusSession:
    """Another session of the same class, by default for the majors that no other names."""
    usual = {"position": 1, "batch": 1, "place": "图书馆", "colleges": [], "majors": [], "printed": ""}
    other = CampusSession(campaign_id=beside.campaign_id, **usual | changes)
    db.session.add(other)
    db.session.commit()
    return other


def test_planned_listed_present_and_who_is_left_over(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent, other_college: College
) -> None:
    there, known, _missing = make_student(), make_student(attended=True), make_student()
    make_student(college_id=other_college.id, attended=True)
    marks.mark(leader, campus_session, {there.id: True})
    found = roll_plan.overview(campus_session.campaign)
    (line,) = found.lines
    assert (line.planned, line.listed, line.present, line.missing) == (2, 3, 2, 1)
    assert (line.leaders, line.closing, line.unmatched) == (("leader",), None, ())
    assert [(block.group.college, block.listed) for block in found.homeless] == [(other_college.name, 1)]
    marks.mark(leader, campus_session, {known.id: False})
    assert roll_plan.line_of(campus_session).present == 1


def test_a_printed_major_of_nobody_is_named_and_a_plan_needs_every_head_count(
    campus_session: CampusSession, student: Student
) -> None:
    campus_session.majors = [{"name": "翻译", "head_count": 2}, {"name": "法语", "head_count": None}]
    db.session.commit()
    line = roll_plan.line_of(campus_session)
    assert (line.planned, line.unmatched) == (None, ("法语",))


def test_a_mark_of_another_session_is_void(campus_session: CampusSession, student: Student) -> None:
    marks.mark(None, campus_session, {student.id: True})
    student.major = "商务英语"
    other = add_session(campus_session)
    assert roll_plan.line_of(campus_session).listed == 0
    assert (roll_plan.line_of(other).listed, roll_plan.line_of(other).present) == (1, 0)
    marks.mark(None, other, {student.id: True})
    assert roll_plan.line_of(other).present == 1


def test_all_sessions_take_four_queries(campus_session: CampusSession, make_student: MakeStudent) -> None:
    for number in range(5):
        make_student(class_name=f"翻译230{number}")
    campaign = campus_session.campaign
    campaign.id  # noqa: B018 - loaded before counting
    with count_queries() as seen:
        roll_plan.overview(campaign)
    assert len(seen) == 4


def test_one_session_counts_the_students_of_its_colleges_only(
    campus_session: CampusSession, student: Student, make_student: MakeStudent, other_college: College
) -> None:
    make_student(college_id=other_college.id)
    with count_queries() as seen:
        line = roll_plan.line_of(campus_session)
    assert line.listed == 1
    assert any("student.college_id IN" in statement for statement in seen)
    for_all = add_session(campus_session)
    assert [roll_plan.line_of(row).listed for row in (campus_session, for_all)] == [1, 1]


def test_a_third_batch_lists_those_who_missed_theirs(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent
) -> None:
    there, missed, caught_up = make_student(attended=True), make_student(), make_student()
    campus_session.day = clock.today() - timedelta(days=60)
    third = add_session(
        campus_session, batch=3, day=clock.today(), colleges=["外国语学院"], majors=[{"name": "翻译"}]
    )
    closing.close(leader, campus_session, missing=2)

    assert {row.id for row in roll_call.roll_of(third).rows} == {missed.id, caught_up.id}
    marks.mark(leader, third, {caught_up.id: True})
    line = roll_plan.line_of(third)
    assert (line.listed, line.present, line.missing, line.unmatched) == (2, 1, 1, ())
    closing.close(leader, third, missing=1)
    assert [student.attended for student in (there, missed, caught_up)] == [True, False, True]
    assert {row.id for row in roll_call.roll_of(third).rows} == {missed.id, caught_up.id}
    assert roll_plan.line_of(campus_session).listed == 3
