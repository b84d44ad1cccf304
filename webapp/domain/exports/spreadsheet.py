"""The list: an Excel workbook that keeps long numbers whole and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from webapp import clock
from webapp.domain.exports.naming import Named
from webapp.models import IdType, State

TEXT_FORMAT: Final = "@"  # Excel: a text, never a number in scientific notation
COLUMNS: Final = (  # header, width in characters
    ("学号", 14),
    ("姓名", 12),
    ("证件类型", 10),
    ("证件号码", 22),
    ("性别", 6),
    ("学院", 22),
    ("专业", 22),
    ("班级", 16),
    ("层次", 8),
    ("状态", 10),
    ("照片文件名", 30),
    ("SHA-256", 20),
    ("大小（字节）", 12),
    ("拍照分社", 16),
    ("拍摄日期", 12),
    ("审核时间", 18),
    ("审核人", 12),
)
ID_TYPES: Final = {IdType.RESIDENT: "居民身份证", IdType.PASSPORT: "护照"}
STATES: Final = {
    State.DRAFT: "填写中",
    State.SUBMITTED: "待审核",
    State.RETURNED: "已退回",
    State.APPROVED: "已通过",
}
_FORMULA_START = re.compile(r"[=+\-@\t\r\n]")


def write(photos: Iterable[Named], target: BinaryIO) -> int:
    """Write the workbook to `target` row by row; says how many students it lists."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("补拍名单")
    sheet.freeze_panes = "A2"
    for index, (_header, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_header_cell(sheet, header) for header, _width in COLUMNS])
    count = 0
    for photo in photos:
        sheet.append([_cell(sheet, value) for value in _values(photo)])
        count += 1
    book.save(target)
    return count


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading = + - @ or control character gets a '."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if _FORMULA_START.match(text) else text


def _values(photo: Named) -> tuple[str | int, ...]:
    row = photo.row
    return (
        row.student_no,
        row.name,
        ID_TYPES[row.id_type],
        row.id_number,
        row.gender,
        row.college,
        row.major,
        row.class_name,
        row.level,
        STATES[row.state],
        photo.name if row.key else "",
        row.sha256,
        row.size,
        row.branch,
        row.shot_on.isoformat() if row.shot_on else "",
        f"{clock.local(row.decided_at):%Y-%m-%d %H:%M}" if row.decided_at else "",
        row.reviewer,
    )


def _cell(sheet: Any, value: str | int) -> Any:
    if isinstance(value, int):
        return value
    cell = WriteOnlyCell(sheet, plain(value))
    cell.data_type = "s"  # whatever it looks like
    cell.number_format = TEXT_FORMAT
    return cell


def _header_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
