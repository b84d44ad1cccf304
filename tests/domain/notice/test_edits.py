"""What an admin changes of a notice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from webapp import clock
from webapp.domain.errors import InvalidError
from webapp.domain.notice import edits
from webapp.models import Campaign, Staff


def test_the_last_day_is_whole(campaign: Campaign, admin: Staff) -> None:
    day = clock.today() + timedelta(days=30)
    edits.change_campaign(admin, campaign, " 标题 ", day)
    assert campaign.title == "标题"
    assert edits.last_day_of(campaign) == day
    assert campaign.deadline_at - clock.start_of_day(day) == timedelta(days=1)


@pytest.mark.parametrize(
    ("title", "days", "words"), [(" ", 1, "标题"), ("标题", 4000, "年份"), ("标题", -4000, "年份")]
)
def test_what_no_campaign_may_be(campaign: Campaign, admin: Staff, title: str, days: int, words: str) -> None:
    before = campaign.deadline_at
    with pytest.raises(InvalidError, match=words):
        edits.change_campaign(admin, campaign, title, clock.today() + timedelta(days=days))
    assert campaign.deadline_at == before
