"""The English beside a notice's words (en.json), found by the Chinese words themselves.

Who corrects a Chinese word therefore has to look at its English again: the file is refused until both agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from webapp.domain.notice.json_entry import Entry
from webapp.domain.notice.values import (
    Branch,
    Campaign,
    Notice,
    NoticeError,
    Session,
    Translation,
)

FILE = "en.json"
_SHOWN_ANYWHERE = frozenset({"title", "printed", "hints", "note", "fee_hint", "correction", "reason"})
_SHOWN_OF_CAMPAIGN = frozenset({"school", "office", "addressee", "photographer"})


def translation(entry: Entry) -> Translation:
    """An entry of en.json."""
    return Translation(words=entry.text("zh"), english=entry.text("en"))


def shown_words(notice: Notice) -> Iterator[str]:
    """Every text of a notice that a page may show and that is no address, number or person's name.

    The rows of Attachment 3 are lists of colleges and majors: their English is in data/glossary_en.json.
    """
    yield from _shown(notice)
    yield notice.campaign.branch_contact.name


def require_complete(notice: Notice, translations: Sequence[Translation]) -> None:
    """Raises NoticeError, naming the words, when the English is not exactly that of the notice's words."""
    given = [item.words for item in translations]
    wanted = dict.fromkeys(shown_words(notice))
    for index, words in enumerate(given):
        if words not in wanted:
            raise NoticeError(FILE, f"en[{index}]", "zh", f"{words!r} is not in the notice")
        if words in given[:index]:
            raise NoticeError(FILE, f"en[{index}]", "zh", f"{words!r} is there twice")
    for words in wanted:
        if words not in given:
            raise NoticeError(FILE, "file", "-", f"{words!r} has no English")


def _shown(part: Any) -> Iterator[str]:
    if isinstance(part, tuple):
        for item in part:
            yield from _shown(item)
    elif is_dataclass(part) and not isinstance(part, Session):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name in _names_of_shown(part):
                yield from (words for words in _texts(value) if words)
            else:
                yield from _shown(value)


def _names_of_shown(part: Any) -> frozenset[str]:
    if isinstance(part, Campaign):
        return _SHOWN_ANYWHERE | _SHOWN_OF_CAMPAIGN
    return _SHOWN_ANYWHERE | {"name"} if isinstance(part, Branch) else _SHOWN_ANYWHERE


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
