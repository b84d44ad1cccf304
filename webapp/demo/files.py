"""The files that visitors of the demo may use: pictures to upload, and a roster to change and import."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from webapp.demo.drawn import copy_files_to_try

ROSTER_NAME = "名册示例.xlsx"
TEXT_FORMAT = "@"  # so that no program takes an ID number for a number
COLUMN_WIDTH = 20  # characters


def write_files_to_try(folder: Path, roster: Path) -> list[Path]:
    """Put all files into a folder, made when it is missing; what is there stays. Returns the paths."""
    paths = copy_files_to_try(folder)
    sheet = folder / ROSTER_NAME
    if not sheet.exists():
        sheet.write_bytes(_workbook(roster.read_text(encoding="utf-8-sig")))
    return [*paths, sheet]


def _workbook(text: str) -> bytes:
    """A .csv as .xlsx, every cell as text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名册"
    for row in csv.reader(io.StringIO(text)):
        sheet.append(row)
    for cells in sheet.iter_cols():
        for cell in cells:
            cell.number_format = TEXT_FORMAT
        sheet.column_dimensions[get_column_letter(cells[0].column or 1)].width = COLUMN_WIDTH
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
