"""The figures on the page: drawn, in a table, and each with its list; a reviewer's own colleges only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client import LintingClient
from tests.counting import count_queries
from tests.ready_made import FAILED, hand_in
from webapp.extensions import db
from webapp.models import Campaign, College, Staff, State, Student

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def handed_in(make_student: Callable[..., Student], other_college: College) -> None:
    """Something in every figure, and one student of another college."""
    hand_in(make_student(), report=FAILED)
    hand_in(make_student(), State.RETURNED, return_reasons=["paper_unclear"])
    hand_in(make_student(), State.APPROVED)
    make_student(college_id=other_college.id)


def test_every_figure_is_drawn_and_leads_to_its_list(
    browser_of: BrowserOf, admin: Staff, handed_in: None
) -> None:
    browser = browser_of(admin)
    page = browser.page("/admin/")
    bar = page.select_one("svg.chart-bar[role=img]")
    assert bar is not None and "3 人要补拍：已通过 1，待审核 1，已退回 1" in str(bar.get("aria-label"))
    chart = page.select_one("svg.chart-lines[role=img]")
    assert chart is not None and chart.select_one("title") and chart.select_one("desc")
    for ranked, words in (("finding=eye_line", "眼睛"), ("reason=paper_unclear", "拍得不清楚")):
        link = page.select_one(f'.chart-ranking a[href*="{ranked}"]')
        assert link is not None and words in link.get_text()
        assert "学生 1 人" in browser.page(str(link["href"])).get_text()
    decided = page.select_one('dd a[href*="standing=decided"]')
    assert decided is not None and decided.get_text() == "2 份"
    assert "学生 2 人" in browser.page(str(decided["href"])).get_text()
    for day in page.select('td a[href*="_on="]'):
        assert f"学生 {day.get_text()} 人" in browser.page(str(day["href"])).get_text()


def test_an_earlier_class_keeps_its_figures(
    browser_of: BrowserOf, admin: Staff, campaign: Campaign, handed_in: None
) -> None:
    campaign.is_active = False
    later = Campaign(
        class_year=campaign.class_year + 1,
        title="下一届",
        deadline_at=campaign.deadline_at,
        is_active=True,
    )
    db.session.add(later)
    db.session.commit()
    browser = browser_of(admin)
    assert "名册还是空的" in browser.page("/admin/").get_text()
    page = browser.page(f"/admin/?campaign={campaign.class_year}")
    assert "这一届没有启用，只能看" in page.get_text()
    assert page.select_one('main a[href^="/chase"]') is None
    links = {str(link["href"]) for link in page.select('main a[href^="/admin/students"]')}
    assert len(links) > 8
    assert all(f"campaign={campaign.class_year}" in link for link in links)
    returned = next(link for link in links if "reason=paper_unclear" in link)
    assert "学生 1 人" in browser.page(returned).get_text()


def test_a_reviewer_sees_the_same_of_their_colleges(
    browser_of: BrowserOf, reviewer: Staff, other_college: College, handed_in: None
) -> None:
    browser = browser_of(reviewer)
    with count_queries() as seen:
        text = browser.page("/admin/").get_text()
    assert len(seen) <= 12
    assert "外国语学院" in text
    assert other_college.name not in text
    assert "导出照片" not in text
    assert "学生 3 人" in browser.page("/admin/students").get_text()


def test_what_makes_no_sense_does_not_narrow(
    browser_of: BrowserOf, admin: Staff, campaign: Campaign, student: Student
) -> None:
    query = "finding=%25&reason=<b>&submitted_on=x&approved_on=2027-99-99"
    assert "学生 1 人" in browser_of(admin).page(f"/admin/students?{query}").get_text()
