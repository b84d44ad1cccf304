"""The list of a session, and all sessions against their plan."""

from __future__ import annotations

from collections.abc import Callable

from tests.counting import count_queries
from webapp.domain.queries import roll_call
from webapp.domain.queries.roll_call import RollFilter
from webapp.domain.roll_call import marks
from webapp.extensions import db
from webapp.models import CampusSession, College, Staff, Student

MakeStudent = Callable[..., Student]


def test_planned_listed_present_and_who_is_left_over(
    campus_session: CampusSession, leader: Staff, make_student: MakeStudent, other_college: College
) -> None:
    there, known, _missing = make_student(), make_student(attended=True), make_student()
    make_student(college_id=other_college.id, attended=True)
    marks.mark(leader, campus_session, {there.id: True})
    found = roll_call.overview(campus_session.campaign)
    (line,) = found.lines
    assert (line.planned, line.listed, line.present, line.missing) == (2, 3, 2, 1)
    assert (line.leaders, line.closing, line.unmatched) == (("leader",), None, ())
    assert [(block.group.college, block.listed) for block in found.homeless] == [(other_college.name, 1)]
    marks.mark(leader, campus_session, {known.id: False})
    assert roll_call.line_of(campus_session).present == 1


def test_a_printed_major_of_nobody_is_named_and_a_plan_needs_every_head_count(
    campus_session: CampusSession, student: Student
) -> None:
    campus_session.majors = [{"name": "翻译", "head_count": 2}, {"name": "法语", "head_count": None}]
    db.session.commit()
    line = roll_call.line_of(campus_session)
    assert (line.planned, line.unmatched) == (None, ("法语",))


def test_the_list_by_major_and_class_and_what_is_searched(
    campus_session: CampusSession, make_student: MakeStudent
) -> None:
    second, first = make_student(class_name="翻译2302", name="林晓"), make_student(name="王_芳")
    make_student(major="商务英语")
    found = roll_call.roll_of(campus_session)
    assert [(part.class_name, [row.id for row in part.rows]) for part in found.classes] == [
        ("翻译2301", [first.id]),
        ("翻译2302", [second.id]),
    ]
    assert [part.planned for part in found.classes] == [2, 2]

    def ids(text: str) -> list[int]:
        return [row.id for row in roll_call.roll_of(campus_session, RollFilter(text=text)).rows]

    assert ids("晓") == [second.id]
    assert ids(first.student_no[-3:]) == [first.id]
    assert ids(first.student_no[:4]) == []  # the end of the number, as people read it out
    assert ids("_") == [first.id]


def test_a_page_holds_so_many_and_says_so(campus_session: CampusSession, make_student: MakeStudent) -> None:
    for _ in range(3):
        make_student()
    found = roll_call.roll_of(campus_session, most=2)
    assert (len(found.rows), found.is_whole, found.line.listed) == (2, False, 3)
    assert roll_call.roll_of(campus_session, most=None).is_whole


def test_a_mark_of_another_session_is_void(campus_session: CampusSession, student: Student) -> None:
    marks.mark(None, campus_session, {student.id: True})
    student.major = "商务英语"
    other = CampusSession(
        campaign_id=student.campaign_id,
        position=1,
        batch=1,
        place="图书馆",
        colleges=[],
        majors=[],
        printed="",
    )
    db.session.add(other)
    db.session.commit()
    assert roll_call.line_of(campus_session).listed == 0
    assert (roll_call.line_of(other).listed, roll_call.line_of(other).present) == (1, 0)
    marks.mark(None, other, {student.id: True})
    assert roll_call.line_of(other).present == 1


def test_all_sessions_take_four_queries(campus_session: CampusSession, make_student: MakeStudent) -> None:
    for number in range(5):
        make_student(class_name=f"翻译230{number}")
    campaign = campus_session.campaign
    campaign.id  # noqa: B018 - loaded before counting
    with count_queries() as seen:
        roll_call.overview(campaign)
    assert len(seen) == 4
