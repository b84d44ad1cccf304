"""What cannot be right in a roster is named, all at once and in the file's own words."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

import pytest

from tests.domain.roster.rosters import csv_bytes, id_number, lines, person, xlsx_bytes
from webapp.domain.roster import Roster, RosterFileError, read_roster
from webapp.domain.roster.table import MAX_BYTES


def _problems(roster: Roster) -> list[str]:
    return [str(problem) for problem in roster.problems]


def _only_problem(**values: Any) -> str:
    """What is said of one wrong row, in a .csv and in an .xlsx alike."""
    row = person(**values)
    from_csv, from_xlsx = (
        _problems(read_roster(csv_bytes(row))),
        _problems(read_roster(xlsx_bytes(lines(row)))),
    )
    assert from_csv == from_xlsx
    assert len(from_csv) == 1, from_csv
    return from_csv[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"学号": ""}, "第 2 行「学号」：是空的"),
        ({"学号": "12"}, "第 2 行「学号」：应是 4 到 32 位字母和数字"),
        ({"学号": "2023/0001"}, "第 2 行「学号」：应是 4 到 32 位字母和数字"),
        ({"学号": "2.02311E+11"}, "第 2 行「学号」：是科学计数法（2.02311E+11）"),
        ({"学号": "#N/A"}, "第 2 行「学号」：公式出错（#N/A）"),
        ({"姓名": ""}, "第 2 行「姓名」：是空的"),
        ({"姓名": "张?"}, "第 2 行「姓名」：里有「?」，多半是生僻字在保存时丢了"),
        ({"姓名": "张3"}, "第 2 行「姓名」：里有「3」，不像姓名"),
        ({"姓名": "长" * 81}, "第 2 行「姓名」：太长了，最多 80 个字"),
        ({"身份证号": ""}, "第 2 行「身份证号」：是空的"),
        ({"身份证号": "4.2112E+17"}, "第 2 行「身份证号」：是科学计数法（4.2112E+17）"),
        (
            {"身份证号": id_number(2)[:-1] + "A"},
            "第 2 行「身份证号」：身份证号应是 17 位数字，加 1 位数字或 X",
        ),
        ({"身份证号": "42120220020101"}, "第 2 行「身份证号」：身份证号应是 18 位，这里是 14 位"),
        ({"身份证号": "421202020101123"}, "第 2 行「身份证号」：是 15 位的旧身份证号"),
        ({"身份证号": "421202200201010020"}, "第 2 行「身份证号」：身份证号的校验码不对"),
        ({"身份证号": "421202200201010000"}, "第 2 行「身份证号」：身份证号的校验码不对，末尾是 000"),
        ({"身份证号": id_number(2, "42120220020230")}, "第 2 行「身份证号」：身份证号里的出生日期不存在"),
        ({"身份证号": id_number(2, "42120218020101")}, "第 2 行「身份证号」：身份证号里的出生年份是 1802 年"),
        ({"身份证号": "护照", "证件类型": "护照"}, "第 2 行「身份证号」：不像护照号"),
        ({"证件类型": "学生证"}, "第 2 行「身份证号」：不认识证件类型「学生证」"),
        ({"性别": "未知"}, "第 2 行「性别」：应填“男”或“女”"),
        ({"学院": " "}, "第 2 行「学院」：是空的"),
        ({"专业": ""}, "第 2 行「专业」：是空的"),
        ({"班级": ""}, "第 2 行「班级」：是空的"),
        ({"层次": "层" * 21}, "第 2 行「层次」：太长了，最多 20 个字"),
        ({"手机号": "没电话"}, "第 2 行「手机号」：不像电话号码"),
        ({"邮箱": "somebody"}, "第 2 行「邮箱」：不像邮箱地址"),
        ({"是否参加集中采集": "不知道"}, "第 2 行「是否参加集中采集」：看不懂「不知道」"),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_what_to_do(values: dict[str, str], words: str) -> None:
    assert _only_problem(**values).startswith(words)


def test_no_message_repeats_an_id_number() -> None:
    wrong = "421202200201010020"
    assert wrong not in _only_problem(身份证号=wrong)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"身份证号": 421202200201010028}, "第 2 行「身份证号」：是数字格式，Excel 只保留前 15 位"),
        ({"身份证号": 4.2120220020101e17}, "第 2 行「身份证号」：是数字格式，Excel 只保留前 15 位"),
        ({"班级": datetime.date(2023, 1, 1)}, "第 2 行「班级」：被 Excel 当成了日期"),
        ({"姓名": '=CONCATENATE("张","三")'}, "第 2 行「姓名」：是公式，但文件里没有它的结果"),
    ],
)
def test_what_a_spreadsheet_program_has_lost_is_said(values: dict[str, Any], words: str) -> None:
    (problem,) = _problems(read_roster(xlsx_bytes(lines(person(2, **values)))))
    assert problem.startswith(words)
    assert "文本" in problem or "数值" in problem


def _with_sheet_xml(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same workbook with a change in the XML of its first sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in content, content
                content = content.replace(old, new)
            target.writestr(name, content)
    return stream.getvalue()


def test_a_formula_whose_result_is_no_text_is_an_empty_cell() -> None:
    data = xlsx_bytes(lines(person(2, 邮箱='=""')))
    assert "是公式" in _problems(read_roster(data))[0]
    place = b'<c r="J2"'
    calculated = _with_sheet_xml(data, place, place + b' t="str"')
    assert read_roster(calculated).entries[0].email == ""


def test_a_wrong_size_in_the_file_hides_no_rows() -> None:
    data = _with_sheet_xml(
        xlsx_bytes(lines(person(2), person(4))), b'<dimension ref="A1:I3"', b'<dimension ref="A1"'
    )
    assert len(read_roster(data).entries) == 2


def test_duplicates_name_both_rows_even_when_other_cells_are_wrong_too() -> None:
    people = [person(2), person(4), person(6, 学号="2023000002", 性别="?"), person(8, 身份证号=id_number(4))]
    assert _problems(read_roster(csv_bytes(*people))) == [
        "第 4 行「性别」：应填“男”或“女”",
        "第 4 行「学号」：和第 2 行重复",
        "第 5 行「身份证号」：和第 3 行重复",
    ]


def test_all_problems_come_at_once_in_the_order_of_rows() -> None:
    roster = read_roster(csv_bytes(person(2, 性别="?", 层次=""), person(4), person(6, 学号="")))
    assert [problem.row for problem in roster.problems] == [2, 2, 4]


# Files that cannot be used at all.


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Excel"),
        ("<html><table><tr><td>学号</td></tr></table>".encode(), "这其实是网页"),
        (b"PK\x03\x04 broken", "文件不完整或已损坏"),
        (b"\x00\x01\x02\x03" * 50, "认不出这个文件"),
        (b"\xff" * 50, "认不出这个文件"),
        ("姓名是张三\n学号是1\n".encode(), "没有找到表头"),
        (csv_bytes(person(2)).splitlines()[0], "表头下面没有学生"),
        (b'a,b\n"' + b"x" * 200_000, "第 2 行读不出来"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(RosterFileError, match=re.escape(words)):
        read_roster(data)


def test_missing_columns_are_all_named() -> None:
    row = {name: cell for name, cell in person(2).items() if name not in ("身份证号", "层次")}
    with pytest.raises(RosterFileError, match="第 1 行）缺少这些列：身份证号、层次"):
        read_roster(csv_bytes(row))
    with pytest.raises(RosterFileError, match="工作表「表2」的表头（第 2 行）缺少这些列：身份证号、层次"):
        read_roster(xlsx_bytes([["说明"]], [["名册"], *lines(row)]))


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("photo.jpg", b"")
    with pytest.raises(RosterFileError, match=r"这不是 \.xlsx 文件"):
        read_roster(stream.getvalue())


def test_a_workbook_with_broken_content_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook")
        archive.writestr("[Content_Types].xml", b"<Types")
    with pytest.raises(RosterFileError, match="文件读不出来"):
        read_roster(stream.getvalue())


def test_a_file_that_unpacks_to_gigabytes_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.domain.roster.workbook.MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(RosterFileError, match="展开后太大"):
        read_roster(xlsx_bytes(lines(person(2))))


def test_a_file_beyond_the_size_limit_is_refused() -> None:
    with pytest.raises(RosterFileError, match="文件超过 30 MB"):
        read_roster(b"x" * (MAX_BYTES + 1))


def test_more_rows_than_any_school_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.domain.roster.table.MAX_ROWS", 3)
    people = [person(serial) for serial in range(2, 12, 2)]
    for data in (csv_bytes(*people), xlsx_bytes(lines(*people))):
        with pytest.raises(RosterFileError, match="超过 3 行"):
            read_roster(data)
