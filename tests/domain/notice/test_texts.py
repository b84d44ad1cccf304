"""Words of the notice that an admin changes."""

from __future__ import annotations

import pytest

from tests.counting import count_queries
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError
from webapp.domain.notice import texts
from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.queries import notice as documents
from webapp.extensions import db
from webapp.models import Campaign, Staff

NAME = "rules/rules/3/printed"
WHY = "教务处 11 月会议"


@pytest.fixture
def loaded(campaign: Campaign) -> Campaign:
    """A campaign with the words of a notice."""
    load_notice(read_notice(latest_notice_folder()), class_year=campaign.class_year)
    return campaign


def shown(campaign: Campaign) -> str:
    """The words as pages read them."""
    words: str = documents.document(campaign, documents.RULES)["rules"][3]["printed"]
    return words


def test_every_text_has_its_place(loaded: Campaign) -> None:
    with count_queries() as seen:
        groups = texts.texts_of(loaded)
    assert len(seen) <= 2
    assert [title for title, _found in groups] == list(texts.TITLES.values())
    found = [text for _title, group in groups for text in group]
    assert len({text.name for text in found}) == len(found)
    assert not [text.name for text in found if "codes" in text.name or text.name.endswith(("/id", "/day"))]
    assert texts.find(loaded, NAME).label.endswith("原文")


def test_a_change_shows_and_can_be_taken_back(loaded: Campaign, admin: Staff) -> None:
    original = shown(loaded)
    texts.change(admin, loaded, NAME, " 请穿深色有领上衣。 ", WHY)
    assert shown(loaded) == "请穿深色有领上衣。"
    found = texts.find(loaded, NAME)
    assert (found.is_changed, found.original) == (True, original)
    texts.reset(admin, loaded, NAME, WHY)
    assert shown(loaded) == original
    assert [texts.change_words(change) for change in texts.history(loaded, NAME)] == [
        f"请穿深色有领上衣。\n→ {original}",
        f"{original}\n→ 请穿深色有领上衣。",
    ]
    assert {change.who for change in texts.history(loaded)} == {admin.name}


def test_english_comes_along(loaded: Campaign, admin: Staff) -> None:
    assert texts.english_of(loaded, shown(loaded))
    texts.change(admin, loaded, NAME, "请穿深色有领上衣。", WHY, "Wear a dark collared top.")
    assert texts.english_of(loaded, shown(loaded)) == "Wear a dark collared top."
    texts.change(admin, loaded, NAME, "请穿深色有领上衣。", WHY, "Wear a dark shirt.")
    assert texts.english_of(loaded, shown(loaded)) == "Wear a dark shirt."
    assert len(texts.history(loaded, texts.ENGLISH_NAME)) == 2
    texts.reset(admin, loaded, NAME, WHY)
    assert texts.english_of(loaded, shown(loaded)), "the notice's own English is still there"


@pytest.mark.parametrize(("words", "said"), [("", "恢复原话"), ("字" * 1001, "最多"), (None, "没有改动")])
def test_wrong_words_change_nothing(loaded: Campaign, admin: Staff, words: str | None, said: str) -> None:
    before = shown(loaded)
    with pytest.raises(InvalidError, match=said):
        texts.change(admin, loaded, NAME, before if words is None else words, WHY)
    with pytest.raises(InvalidError, match="为什么"):
        texts.change(admin, loaded, NAME, "新的", " ")
    assert shown(loaded) == before
    assert texts.history(loaded) == []


@pytest.mark.parametrize(
    "name", ["rules/rules/3/id", "rules/rules/99/printed", "english/words", "x", "rules/"]
)
def test_only_texts_can_be_changed(loaded: Campaign, admin: Staff, name: str) -> None:
    with pytest.raises(NotFoundError):
        texts.change(admin, loaded, name, "x", WHY)


def test_an_earlier_class_keeps_its_words(loaded: Campaign, admin: Staff) -> None:
    loaded.is_active = False
    db.session.commit()
    with pytest.raises(ClosedError, match="只能看"):
        texts.change(admin, loaded, NAME, "新的", WHY)


def test_loading_again_keeps_the_change_and_replacing_takes_it_back(loaded: Campaign, admin: Staff) -> None:
    original = shown(loaded)
    texts.change(admin, loaded, NAME, "新的", WHY)
    notice = read_notice(latest_notice_folder())
    load_notice(notice, class_year=loaded.class_year)
    assert (shown(loaded), texts.find(loaded, NAME).original) == ("新的", original)
    load_notice(notice, class_year=loaded.class_year, replace=True)
    assert shown(loaded) == original
