"""The English words: as many as the Chinese, with the same figures in them, and none of the Chinese left."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

import pytest

from webapp.photocheck.report import Allowed, Finding, Fixer, Status
from webapp.photocheck_wording import Wording, describe, fixer_headings
from webapp.photocheck_wording.languages import CHINESE, ENGLISH, LANGUAGES

ZH, EN = LANGUAGES[CHINESE], LANGUAGES[ENGLISH]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def sentences(table: Mapping[str, Wording]) -> dict[tuple[str, ...], str]:
    """Every text of a table by where it stands."""
    found: dict[tuple[str, ...], str] = {}
    for code, wording in table.items():
        found |= {
            (code, "title"): wording.title,
            (code, "wrong"): wording.wrong,
            (code, "mend"): wording.mend,
        }
        for detail, exact in wording.details.items():
            found |= {(code, detail, "wrong"): exact.wrong, (code, detail, "mend"): exact.mend}
    return found


def test_both_languages_have_the_same_codes_details_and_tokens() -> None:
    assert set(sentences(EN.wording)) == set(sentences(ZH.wording))
    assert set(EN.tokens) == set(ZH.tokens)
    assert set(EN.reasons) == set(ZH.reasons)
    assert set(EN.numbers.units) == set(ZH.numbers.units)
    assert list(EN.fixers) == list(ZH.fixers), "in the same order"
    assert set(EN.statuses) == set(ZH.statuses) == set(Status)


@pytest.mark.parametrize("place", sentences(ZH.wording), ids="-".join)
def test_a_sentence_says_the_same_figures_in_both(place: tuple[str, ...]) -> None:
    zh, en = sentences(ZH.wording)[place], sentences(EN.wording)[place]
    assert bool(en) == bool(zh)
    assert placeholders(en) == placeholders(zh)
    assert set(re.findall(r"\d+", en)) == set(re.findall(r"\d+", zh))


def test_only_the_name_of_a_button_is_chinese() -> None:
    texts = [*sentences(EN.wording).values(), *EN.reasons.values(), *EN.tokens.values()]
    texts += [*EN.fixers.values(), *EN.statuses.values()]
    for text in texts:
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", text.replace("“原图”", "")), text


@pytest.mark.parametrize("text", [t for k, t in sentences(EN.wording).items() if t and k[-1] != "title"])
def test_sentences_end_and_are_spaced_like_sentences(text: str) -> None:
    assert text[0].isupper()
    assert text.rstrip()[-1] in ".)"
    assert "  " not in text
    assert not re.search(r"[.,;:][A-Za-z]", text.replace(".jpg", "")), text


def test_a_failure_in_english_names_what_was_measured_and_what_is_allowed() -> None:
    told = describe(Finding("crown_position", Status.FAIL, 146.0, Allowed(50, 110), "px"), ENGLISH)
    assert told.title == "Crown (top of the head)"
    assert told.text == (
        "The top of the head is 146 pixels below the upper edge; it should be 50 to 110 pixels."
    )
    assert (told.measured_text, told.allowed_text) == ("146 pixels", "50 to 110 pixels")
    assert (told.status_label, told.fixer_label) == ("Not OK", "For the photographer")


@pytest.mark.parametrize(
    ("measured", "unit", "allowed", "measured_text", "allowed_text"),
    [
        ((480.0, 639.0), "px", Allowed(values=("480x640",)), "480×639 pixels", "480×640"),
        ((100.0, 197.0, 255.0), "rgb", Allowed(values=("white",)), "RGB 100, 197, 255", "white"),
        ("heic", "", Allowed(values=("jpeg", "png")), "HEIC", "JPEG or PNG"),
        (30.0, "", Allowed(60), "30", "at least 60"),
        (1.8, "stops", Allowed(None, 0.6), "1.8 stops", "at most 0.6 stops"),
        (None, "dpi", Allowed(300, 300), "nothing stated", "300 dpi"),
    ],
)
def test_numbers_in_english(
    measured: float | str | tuple[float, ...] | None,
    unit: str,
    allowed: Allowed,
    measured_text: str,
    allowed_text: str,
) -> None:
    told = describe(Finding("x", Status.FAIL, measured, allowed, unit), ENGLISH)
    assert (told.measured_text, told.allowed_text) == (measured_text, allowed_text)


def test_chinese_is_the_default_and_another_language_is_an_error() -> None:
    finding = Finding("code_used", Status.FAIL, fixer=Fixer.STUDENT)
    assert describe(finding) == describe(finding, CHINESE)
    assert describe(finding, ENGLISH).title == "Collection code"
    assert describe(Finding("gone", Status.FAIL), ENGLISH).text
    assert fixer_headings(ENGLISH)[Fixer.STUDENT] == "I can mend this"
    with pytest.raises(KeyError):
        describe(finding, "fr")
