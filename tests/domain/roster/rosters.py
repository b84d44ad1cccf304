"""Roster files of every kind, made from rows. All people are invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from stdnum.cn import ric

HEADER = ("学号", "姓名", "身份证号", "性别", "学院", "专业", "班级", "层次", "是否参加集中采集")
LIBREOFFICE = Path(__file__).parent / "files" / "libreoffice.xlsx"


def id_number(serial: int, body: str = "42120220020101") -> str:
    """An invented ID number with a right check digit; odd serials are men's."""
    number = f"{body}{serial:03d}"
    return number + ric.calc_check_digit(f"{number}0")


def person(serial: int = 2, **values: Any) -> dict[str, Any]:
    """The row of an invented woman (even serial) or man, as header -> cell; keywords override cells."""
    row = {
        "学号": f"2023{serial:06d}",
        "姓名": "林晓",
        "身份证号": id_number(serial),
        "性别": "男" if serial % 2 else "女",
        "学院": "外国语学院",
        "专业": "翻译",
        "班级": "翻译2301",
        "层次": "本科",
        "是否参加集中采集": "否",
    }
    return {**row, **values}


def lines(*people: dict[str, Any]) -> list[list[Any]]:
    """A header and a line for each person; columns in the order in which they first appear."""
    header = list(dict.fromkeys(name for row in people for name in row))
    return [header, *([row.get(name, "") for name in header] for row in people)]


def csv_bytes(*people: dict[str, Any], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A .csv of these people."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines(*people))
    return stream.getvalue().encode(encoding)


def xlsx_bytes(*sheets: Iterable[Sequence[Any]]) -> bytes:
    """An .xlsx with these sheets, written by openpyxl (so formulas have no results)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
