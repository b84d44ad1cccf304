"""The pages of the photo standard's limits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client import LintingClient
from tests.counting import count_queries
from webapp import clock
from webapp.domain import intake
from webapp.extensions import db
from webapp.models import Campaign, Staff, Student
from webapp.photocheck import STANDARD

URL = "/admin/standard/crown_min"


@pytest.fixture
def browser(
    browser_of: Callable[[Student | Staff], LintingClient], admin: Staff, campaign: Campaign
) -> LintingClient:
    """The admin's browser, with a campaign that runs."""
    return browser_of(admin)


def test_changing_a_limit_and_going_back(browser: LintingClient, campaign: Campaign) -> None:
    page = browser.send(URL, {"value": "40", "reason": "试点"}).text
    assert "50 → 40" in page
    assert intake.standard_for(campaign).crown_min == 40.0
    with count_queries() as seen:
        listed = browser.page("/admin/standard").get_text()
    assert len(seen) <= 12
    assert "试点" in listed
    assert "头顶发际距上边沿，最小" in listed
    browser.send(URL, {"reset": "y", "reason": "试点结束"})
    assert intake.standard_for(campaign) == STANDARD


@pytest.mark.parametrize(
    ("value", "reason", "words"), [("x", "试点", "要填数字"), ("40", "", "请填写"), ("500", "试点", "颠倒")]
)
def test_what_is_wrong_is_said(browser: LintingClient, value: str, reason: str, words: str) -> None:
    answer = browser.send(URL, {"value": value, "reason": reason})
    assert answer.status_code == 422
    assert words in answer.text


def test_an_earlier_class_is_only_looked_at(browser: LintingClient) -> None:
    db.session.add(Campaign(class_year=2026, title="2026届", deadline_at=clock.now()))
    db.session.commit()
    page = browser.page("/admin/standard?campaign=2026")
    assert "只能看" in page.get_text()
    assert page.select_one('a[href*="crown_min"]') is None
    assert browser.get("/admin/standard/nothing").status_code == 404


def test_a_limit_that_the_engine_lost_is_named(browser: LintingClient, campaign: Campaign) -> None:
    campaign.standard_overrides = {"eye_iris_seen": 0.4}
    db.session.commit()
    (told,) = browser.page("/admin/standard").select("main .notice-warn")
    assert "eye_iris_seen" in told.get_text()
    assert "按标准检查" in told.get_text()
