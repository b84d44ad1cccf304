"""Which illustration belongs to what, and how a page shows it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string

from webapp.config import ROOT
from webapp.domain import return_reasons
from webapp.domain.queries import pictures


def test_every_listed_picture_is_a_file() -> None:
    for shown in pictures.all_pictures().values():
        assert (ROOT / "static" / shown.filename).is_file(), shown.name


def test_a_picture_is_found_by_its_name() -> None:
    shown = pictures.picture("bad-hat")
    assert (shown.clause, shown.alt, shown.width, shown.height) == (
        "head-covering",
        "不合格：戴着帽子",
        240,
        320,
    )
    with pytest.raises(KeyError):
        pictures.picture("bad-dragon")


def test_the_mistakes_of_a_clause_leave_out_the_good_example() -> None:
    names = [shown.name for shown in pictures.mistakes_of("glasses")]
    assert names == ["bad-sunglasses", "bad-glare", "bad-frame-over-eyes"]
    assert pictures.mistakes_of("no-such-clause") == []


def test_english_describes_the_same_pictures() -> None:
    chinese, english = pictures.all_pictures(), pictures.all_pictures("en")
    assert list(english) == list(chinese)
    assert pictures.picture("bad-hat", "en").alt == "Not OK: wearing a hat"
    assert pictures.mistakes_of("glasses", "en")[0].alt == "Not OK: wearing tinted glasses"
    for name, shown in english.items():
        assert re.findall(r"\d+", shown.alt) == re.findall(r"\d+", chinese[name].alt) or name.startswith(
            "way-"
        )
        # what stays Chinese is written on the drawn screen, so it stands in quotes
        assert not re.search("[\u3000-\u9fff]", re.sub("“[^”]*”", "", shown.alt)), name


def test_a_step_of_the_code_guide_has_its_picture() -> None:
    shown = pictures.step_picture("wechat", 2)
    assert shown is not None
    assert shown.name == "code-wechat-2"
    assert pictures.step_picture("wechat", 3) is None
    assert pictures.step_picture("", 0) is None


@pytest.mark.parametrize(("decorative", "alt"), [(False, "不合格：戴着帽子"), (True, "")])
def test_a_page_shows_it_with_its_size_and_words(app: Flask, decorative: bool, alt: str) -> None:
    source = '{% from "components/picture.html" import picture %}{{ picture(shown, decorative) }}'
    with app.test_request_context():
        html = render_template_string(source, shown=pictures.picture("bad-hat"), decorative=decorative)
    image = BeautifulSoup(html, "html5lib").select_one("img")
    assert image is not None
    assert (image["alt"], image["width"], image["height"]) == (alt, "240", "320")
    assert "img/guide/bad-hat" in image["src"]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("photo_glasses", ["bad-sunglasses", "bad-glare", "bad-frame-over-eyes"]),
        ("photo_self_made", ["bad-selfie"]),
        ("photo_light", ["return-light"]),
    ],
)
def test_a_reason_for_a_return_has_its_drawings(code: str, names: list[str]) -> None:
    (reason,) = return_reasons.described([code])
    assert [shown.name for shown in pictures.pictures_of(reason)] == names


def test_every_reason_for_a_return_is_drawn() -> None:
    for reason in return_reasons.REASONS:
        assert pictures.pictures_of(reason), reason.code


def test_english_readers_find_every_word_of_a_drawn_screen() -> None:
    """The words stand on the real screens, so they stay Chinese; beside the picture stands what they mean."""
    for name, shown in pictures.all_pictures("en").items():
        svg = (ROOT / "static" / shown.filename).read_text(encoding="utf-8")
        drawn = "".join(re.findall(r"<text[^>]*>([^<]*[\u4e00-\u9fff][^<]*)", svg))
        if name != "photo-frame":  # shown by nobody: pages draw the bands themselves
            assert drawn == "".join(shown.words), name
