"""Names of exported photos, made by a pattern from what the roster says."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass
from typing import Final

from webapp.domain.errors import InvalidError
from webapp.domain.exports.selection import ExportRow

FIELDS: Final = {
    "id_number": "证件号码",
    "student_no": "学号",
    "name": "姓名",
    "college": "学院",
    "major": "专业",
    "class_name": "班级",
}
EXTENSION: Final = ".jpg"
SUMS: Final = "SHA256SUMS"
MANIFEST: Final = "manifest.csv"
PROOF_FILES: Final = (SUMS, MANIFEST)  # stand beside the photos; no photo or folder may be called so
LONGEST_PATTERN: Final = 200  # characters
LONGEST_PART_BYTES: Final = 180  # of 255 that common file systems allow for a name
SHOWN: Final = 3  # names that a message about collisions lists

EMPTY = "请填写命名规则，例如 {id_number}.jpg。"
TOO_LONG = f"命名规则最多 {LONGEST_PATTERN} 个字符。"
BROKEN = "命名规则里的大括号没有配对，请检查。"
UNKNOWN = "命名规则里没有“{field}”这个字段。可以用：{known}。"
COLLISION = "按这个规则会有重名：{names}。请在规则里加上 {{student_no}} 或 {{id_number}}。"

# What file systems refuse, and marks that turn the direction of writing: they make a name look like another.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
# Names that Windows keeps for devices.
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)
_REPLACEMENT = "_"


@dataclass(frozen=True, slots=True)
class Named:
    """A photo and its path in the zip, with / between folders."""

    name: str
    row: ExportRow


class Names:
    """Gives every photo of one export its name, and watches that no two are equal."""

    def __init__(self, pattern: str) -> None:
        """A pattern that `check_pattern` takes."""
        self._pattern = pattern
        self._reserved = {name.casefold() for name in PROOF_FILES}
        self._taken: set[str] = set()
        self._twice: list[str] = []

    def give(self, row: ExportRow) -> Named:
        """The photo with its name."""
        name = name_of(self._pattern, row)
        key = name.casefold()  # two names that differ only in case are one file on Windows and macOS
        if key in self._taken or key.partition("/")[0] in self._reserved:
            self._twice.append(name)
        self._taken.add(key)
        return Named(name, row)

    def require_distinct(self) -> None:
        """Raises InvalidError when two photos would be one file, or one would lie where the proof lies."""
        if self._twice:
            shown = "、".join(self._twice[:SHOWN]) + ("等" if len(self._twice) > SHOWN else "")
            raise InvalidError(COLLISION.format(names=shown))


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
