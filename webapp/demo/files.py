"""The files that visitors of the demo may use: pictures to upload, and a roster to change and import."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from webapp.demo import drawn
from webapp.demo.story import ADMITTED

ROSTER_NAME = "名册示例.xlsx"
ADMISSION_NAME = "录取照片示例.zip"
TEXT_FORMAT = "@"  # so that no program takes an ID number for a number
COLUMN_WIDTH = 20  # characters


def write_files_to_try(folder: Path, roster: Path) -> list[Path]:
    """Put all files into a folder, made when it is missing; what is there stays. Returns the paths."""
    paths = drawn.copy_files_to_try(folder)
    sheet, admission = folder / ROSTER_NAME, folder / ADMISSION_NAME
    if not sheet.exists():
        sheet.write_bytes(_workbook(roster.read_text(encoding="utf-8-sig")))
    if not admission.exists():
        admission.write_bytes(admission_zip())
    return [*paths, sheet, admission]


def admission_zip() -> bytes:
    """The admission photos of the story, named by 学号, as `flask roster photos` takes them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for student_no, look in ADMITTED.items():
            archive.writestr(f"{student_no}.jpg", drawn.admission(look))
    return stream.getvalue()


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
