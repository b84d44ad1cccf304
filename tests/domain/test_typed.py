"""What people type, brought to one form."""

from __future__ import annotations

import pytest

from webapp.domain import typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" ２０２３\x00０１\u200b", "202301"), ("2023 01\t", "202301"), ("Wang", "Wang")],
)
def test_accounts(text: str, expected: str) -> None:
    assert typed.account(text) == expected


@pytest.mark.parametrize(
    "text",
    ["阿依努尔·买买提", "阿依努尔•买买提", "阿依努尔．买买提", " 阿依努尔 . 买买提", "阿依努尔・买买提"],
)
def test_every_middle_dot_is_the_same(text: str) -> None:
    assert typed.person_name(text) == "阿依努尔·买买提"


def test_latin_names_compare_without_case_or_spaces() -> None:
    assert typed.person_name("Musa  Ibrahim") == typed.person_name("MUSA IBRAHIM")


@pytest.mark.parametrize(
    ("text", "expected"), [("42120220020101104x", "01104X"), ("０１１０４ｘ", "01104X"), ("E12", "E12")]
)
def test_the_end_of_an_id_number(text: str, expected: str) -> None:
    assert typed.id_tail(text) == expected


def test_words_keep_lines_and_lose_controls() -> None:
    assert typed.words(" 一\x00行\r\n二行\r三行\x1b ") == "一行\n二行\n三行"


def test_searches_keep_single_spaces() -> None:
    assert typed.search_text("  JOHN \x00  ＳＭＩＴＨ ") == "JOHN SMITH"
