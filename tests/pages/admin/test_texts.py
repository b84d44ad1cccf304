"""The pages of the notice's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client import LintingClient
from tests.counting import count_queries
from webapp.domain.notice import texts
from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.models import Campaign, Staff, Student

NAME = "rules/rules/3/printed"
URL = f"/admin/texts/{NAME}"
EVIL = "<script>alert(1)</script>请穿深色上衣"


@pytest.fixture
def browser(
    browser_of: Callable[[Student | Staff], LintingClient], admin: Staff, campaign: Campaign
) -> LintingClient:
    """The admin's browser, with a notice that is loaded."""
    load_notice(read_notice(latest_notice_folder()), class_year=campaign.class_year)
    return browser_of(admin)


def test_looking_saving_and_going_back(browser: LintingClient, campaign: Campaign) -> None:
    original = texts.find(campaign, NAME).words
    seen = browser.send(URL, {"words": EVIL, "preview": "y"}).text
    assert "同学会看到" in seen
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen
    assert texts.find(campaign, NAME).words == original
    saved = browser.send(URL, {"words": EVIL, "english": "Wear dark.", "reason": "会议"}).text
    assert "已保存" in saved
    with count_queries() as seen_queries:
        listed = browser.page("/admin/texts")
    assert len(seen_queries) <= 12
    assert "改过" in listed.get_text()
    assert EVIL in listed.get_text()
    browser.send(URL, {"reset": "y", "reason": "会议"})
    assert texts.find(campaign, NAME).words == original


@pytest.mark.parametrize(("words", "reason", "said"), [("", "会议", "恢复原话"), ("新的", "", "请填写")])
def test_what_is_wrong_is_said(browser: LintingClient, words: str, reason: str, said: str) -> None:
    answer = browser.send(URL, {"words": words, "english": "", "reason": reason})
    assert answer.status_code == 422
    assert said in answer.text


def test_what_is_no_text_is_no_page(browser: LintingClient) -> None:
    for name in ("rules/rules/3/id", "english", "x/y"):
        assert browser.get(f"/admin/texts/{name}").status_code == 404
