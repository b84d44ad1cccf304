"""The same notice for another class year: every date and every year in its words moves by whole years.

The demo needs a campaign that is open today, and next year's notice starts as a copy of this year's.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name  # English: nothing here sets a locale
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from webapp.domain.notice.values import Notice, Translation

_YEAR = re.compile(r"(20\d\d)(?=\s?[年届])")
_DAY_OF_WEEK = re.compile(
    r"(20\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日\s?[(（]周(?P<name>[一二三四五六日])"
)
_DAY_NAMES = "一二三四五六日"
_ENGLISH_YEAR = re.compile(r"\b20\d\d\b")
_ENGLISH_DAY_OF_WEEK = re.compile(
    rf"\b(?:{'|'.join(day_name)}), (\d{{1,2}}) ({'|'.join(month_name[1:])}) (20\d\d)\b"
)


def for_class_year(notice: Notice, class_year: int) -> Notice:
    """The notice as it would read for another class year.

    Days of the month stay, so days of the week change (29 February becomes 28 where it must). The words are
    then no longer the ones that the school printed.
    """
    years = class_year - notice.campaign.class_year
    moved: Notice = _moved(notice, years)
    return replace(moved, campaign=replace(moved.campaign, class_year=class_year))


def _moved(value: Any, years: int) -> Any:
    """Any part of a notice with its dates and words moved."""
    if isinstance(value, str):
        return _moved_words(value, years)
    if isinstance(value, date):  # a datetime too
        return _moved_day(value, years)
    if isinstance(value, Translation):
        return Translation(_moved_words(value.words, years), _moved_english(value.english, years))
    if isinstance(value, tuple):
        return tuple(_moved(item, years) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), years) for f in fields(value)})
    return value


def _moved_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _moved_words(words: str, years: int) -> str:
    words = _YEAR.sub(lambda found: str(int(found[1]) + years), words)
    return _DAY_OF_WEEK.sub(_with_right_day_of_week, words)


def _with_right_day_of_week(found: re.Match[str]) -> str:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    return found[0][: -len(found["name"])] + _DAY_NAMES[day.weekday()]


def _moved_english(words: str, years: int) -> str:
    words = _ENGLISH_YEAR.sub(lambda found: str(int(found[0]) + years), words)
    return _ENGLISH_DAY_OF_WEEK.sub(_with_right_english_day_of_week, words)


def _with_right_english_day_of_week(found: re.Match[str]) -> str:
    """Dates in en.json read 'Saturday, 9 December 2023'."""
    day = date(int(found[3]), list(month_name).index(found[2]), int(found[1]))
    return f"{day_name[day.weekday()]}, {found[1]} {found[2]} {found[3]}"
