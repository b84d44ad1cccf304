"""Searching Attachment 3."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.queries import sessions
from webapp.domain.queries.sessions import SessionSearch
from webapp.models import Campaign


@pytest.fixture
def notice(app: Flask) -> Campaign:
    return load_notice(read_notice(latest_notice_folder()), activate=True).campaign


def printed(found: SessionSearch) -> list[str]:
    return [row.printed for day in found.days for row in day.rows]


def test_no_words_give_every_row_under_its_day(notice: Campaign) -> None:
    found = sessions.search_sessions(notice)
    assert [(day.batch, day.day and day.day.day, len(day.rows)) for day in found.days] == [
        (1, 9, 10),
        (2, 24, 5),
        (3, None, 1),
    ]


def test_each_college_is_named_once_and_finds_its_session(notice: Campaign) -> None:
    colleges = sessions.search_sessions(notice, "astronomy").colleges
    assert len(set(colleges)) == len(colleges) == 13
    assert all(sessions.search_sessions(notice, college).is_found for college in colleges)


@pytest.mark.parametrize(
    ("words", "count"),
    [("公共卫生与健康学院", 2), ("护理", 1), ("学院", 13), ("ＡＢＣ", 0), (" 环境 设计 ", 1), ("研究生", 1)],
)
def test_colleges_majors_and_audiences_are_found(notice: Campaign, words: str, count: int) -> None:
    found = sessions.search_sessions(notice, words)
    assert found.is_found is bool(count)
    assert found.words == words.strip()
    if count:
        assert len(printed(found)) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("college of public health", 2),
        ("Nursing", 1),
        ("translation", 1),
        ("Postgraduates", 1),
        ("astronomy", 0),
    ],
)
def test_students_from_abroad_search_in_english(notice: Campaign, words: str, count: int) -> None:
    found = sessions.search_sessions(notice, words)
    assert found.is_found is bool(count)
    if count:
        assert len(printed(found)) == count


def test_what_no_row_names_goes_with_the_rows_for_all(notice: Campaign) -> None:
    found = sessions.search_sessions(notice, "天文学")
    assert not found.is_found
    assert printed(found)[0] == "其他专业"


def test_a_day_is_past_from_the_next_one_on(notice: Campaign) -> None:
    with time_machine.travel(datetime(2023, 12, 9, 15, 59, tzinfo=UTC), tick=False):
        assert not sessions.search_sessions(notice).days[0].is_past
    with time_machine.travel(datetime(2023, 12, 9, 16, 0, tzinfo=UTC), tick=False):
        days = sessions.search_sessions(notice).days
        assert [day.is_past for day in days] == [True, False, False]
