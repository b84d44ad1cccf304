"""Bring webapp/translations up to date with the texts in the code: `make translations`.

The .po is for people: a new text appears there without English, one that is gone disappears. The .mo beside
it is what runs; both are committed, so that a fresh clone needs no build. No dates or line numbers, so that
a diff shows words only.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "webapp/translations/en/LC_MESSAGES/messages.po"
COMPILED = CATALOGUE.with_suffix(".mo")
SOURCES = [("webapp/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {pattern: {"trimmed": "true", "silent": "false"} for pattern, kind in SOURCES if kind == "jinja2"}
# The functions of webapp/language.py, beside gettext's own.
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy": None, "marked": None, "translated": None}


def extracted() -> Catalog:
    """Every text of the code and the templates that has a translation, without any."""
    found = Catalog(charset="utf-8")
    folders = extract_from_dir(ROOT, SOURCES, OPTIONS, KEYWORDS, directory_filter=_is_ours)
    for _file, _line, message, _comments, context in folders:
        found.add(message, context=context)
    return found


def catalogue() -> Catalog:
    """The English catalogue as it is committed."""
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="en", charset="utf-8")


def compiled(words: Catalog) -> bytes:
    """The .mo of a catalogue."""
    target = BytesIO()
    write_mo(target, words)
    return target.getvalue()


def untranslated(words: Catalog) -> list[str]:
    """What has no English yet."""
    return [_id(message.id) for message in words if message.id and not _is_said(message.string)]


def _id(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _is_said(words: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(words) if isinstance(words, tuple | list) else bool(words)


def _is_ours(folder: str | Path) -> bool:
    """Whether to look into a folder: not into libraries and uploads."""
    relative = Path(folder).resolve().relative_to(ROOT)
    return relative.parts[:1] in ((), ("webapp",), ("templates",))


def main() -> int:
    """Write both files. Exit code 1, naming them, while texts have no English."""
    words = catalogue()
    words.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    words.obsolete.clear()
    with CATALOGUE.open("wb") as target:
        write_po(target, words, no_location=True, sort_output=True, width=110)
    COMPILED.write_bytes(compiled(words))
    missing = untranslated(words)
    for text in missing:
        print(f"no English yet: {text}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
