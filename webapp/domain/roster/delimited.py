"""Text tables: UTF-8 with or without BOM, GB18030, UTF-16 (Excel's 'Unicode text'); comma, semicolon, tab."""

from __future__ import annotations

import codecs
import csv
import io

from webapp.domain.roster.problems import RosterFileError
from webapp.domain.roster.table import Cell, Table, require_few_rows

DELIMITERS = ",;\t"
LINES_LOOKED_AT = 30  # the header stands among the first ones


def read_delimited(data: bytes) -> Table:
    """The table of a .csv file, its encoding found by decoding. Raises RosterFileError when it is no text."""
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[Cell]] = []
    try:
        for cells in reader:
            rows.append(list(cells))
            require_few_rows(len(rows))
    except csv.Error as error:
        raise RosterFileError(
            f"第 {len(rows) + 1} 行读不出来（{error}）。请用 Excel 打开，另存为 .xlsx 再导入。"
        ) from None
    return Table("", rows)


def _decoded(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise RosterFileError("认不出这个文件。请用 Excel 或 WPS 打开名册，另存为 .xlsx 再导入。")


def _encodings(data: bytes) -> tuple[str, ...]:
    """UTF-8 goes first: Chinese text in GB18030 is never valid UTF-8 for long, but the reverse happens."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _delimiter(text: str) -> str:
    """The character that splits the first lines most often."""
    head = "\n".join(text.splitlines()[:LINES_LOOKED_AT])
    return max(DELIMITERS, key=head.count)
