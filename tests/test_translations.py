"""The catalogue is whole: every text of the code has its English, with the same values in it."""

from __future__ import annotations

import re
import string

import pytest
from babel.messages.catalog import Message

from tools import translations

CHINESE = re.compile("[\u3400-\u9fff]")
MARKED = re.compile(r'<span lang="zh-CN">.*?</span>')
PERCENT = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    """Every text with its English."""
    return [message for message in translations.catalogue() if message.id]


def test_the_catalogue_holds_exactly_the_texts_of_the_code(messages: list[Message]) -> None:
    """If not: `make translations`, then write the English."""
    known = {_texts(message.id)[0] for message in messages}
    wanted = {_texts(message.id)[0] for message in translations.extracted() if message.id}
    assert wanted - known == set(), "new texts"
    assert known - wanted == set(), "texts that are gone"


def test_every_text_has_its_english(messages: list[Message]) -> None:
    assert translations.untranslated(translations.catalogue()) == []
    assert [message.id for message in messages if message.fuzzy] == []


def test_no_chinese_is_left_in_the_english_but_marked(messages: list[Message]) -> None:
    left = [text for message in messages for text in _texts(message.string) if _is_chinese(text)]
    assert left == []


def test_the_english_names_the_same_values(messages: list[Message]) -> None:
    """A value that is missing would be lost, one too many is an error when the page is shown."""
    wrong = [
        message.id
        for message in messages
        if any(_values(text) != _values(_texts(message.id)[0]) for text in _texts(message.string))
    ]
    assert wrong == []


def test_no_english_ends_an_attribute(messages: list[Message]) -> None:
    """Templates put these texts into attributes as they are: only a tag may hold a straight quote."""
    wrong = [
        text for message in messages for text in _texts(message.string) if '"' in re.sub("<[^>]*>", "", text)
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    assert translations.COMPILED.read_bytes() == translations.compiled(translations.catalogue())


def _texts(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (str(words),)


def _is_chinese(text: str) -> bool:
    return CHINESE.search(MARKED.sub("", text)) is not None


def _values(text: str) -> set[str]:
    """Both kinds of placeholders: %(name)s of templates and {name} of Python."""
    braces = {f"{{{name}}}" for _text, name, _format, _conversion in string.Formatter().parse(text) if name}
    return braces | set(PERCENT.findall(text))
