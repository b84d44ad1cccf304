"""The words of the notice and the names in it, in the language of the page.

The tables hold Chinese. English is found by the Chinese words: first what the campaign's notice brought
(`notice.ENGLISH`, its dates moved with the class year), then the names of provinces, colleges and majors.
What has no English (an admin's own words, addresses, people) stays Chinese and is marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from webapp.domain.notice.reading import read_glossary, read_provinces
from webapp.domain.queries import notice
from webapp.language import CHINESE, ENGLISH, TAGS
from webapp.models import Campaign


@dataclass(frozen=True)
class Text:
    """Words and the language they are in, for a `lang` attribute: "en" or "zh-CN"."""

    words: str
    lang: str


@cache
def names() -> Mapping[str, str]:
    """English names of provinces and their cities, of colleges and majors, and of a notice's sections."""
    found = {item.words: item.english for item in read_glossary()}
    for unit in read_provinces():
        found |= {unit.capital: unit.capital_english, unit.short_name: unit.english, unit.name: unit.english}
        found |= {city.name: city.english for city in unit.cities}
    return MappingProxyType(found)


def english(campaign: Campaign | None) -> Mapping[str, str]:
    """Chinese words -> English for one campaign's pages; one query, to be asked once a page.

    Only names for a campaign that was loaded before its notice had English, or when there is none.
    """
    words = notice.document(campaign, notice.ENGLISH).get("words", {}) if campaign else {}
    return {**names(), **words}


def in_language(words: str, language: str, english: Mapping[str, str]) -> Text:
    """`words` (Chinese, as stored) for a page in `language` ("zh" or "en"); Chinese where no English is.

    english: what `english()` answered; not looked at for a Chinese page.
    """
    if language == ENGLISH and (found := english.get(words)):
        return Text(found, TAGS[ENGLISH])
    # Without a Chinese letter (a name from a passport, a number) it is in the page's own language.
    return Text(words, TAGS[CHINESE] if _is_chinese(words) else TAGS[language])


def _is_chinese(words: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" or letter >= "\U00020000" for letter in words)
