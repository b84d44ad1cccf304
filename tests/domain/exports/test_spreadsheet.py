"""The Excel list."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.domain.exports.students import ROW
from webapp.domain.exports.naming import Named
from webapp.domain.exports.spreadsheet import COLUMNS, plain, write
from webapp.models import IdType


def sheet_of(*photos: Named) -> Any:
    """The sheet as Excel reads it."""
    target = io.BytesIO()
    assert write(photos, target) == len(photos)
    return load_workbook(target).active


def test_cells_are_what_the_roster_says() -> None:
    row = dataclasses.replace(
        ROW,
        student_no="0020230001",
        id_type=IdType.PASSPORT,
        shot_on=date(2027, 1, 9),
        decided_at=datetime(2027, 2, 1, 16, 5, tzinfo=UTC),
    )
    sheet = sheet_of(Named("x/1.jpg", row))
    assert [cell.value for cell in sheet[1]] == [header for header, _width in COLUMNS]
    assert dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True)) == {
        "学号": "0020230001",
        "姓名": "阿依努尔·买买提",
        "证件类型": "护照",
        "证件号码": "42120220020101101X",
        "性别": "女",
        "学院": "外国语学院",
        "专业": "翻译",
        "班级": "翻译2301",
        "层次": "本科",
        "状态": "已通过",
        "照片文件名": "x/1.jpg",
        "SHA-256": "0" * 64,
        "大小（字节）": 1,
        "拍照分社": "湖北分社",
        "拍摄日期": "2027-01-09",
        "审核时间": "2027-02-02 00:05",
        "审核人": "王老师",
    }


def test_numbers_are_text_and_the_header_stays() -> None:
    sheet = sheet_of(Named("1.jpg", ROW))
    for column in ("A2", "D2"):
        assert sheet[column].data_type == "s"
        assert sheet[column].number_format == "@"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["D"].width == 22


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_becomes_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("https://evil.example")'
    sheet = sheet_of(Named("1.jpg", dataclasses.replace(ROW, name=text)))
    assert sheet["B2"].data_type == "s"
    assert str(sheet["B2"].value).startswith("'")


def test_characters_that_excel_refuses_are_left_out() -> None:
    assert plain("a\x00b\x1f=c") == "ab=c"
    assert plain("\x00=1") == "'=1"


def test_a_photo_that_is_not_there_has_no_name() -> None:
    assert sheet_of(Named("1.jpg", dataclasses.replace(ROW, key="")))["K2"].value is None
