"""The list of a session: class by class, searched, and cut to a page."""

from __future__ import annotations

from collections.abc import Callable

from webapp.domain.queries import roll_call
from webapp.domain.queries.roll_call import RollFilter
from webapp.models import CampusSession, Student

MakeStudent = Callable[..., Student]


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
