"""The notice's words in the language of the page."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from webapp.domain.notice.loading import Outcome, load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.queries import notice as documents
from webapp.domain.queries import said
from webapp.extensions import db
from webapp.models import Campaign, NoticeDocument


@pytest.fixture
def loaded(app: object) -> Campaign:
    return load_notice(read_notice(latest_notice_folder()), class_year=2027, activate=True).campaign


def test_words_of_the_notice_in_english_with_this_years_dates(loaded: Campaign) -> None:
    deadline = documents.document(loaded, documents.CAMPAIGN)["deadline"]["words"]["printed"]
    text = said.in_language(deadline, "en", said.english(loaded))
    assert text.words.endswith("before 1 March 2027.")
    assert text.lang == "en"


def test_everything_a_page_reads_has_english(loaded: Campaign) -> None:
    english = said.english(loaded)
    rules = documents.document(loaded, documents.RULES)["rules"]
    clauses = documents.document(loaded, documents.PHOTO_CLAUSES)["clauses"]
    words = [loaded.title, *(part[field] for part in rules + clauses for field in ("title", "printed"))]
    for row in documents.sessions_of(loaded):
        words += [row.place, *row.colleges, *(major["name"] for major in row.majors)]
        words += [] if row.day else [row.printed]
    for branch in documents.all_branches():
        words += [branch.name, branch.province, branch.city, *(flag["reason"] for flag in branch.flags)]
    assert [text for text in words if said.in_language(text, "en", english).lang != "en"] == []


def test_a_chinese_page_shows_what_is_stored(loaded: Campaign) -> None:
    assert said.in_language("外国语学院", "zh", {}) == said.Text("外国语学院", "zh-CN")


def test_what_an_admin_wrote_stays_chinese_and_is_marked(loaded: Campaign) -> None:
    loaded.title = "另一个标题"
    assert said.in_language(loaded.title, "en", said.english(loaded)) == said.Text("另一个标题", "zh-CN")


@pytest.mark.parametrize("words", ["MUSA IBRAHIM", "027-68881143", ""])
def test_what_has_no_chinese_letter_is_not_marked_as_chinese(words: str) -> None:
    assert said.in_language(words, "en", {}) == said.Text(words, "en")


def test_a_campaign_loaded_without_english_falls_back_to_names(loaded: Campaign) -> None:
    db.session.execute(delete(NoticeDocument).where(NoticeDocument.name == documents.ENGLISH))
    english = said.english(loaded)
    assert said.in_language("外国语学院", "en", english).words == "College of Foreign Languages"
    assert said.in_language("黑龙江分社", "en", english).lang == "zh-CN"


def test_loading_the_notice_again_brings_its_english(loaded: Campaign) -> None:
    """An older database needs no `--replace`, which would undo what an admin changed."""
    db.session.execute(delete(NoticeDocument).where(NoticeDocument.name == documents.ENGLISH))
    loaded.sessions[0].place = "体育馆"
    parts = load_notice(read_notice(latest_notice_folder()), class_year=2027).parts
    assert (parts[documents.ENGLISH], parts["sessions"]) == (Outcome.NEW, Outcome.KEPT)
    assert said.in_language("黑龙江分社", "en", said.english(loaded)).words == "Heilongjiang Branch"


def test_before_a_campaign_there_are_names(app: object) -> None:
    assert said.in_language("内蒙古自治区", "en", said.english(None)).words == "Inner Mongolia"
