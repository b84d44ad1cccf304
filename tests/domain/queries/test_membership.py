"""Which session a student belongs to, by the names that notices print."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from webapp.domain.queries.membership import Group, is_major, later_chances, own_session, sessions_for
from webapp.models import CampusSession

DAY = date(2026, 11, 20)
"""Not today: a run that goes over midnight would begin and end on two days."""


def row(
    *majors: str, colleges: tuple[str, ...] = (), printed: str = "", dated: bool = True, batch: int = 1
) -> CampusSession:
    """A session, not stored."""
    return CampusSession(
        batch=batch,
        colleges=list(colleges),
        majors=[{"name": name} for name in majors],
        printed=printed,
        day=DAY if dated else None,
    )


TRANSLATORS = row("翻译", colleges=("外国语学院",))
WHOLE_COLLEGE = row(colleges=("外国语学院", "人文与传媒学院"))
NURSES = row("护理专科", colleges=("公共卫生与健康学院",))
GRADUATES = row("药学", printed="研究生【1. 药学】")
OTHERS = row(printed="其他专业")
LATER = row(printed="第3批", dated=False)
ROWS = [TRANSLATORS, WHOLE_COLLEGE, NURSES, GRADUATES, LATER, OTHERS]


@pytest.mark.parametrize(
    ("group", "own"),
    [
        (Group("外国语学院", "翻译", "本科"), TRANSLATORS),  # the first of two that name them
        (Group("外国语学院", "英语", "本科"), WHOLE_COLLEGE),
        (Group("外国语学院 ", "翻 译", "本科"), TRANSLATORS),  # spaces are no difference
        (Group("公共卫生与健康学院", "护理", "专科"), NURSES),
        (Group("公共卫生与健康学院", "护理", "本科"), OTHERS),
        (Group("药学院", "药学", "硕士研究生"), GRADUATES),
        (Group("药学院", "药学", "本科"), OTHERS),
    ],
)
def test_everybody_belongs_to_one_session(group: Group, own: CampusSession) -> None:
    assert own_session(ROWS, group) is own


def test_without_a_row_for_all_others_there_may_be_none() -> None:
    assert own_session([TRANSLATORS], Group("药学院", "药学", "本科")) is None
    assert own_session([TRANSLATORS, LATER], Group("药学院", "药学", "本科")) is LATER


def test_a_later_session_that_names_others_is_not_for_everybody() -> None:
    later = row("园林", colleges=("农学院",), dated=False)
    rows = [*ROWS, later]
    assert sessions_for(rows, Group("外国语学院", "翻译", "本科")) == [TRANSLATORS, WHOLE_COLLEGE, LATER]
    assert sessions_for(rows, Group("农学院", "园林", "本科")) == [later, LATER]
    assert sessions_for(rows, Group("农学院", "农学", "本科")) == [OTHERS, LATER]


def test_a_make_up_batch_that_has_its_day_stays_for_everybody() -> None:
    announced = row(printed="其他专业", batch=3)
    rows = [TRANSLATORS, OTHERS, announced]
    translators, farmers = Group("外国语学院", "翻译", "本科"), Group("农学院", "农学", "本科")
    assert sessions_for(rows, translators) == [TRANSLATORS, announced]
    assert sessions_for(rows, farmers) == [OTHERS, announced]
    assert (own_session(rows, translators), own_session(rows, farmers)) == (TRANSLATORS, OTHERS)


def test_a_later_session_is_a_second_chance_and_one_of_the_same_day_is_none() -> None:
    named, for_all = row("翻译", colleges=("外国语学院",), batch=3), row(printed="其他专业", batch=4)
    named.day = for_all.day = DAY + timedelta(days=60)
    rows = [TRANSLATORS, WHOLE_COLLEGE, OTHERS, named, for_all]
    tomorrow = DAY + timedelta(days=1)
    assert later_chances(rows, Group("外国语学院", "翻译", "本科"), tomorrow) == [named, for_all]
    assert later_chances(rows, Group("农学院", "农学", "本科"), tomorrow) == [for_all]
    undated = [TRANSLATORS, LATER]
    assert later_chances(undated, Group("外国语学院", "翻译", "本科"), DAY) == []  # not missed yet
    assert later_chances(undated, Group("外国语学院", "翻译", "本科"), tomorrow) == [LATER]


def test_a_printed_major_may_end_in_its_level() -> None:
    assert is_major("临床医学（专升本）", Group("", "临床医学(专升本)", "本科"))
    assert not is_major("临床医学村医", Group("", "临床医学", "专科"))
