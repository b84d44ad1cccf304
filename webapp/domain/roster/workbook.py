"""Sheets of an .xlsx as Excel, WPS and LibreOffice write them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.workbook import Workbook

from webapp.domain import work
from webapp.domain.errors import DomainError
from webapp.domain.roster.problems import RosterFileError
from webapp.domain.roster.table import (
    BECAME_DATE,
    FORMULA_EMPTY,
    MAX_COLUMNS,
    PRECISION_LOST,
    Cell,
    Fault,
    Table,
    require_few_rows,
)
from webapp.domain.work import Progress

MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
EXACT_BELOW: Final = 10**15  # a number cell keeps 15 digits
READING: Final = "正在读取文件"
ROWS_BETWEEN: Final = 500  # two words about the progress
MERGED_REMARK: Final = "{sheet}有合并单元格，已把合并的内容填到每一行"

_FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/])>\s*<(?:\w+:)?f[\s>/](.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_RESULT = re.compile(rb"<(?:\w+:)?v>[^<]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')

Values = list[tuple[Any, ...]]


def read_workbook(data: bytes, progress: Progress = work.silent) -> list[Table]:
    """The visible sheets in their order. progress: told how many rows are read.

    Raises RosterFileError when the file is no intact .xlsx.
    """
    _require_xlsx(data)
    with _openpyxl_errors(), _opened(data) as book:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        tables = [_table(data, book, sheet, progress) for sheet in visible]
    if not tables:
        raise RosterFileError("文件里没有工作表。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。")
    return tables


def _require_xlsx(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise RosterFileError("文件不完整或已损坏。请重新保存或重新下载一份。") from None
    if not any(name.endswith("workbook.xml") for name in names):
        raise RosterFileError("这不是 .xlsx 文件。请用 Excel 或 WPS 打开名册，另存为 .xlsx 再导入。")
    if unpacked > MAX_UNPACKED_BYTES:
        raise RosterFileError("文件展开后太大。名册里不要放图片，或按学院分成几个文件。")


@contextmanager
def _openpyxl_errors() -> Iterator[None]:
    """Whatever the library raises on a broken file becomes one message; its warnings concern styles only."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="openpyxl")
            yield
    except DomainError:  # ours: what is wrong with the file, or that nobody waits any longer
        raise
    except Exception as error:  # a parser that meets a broken file raises whatever it likes
        raise RosterFileError(
            f"文件读不出来（{type(error).__name__}）。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
        ) from error


@contextmanager
def _opened(data: bytes) -> Iterator[Workbook]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        yield book
    finally:
        book.close()


def _table(data: bytes, book: Workbook, sheet: Any, progress: Progress) -> Table:
    xml = _sheet_xml(data, sheet)
    rows = [[_cell(value) for value in row] for row in _values(sheet, progress)]
    _mark_formulas_without_result(rows, xml)
    merged = _fill_merged(rows, _MERGED.findall(xml))
    where = f"工作表「{sheet.title}」" if len(book.worksheets) > 1 else "表格里"
    return Table(sheet.title, rows, (MERGED_REMARK.format(sheet=where),) if merged else ())


def _sheet_xml(data: bytes, sheet: Any) -> bytes:
    """The sheet's own XML: formulas and merged cells are not to be had from openpyxl's streaming reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(sheet._worksheet_path.lstrip("/"))


def _values(sheet: Any, progress: Progress) -> Values:
    sheet.reset_dimensions()  # some programs write a wrong size into the file
    rows: Values = []
    blank = 0
    for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
        blank = 0 if any(value is not None for value in row) else blank + 1
        rows.append(_trimmed(row))
        if len(rows) % ROWS_BETWEEN == 0:
            progress(READING, len(rows))
        require_few_rows(len(rows))
    return rows[: len(rows) - blank]


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, date | time | timedelta):
        return Fault(BECAME_DATE)
    return str(value)


def _number(value: int | float) -> Cell:
    if abs(value) >= EXACT_BELOW:
        return Fault(PRECISION_LOST)
    return str(int(value)) if value == int(value) else str(value)


def _mark_formulas_without_result(rows: list[list[Cell]], xml: bytes) -> None:
    """A formula that no program has calculated reads as an empty cell: say so instead.

    A result that is the empty text (t="str") is one.
    """
    for attributes, inside in _FORMULA_CELL.findall(xml):
        place = _PLACE.search(attributes)
        if place is None or b't="str"' in attributes or _RESULT.search(inside):
            continue
        column, row = coordinate_to_tuple(place[1].decode())[::-1]
        if row <= len(rows) and column <= MAX_COLUMNS:
            cells = rows[row - 1]
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = Fault(FORMULA_EMPTY)


def _fill_merged(rows: list[list[Cell]], ranges: Iterable[bytes]) -> bool:
    """Give every cell of a merged range the value that is shown in it. Says whether rows were filled."""
    filled = False
    for merged in ranges:
        left, top, right, bottom = (number or 0 for number in range_boundaries(merged.decode()))
        if not 0 < top <= len(rows) or not 0 < left <= len(rows[top - 1]):
            continue
        value = rows[top - 1][left - 1]
        end = min(right, MAX_COLUMNS)
        for row in rows[top - 1 : bottom]:
            row.extend([""] * (end - len(row)))
            row[left - 1 : end] = [value] * (end - left + 1)
        filled = filled or bottom > top
    return filled
