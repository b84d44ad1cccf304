from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest

from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.values import Notice, Quote
from webapp.domain.notice.year import for_class_year

SHANGHAI = timezone(timedelta(hours=8))


@pytest.fixture(scope="module")
def notice() -> Notice:
    return read_notice(latest_notice_folder())


def test_every_date_moves_by_whole_years_and_keeps_its_day(notice: Notice) -> None:
    moved = for_class_year(notice, 2027)
    assert moved.campaign.class_year == 2027
    assert moved.campaign.deadline.before == datetime(2027, 3, 1, tzinfo=SHANGHAI)
    assert moved.campaign.issued == date(2026, 12, 7)
    assert [batch.day for batch in moved.campaign.batches] == [date(2026, 12, 9), date(2026, 12, 24), None]
    assert moved.campaign.check_on_chsi.after == date(2027, 1, 10)
    assert moved.sessions[0].day == date(2026, 12, 9)
    assert moved.sessions[0].start == time(8, 30)


def test_words_follow_the_dates_with_the_right_day_of_the_week(notice: Notice) -> None:
    moved = for_class_year(notice, 2027).campaign
    assert moved.title == "关于2027届毕业生图像信息采集工作的通知"
    assert moved.deadline.words.printed == "2027年3月1日前将本人纸质照片及电子照片交本人学院。"
    assert moved.batches[0].words[0].printed == "第1批: 2026年12月9日(周三)"
    assert moved.batches[0].words[1].printed == "2026 年 12 月 9 日 (周三)"


def test_no_old_year_is_left_anywhere(notice: Notice) -> None:
    text = str(for_class_year(notice, 2037))
    assert "2023" not in text
    assert "2024" not in re.sub(r"0531-82024\d+", "", text)  # Shandong's numbers hold these digits


def test_the_same_year_changes_nothing(notice: Notice) -> None:
    assert for_class_year(notice, notice.campaign.class_year) == notice


def test_29_february_becomes_28_in_a_year_without_it(notice: Notice) -> None:
    leap_day = replace(
        notice.campaign, issued=date(2024, 2, 29), purpose=Quote("一", "2024年2月29日（周四）")
    )
    moved = for_class_year(replace(notice, campaign=leap_day), 2028).campaign
    assert (moved.issued, moved.purpose.printed) == (date(2028, 2, 29), "2028年2月29日（周二）")
    assert for_class_year(
        replace(notice, campaign=replace(leap_day, purpose=Quote("一", ""))), 2025
    ).campaign.issued == date(2025, 2, 28)
