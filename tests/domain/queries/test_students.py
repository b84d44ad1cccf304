"""Finding students."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ready_made import hand_in
from webapp.domain.queries import keyset
from webapp.domain.queries.students import Standing, StudentFilter, colleges_of, search
from webapp.models import Campaign, College, Staff, State, Student


@pytest.mark.parametrize("text", ["2023000002", "０００００2", " 买买提 ", "努尔•买"])
def test_search_by_number_and_name(
    make_student: Callable[..., Student], admin: Staff, campaign: Campaign, text: str
) -> None:
    make_student()
    wanted = make_student(name="阿依努尔·买买提")
    assert [row.id for row in search(admin, campaign, StudentFilter(text)).rows] == [wanted.id]


def test_wildcards_are_plain_characters(
    make_student: Callable[..., Student], admin: Staff, campaign: Campaign
) -> None:
    make_student()
    for text in ("%", "_", "\\"):
        assert search(admin, campaign, StudentFilter(text)).total == 0


def test_a_number_is_found_by_either_end_only(
    make_student: Callable[..., Student], admin: Staff, campaign: Campaign
) -> None:
    make_student(student_no="2023ABCD77")
    found = {text: search(admin, campaign, StudentFilter(text)).total for text in ("2023AB", "CD77", "3ABC")}
    assert found == {"2023AB": 1, "CD77": 1, "3ABC": 0}


def test_a_long_list_is_counted_no_further_than_somebody_reads(
    make_student: Callable[..., Student], admin: Staff, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        make_student()
    assert search(admin, campaign, StudentFilter()).total_words == "3"
    monkeypatch.setattr(keyset, "MOST_COUNTED", 2)
    assert search(admin, campaign, StudentFilter()).total_words == "超过 2"


def test_names_with_a_space_are_found(
    make_student: Callable[..., Student], admin: Staff, campaign: Campaign
) -> None:
    make_student(name="JOHN SMITH")
    assert search(admin, campaign, StudentFilter("JOHN  SMITH")).total == 1


def test_each_standing_finds_its_students(
    make_student: Callable[..., Student], admin: Staff, campaign: Campaign
) -> None:
    make_student(attended=True)
    make_student()
    for state in State:
        hand_in(make_student(), state)
    several = {Standing.MISSED: 5, Standing.DECIDED: 2}
    for standing in Standing:
        rows = search(admin, campaign, StudentFilter(standing=standing)).rows
        if standing in several:
            assert len(rows) == several[standing]
        else:
            assert [row.standing for row in rows] == [standing]


def test_a_reviewer_sees_their_colleges_only(
    make_student: Callable[..., Student],
    reviewer: Staff,
    admin: Staff,
    campaign: Campaign,
    college: College,
    other_college: College,
) -> None:
    make_student()
    make_student(college_id=other_college.id)
    assert search(reviewer, campaign, StudentFilter()).total == 1
    assert search(reviewer, campaign, StudentFilter(college_id=other_college.id)).total == 0
    assert search(admin, campaign, StudentFilter(college_id=other_college.id)).total == 1
    assert colleges_of(reviewer) == [college]
    assert {found.name for found in colleges_of(admin)} == {college.name, other_college.name}
