"""The dry run of the purge on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import time_machine

from tests.client import LintingClient
from tests.ready_made import hand_in
from webapp import clock
from webapp.domain.purge import purge
from webapp.extensions import db
from webapp.models import Campaign, Staff, Student


def test_the_page_counts_and_says_from_when_on(
    browser_of: Callable[[Student | Staff], LintingClient], admin: Staff, student: Student, campaign: Campaign
) -> None:
    hand_in(student)
    early = browser_of(admin).page("/admin/purge").get_text()
    assert "3 个" in early
    assert "还没到期" in early
    campaign.deadline_at = clock.now() - timedelta(days=400)
    db.session.commit()
    assert "flask purge --class-year 2027" in browser_of(admin).page("/admin/purge").get_text()
    with time_machine.travel(clock.now()):
        purge(campaign)
    assert "只剩统计" in browser_of(admin).page("/admin/purge").get_text()
