"""Fields and values that forms of several areas share."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from webapp.domain import typed

LONGEST_ID = 9  # digits that every database takes as a row's number


def cleaned(text: str | None) -> str:
    """What was typed, without what no page and no database takes."""
    return typed.words(text or "")


class Text(StringField):  # type: ignore[misc] # wtforms has no types
    """One line, cleaned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=[cleaned], **kwargs)


def number_or_none(text: str | None) -> int | None:
    """The number that a choice stands for; None for "all"."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_ID else None
