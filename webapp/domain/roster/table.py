"""A roster file as rows of text, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain import work
from webapp.domain.roster.problems import RosterFileError
from webapp.domain.work import Progress

MAX_BYTES = 30 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 100
HTML_STARTS = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, .et, and .xlsx with a password
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Fault:
    """A cell whose value was lost before it came to us; `reason` says so and what to do, in Chinese."""

    reason: str


Cell = str | Fault


@dataclass(frozen=True)
class Table:
    """One sheet. `rows[0]` is row 1 of the spreadsheet; rows may differ in length.

    name: of the sheet; "" for a text file. remarks: what the reader had to do.
    """

    name: str
    rows: list[list[Cell]]
    remarks: tuple[str, ...] = ()


ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
PRECISION_LOST = "是数字格式，Excel 只保留前 15 位，后面的已经丢了。请把这一列设为“文本”格式，再重新填写"
BECAME_DATE = "被 Excel 当成了日期。请把这一列设为“文本”格式，再重新填写"
FORMULA_ERROR = "公式出错（{value}）。请改成具体内容"
FORMULA_EMPTY = "是公式，但文件里没有它的结果。请复制这一列，用“选择性粘贴 → 数值”贴回后再保存"


def read_tables(data: bytes, progress: Progress = work.silent) -> list[Table]:
    """The sheets of an .xlsx, or the one table of a .csv; the kind is told by content, never by name.

    progress: told how many rows of a sheet are read.
    Raises RosterFileError, saying how to save the file, for anything else.
    """
    from webapp.domain.roster.delimited import read_delimited
    from webapp.domain.roster.workbook import read_workbook

    if not data:
        raise RosterFileError("文件是空的。")
    if len(data) > MAX_BYTES:
        raise RosterFileError(
            f"文件超过 {MAX_BYTES // 1024 // 1024} MB。名册里不要放图片，或按学院分成几个文件。"
        )
    if data.startswith(OLE):
        raise RosterFileError(
            "这是旧版 Excel（.xls、.et）文件，或加了密码。请去掉密码，另存为 .xlsx 再导入。"
        )
    if data[:200].lstrip().lower().startswith(HTML_STARTS):
        raise RosterFileError(
            "这其实是网页，不是表格（有的教务系统这样导出）。请用 Excel 打开，另存为 .xlsx 再导入。"
        )
    return read_workbook(data, progress) if data.startswith(ZIP) else [read_delimited(data)]


def require_few_rows(count: int) -> None:
    """Raises RosterFileError when a table has more rows than any school has students."""
    if count > MAX_ROWS:
        raise RosterFileError(f"超过 {MAX_ROWS} 行。请检查文件，或按学院分成几个文件。")
