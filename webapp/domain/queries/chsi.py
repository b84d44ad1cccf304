"""When a photo is expected on CHSI (学信网), and whether to ask about it first."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.domain import one_row
from webapp.models import ChsiAnswer, Student, Submission

USUAL_WORKING_DAYS = 10
SLOWEST_DAYS = 40
SATURDAY = 5


def expected_on_chsi(shot_on: date) -> tuple[date, date]:
    """About the first and the last day on which a photo of `shot_on` appears on CHSI, by experience.

    The first is 10 working days later, with weekends left out but not public holidays: those are announced
    each November for the next year, while the photos are taken right before and after that turn, so a library
    pinned here would lack just the Spring Festival that matters. A page says 'about' (大约), and that it
    takes longer over a holiday. The last is 40 calendar days later.
    """
    first = shot_on
    for _ in range(USUAL_WORKING_DAYS):
        first += timedelta(days=1)
        while first.weekday() >= SATURDAY:
            first += timedelta(days=1)
    return first, shot_on + timedelta(days=SLOWEST_DAYS)


def answer_of(student: Student) -> ChsiAnswer | None:
    """What the student told us about CHSI so far."""
    return one_row.find(ChsiAnswer, student)


def asks_first(student: Student, submission: Submission | None) -> bool:
    """Whether to ask 'does CHSI show a photo already?' before sending the student to a branch."""
    if student.attended or (submission and (submission.shot_on or submission.uploads)):
        return False
    answer = answer_of(student)
    return answer is None or answer.has_photo is None
