"""Names of exported photos, made by a pattern from what the roster says."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from webapp.domain.errors import InvalidError
from webapp.domain.exports.selection import ExportRow

FIELDS: Final = ("id_number", "student_no", "name", "college", "major", "class_name")
EXTENSION: Final = ".jpg"
LONGEST_PATTERN: Final = 200  # characters
LONGEST_PART_BYTES: Final = 180  # of 255 that common file systems allow for a name
SHOWN: Final = 3  # names that a message about collisions lists

EMPTY = "请填写命名规则，例如 {id_number}.jpg。"
TOO_LONG = f"命名规则最多 {LONGEST_PATTERN} 个字符。"
BROKEN = "命名规则里的大括号没有配对，请检查。"
UNKNOWN = "命名规则里没有“{field}”这个字段。可以用：{known}。"
COLLISION = "按这个规则会有重名：{names}。请在规则里加上 {{student_no}} 或 {{id_number}}。"

_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)  # names Windows keeps
_REPLACEMENT = "_"


@dataclass(frozen=True)
class Named:
    """A photo and its path in the zip, with / between folders."""

    name: str
    row: ExportRow


def named(pattern: str, rows: Iterable[ExportRow]) -> list[Named]:
    """A name for every photo. Raises InvalidError for a wrong pattern, or when two names would be equal."""
    check_pattern(pattern)
    found = [Named(name_of(pattern, row), row) for row in rows]
    _refuse_collisions(found)
    return found


def check_pattern(pattern: str) -> None:
    """Raises InvalidError for a pattern that names an unknown field or cannot be read."""
    if not pattern.strip():
        raise InvalidError(EMPTY)
    if len(pattern) > LONGEST_PATTERN:
        raise InvalidError(TOO_LONG)
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise InvalidError(BROKEN) from error
    for _text, field, spec, conversion in parts:
        if field is None:
            continue
        if field not in FIELDS or spec or conversion:
            known = "、".join("{" + name + "}" for name in FIELDS)
            raise InvalidError(UNKNOWN.format(field=field, known=known))


def name_of(pattern: str, row: ExportRow) -> str:
    """The path of one photo in the zip, by a pattern that `check_pattern` takes."""
    values = {field: _safe(getattr(row, field)) for field in FIELDS}
    path = pattern.strip().format_map(values)
    if not path.lower().endswith(EXTENSION):
        path += EXTENSION
    stem = path[: -len(EXTENSION)]
    return "/".join(_part(part) for part in stem.split("/")) + EXTENSION


def _safe(text: str) -> str:
    """A value without what separates folders or what a file system refuses."""
    return _UNSAFE.sub(_REPLACEMENT, unicodedata.normalize("NFC", text))


def _part(text: str) -> str:
    """One folder or file name: never empty, never a step up, not too long, not one that Windows keeps."""
    text = _safe(text).strip(" .")
    while len(text.encode()) > LONGEST_PART_BYTES:
        text = text[:-1]
    if not text or _RESERVED.match(text):
        text = _REPLACEMENT + text
    return text


def _refuse_collisions(found: list[Named]) -> None:
    """Two names that differ only in case are the same file on Windows and macOS."""
    by_name: dict[str, list[Named]] = defaultdict(list)
    for entry in found:
        by_name[entry.name.casefold()].append(entry)
    folders = {name.rpartition("/")[0] for name in by_name}
    twice = [entries[0].name for name, entries in by_name.items() if len(entries) > 1 or name in folders]
    if twice:
        shown = "、".join(twice[:SHOWN]) + ("等" if len(twice) > SHOWN else "")
        raise InvalidError(COLLISION.format(names=shown))
