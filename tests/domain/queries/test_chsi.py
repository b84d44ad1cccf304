"""When a photo is expected on CHSI, and when to ask about it first."""

from __future__ import annotations

from datetime import date

import pytest

from webapp import clock
from webapp.domain import chsi as acts
from webapp.domain.queries import chsi
from webapp.models import Student, Submission


@pytest.mark.parametrize(
    ("shot_on", "earliest", "latest"),
    [
        (date(2026, 11, 2), date(2026, 11, 16), date(2026, 12, 12)),  # Monday to Monday
        (date(2026, 11, 6), date(2026, 11, 20), date(2026, 12, 16)),  # Friday to Friday
        (date(2026, 11, 7), date(2026, 11, 20), date(2026, 12, 17)),  # a Saturday counts from Monday on
        (date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 30)),  # over the turn of the year
    ],
)
def test_ten_working_days_and_forty_days(shot_on: date, earliest: date, latest: date) -> None:
    assert chsi.expected_on_chsi(shot_on) == (earliest, latest)


def test_it_is_asked_once_and_only_before_anything_is_begun(student: Student) -> None:
    assert chsi.asks_first(student, None)
    begun = Submission(student_id=student.id, campaign_id=student.campaign_id, created_at=clock.now())
    assert chsi.asks_first(student, begun)
    begun.shot_on = clock.today()
    assert not chsi.asks_first(student, begun)
    acts.answer_chsi_gate(student, has_photo=False)
    assert not chsi.asks_first(student, None)


def test_who_was_photographed_on_campus_is_not_asked(student: Student) -> None:
    student.attended = True
    assert not chsi.asks_first(student, None)


def test_having_looked_later_does_not_count_as_the_answer(student: Student) -> None:
    acts.mark_chsi_checked(student)
    assert chsi.asks_first(student, None)
