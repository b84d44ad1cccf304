"""What people type, brought to one form: full-width characters, spaces, dots and the letter x."""

from __future__ import annotations

import unicodedata

ID_TAIL_LENGTH = 6  # characters of the ID number that a student shows at the first log-in
MIDDLE_DOT = "·"
OTHER_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅．.•", MIDDLE_DOT))


def account(text: str) -> str:
    """A 学号 or a user name as the database has it: no full-width form, space or control character."""
    shown = unicodedata.normalize("NFKC", text)
    return "".join(char for char in shown if char.isprintable() and not char.isspace())


def person_name(text: str) -> str:
    """A name for comparison: spaces do not count, and every kind of middle dot is the same."""
    return account(text.translate(OTHER_DOTS)).translate(OTHER_DOTS).casefold()


def words(text: str) -> str:
    """Free text as it is kept: lines end in one way, no character that a database refuses, no blank ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char == "\n" or unicodedata.category(char) != "Cc").strip()


def search_text(text: str) -> str:
    """What somebody looks for: no control character, single spaces."""
    shown = unicodedata.normalize("NFKC", text.translate(OTHER_DOTS))
    return " ".join("".join(char if char.isprintable() else " " for char in shown).split())


def id_tail(text: str) -> str:
    """The end of an ID number for comparison: x and X are the same, as are full-width digits."""
    return account(text).upper()[-ID_TAIL_LENGTH:]
