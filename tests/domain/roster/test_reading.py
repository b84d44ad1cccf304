from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.domain.roster.rosters import LIBREOFFICE, csv_bytes, id_number, lines, person, xlsx_bytes
from webapp.domain.roster import Roster, RosterFileError, read_roster
from webapp.domain.roster.table import MAX_BYTES
from webapp.models import IdType


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


# What people write.


def test_a_workbook_that_libreoffice_wrote_is_read_whole() -> None:
    roster = read_roster(LIBREOFFICE.read_bytes())
    assert roster.problems == ()
    assert [(entry.row, entry.student_no, entry.name) for entry in roster.entries] == [
        (4, "2023110101", "林晓"),
        (5, "2023110102", "张三"),
        (6, "2023110103", "𠮷田䶮"),
        (7, "2023110104", "阿依古丽·买买提"),
        (8, "2023110105", "NGUYEN VAN AN"),
    ]
    assert {entry.college for entry in roster.entries} == {"外国语学院"}, "a merged cell is every row's"
    assert [entry.phone for entry in roster.entries] == ["13800000001", "1380000002", "", "", ""]
    assert [entry.email for entry in roster.entries][3:] == ["", "nguyen@example.com"]
    assert [entry.attended for entry in roster.entries] == [True, False, False, False, True]
    assert [entry.id_type for entry in roster.entries] == [*[IdType.RESIDENT] * 4, IdType.PASSPORT]
    assert roster.entries[2].id_number[-1] == "X", "a small x is taken for the capital"
    assert roster.remarks == (
        "工作表「2027届毕业生」有合并单元格，已把合并的内容填到每一行",
        "没有用到这些列：序号",
        "第 5 行：「姓名」里多余的空格、全角字符或 Excel 加的符号已去掉",
        "第 5 行：「联系电话」里多余的空格、全角字符或 Excel 加的符号已去掉",
        "第 10 行：没有学号、姓名和证件号码，已跳过",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_of_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    people = [person(2, 姓名="𠮷㛃"), person(4, 姓名="阿卜杜拉•买买提"), person(6, 姓名="䶮")]
    roster = read_roster(csv_bytes(*people, encoding=encoding, delimiter=delimiter))
    assert roster.problems == ()
    assert [entry.name for entry in roster.entries] == ["𠮷㛃", "阿卜杜拉•买买提", "䶮"]


def test_columns_come_in_any_order_under_the_names_that_schools_use() -> None:
    row = {
        "是否已采集": "已采集",
        "培养层次": "专科",
        "行政班级": "护理2301",
        "专业名称": "护理",
        "院系": "公共卫生与健康学院",
        "性别（男/女）": "男",
        "证件号码 *": id_number(3),
        "联系电话": "13800000000",
        "E-mail": "a@example.com",
        "姓　名": "王强",
        "学 号": "20230001",
    }
    (entry,) = read_roster(csv_bytes(row)).entries
    assert (entry.student_no, entry.name, entry.college, entry.major) == (
        "20230001",
        "王强",
        "公共卫生与健康学院",
        "护理",
    )
    assert (entry.level, entry.class_name, entry.attended) == ("专科", "护理2301", True)
    assert (entry.phone, entry.email) == ("13800000000", "a@example.com")


def test_a_title_above_the_header_and_a_header_repeated_below_do_no_harm() -> None:
    rows = lines(person(2), person(4))
    rows.insert(2, rows[0])
    roster = read_roster(xlsx_bytes([["2027届毕业生名册"], [], *rows]))
    assert [entry.row for entry in roster.entries] == [4, 6]


def test_the_first_sheet_with_a_whole_header_is_read_and_the_other_is_named() -> None:
    sheets = ([["说明"]], [["学号", "姓名", "班级"]], lines(person(2)), lines(person(4)))
    roster = read_roster(xlsx_bytes(*sheets))
    assert [entry.student_no for entry in roster.entries] == ["2023000002"]
    assert roster.remarks == ("工作表「表4」也是名册，没有读",)


def test_a_hidden_sheet_is_not_read() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(lines(person(2)), lines(person(4)))))
    book.worksheets[0].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    roster = read_roster(stream.getvalue())
    assert [entry.student_no for entry in roster.entries] == ["2023000004"]
    assert roster.remarks == ()


def test_of_two_columns_for_one_thing_the_better_name_is_used_and_the_other_named() -> None:
    roster = read_roster(csv_bytes(person(2, 联系电话="0715-8000000", 手机号="13800000000")))
    assert roster.entries[0].phone == "13800000000"
    assert roster.remarks == ("「联系电话」列没有用，用的是「手机号」列",)


def test_numbers_in_number_cells_are_read_as_long_as_they_are_whole() -> None:
    roster = read_roster(xlsx_bytes(lines(person(2, 学号=2023000002, 手机号=13800000000.0))))
    assert (roster.entries[0].student_no, roster.entries[0].phone) == ("2023000002", "13800000000")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("２０２３０００００２", "2023000002"),
        (" 2023 000002\u200b", "2023000002"),
        ("'2023000002", "2023000002"),
        ('="2023000002"', "2023000002"),
        ("2023000002.0", "2023000002"),
        ("\t2023000002", "2023000002"),
    ],
)
def test_what_programs_wrap_round_a_number_is_taken_off(written: str, read: str) -> None:
    roster = read_roster(csv_bytes(person(2, 学号=written)))
    assert roster.entries[0].student_no == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("是", True), ("已采集", True), ("已参加", True), ("1", True), ("Y", True), ("√", True),
        ("否", False), ("未采集", False), ("未参加", False), ("0", False), ("N", False), ("", False),
    ],
)  # fmt: skip
def test_every_way_to_say_attended_or_not(written: str, read: bool) -> None:
    assert read_roster(csv_bytes(person(2, 是否参加集中采集=written))).entries[0].attended is read


def test_optional_columns_left_out_are_told_from_empty_ones() -> None:
    without = read_roster(csv_bytes(person(2))).entries[0]
    empty = read_roster(csv_bytes(person(2, 手机号="无", 邮箱=""))).entries[0]
    assert (without.phone, without.email) == (None, None)
    assert (empty.phone, empty.email) == ("", "")


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        ("E12345678", "", IdType.PASSPORT),
        ("c1234567", "外国护照", IdType.PASSPORT),
        ("512345678", "护照", IdType.PASSPORT),
        ("H12345678", "港澳居民来往内地通行证", IdType.PASSPORT),
        (id_number(2), "居民身份证", IdType.RESIDENT),
        (id_number(2, "81000020020101"), "港澳台居民居住证", IdType.RESIDENT),
        (id_number(2, "91100020020101"), "外国人永久居留身份证", IdType.RESIDENT),
        ("USA110001010112", "外国人永久居留证", IdType.PASSPORT),
    ],
)
def test_documents_are_known_by_their_kind_or_form(number: str, kind: str, expected: IdType) -> None:
    roster = read_roster(csv_bytes(person(2, 身份证号=number, 证件类型=kind)))
    assert roster.problems == ()
    assert roster.entries[0].id_type is expected
    assert roster.entries[0].id_number == number.upper()


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ({"性别": "男"}, "第 2 行：性别和身份证号对不上，请核对"),
        (
            {"身份证号": id_number(2, "60000020020101")},
            "第 2 行：证件号码前 6 位不在行政区划代码表里，请核对",
        ),
        ({"姓名": "阿卜杜拉•买买提"}, "第 2 行：姓名里的间隔号不是“·”，按原样保留"),
        ({"姓名": "王\ue81e"}, "第 2 行：姓名里有自造字，手机上可能显示不出来，请核对"),
    ],
)
def test_what_is_only_doubtful_is_a_remark(values: dict[str, str], remark: str) -> None:
    roster = read_roster(csv_bytes(person(2, **values)))
    assert roster.problems == ()
    assert roster.remarks == (remark,)


def test_a_remark_on_many_rows_is_one_line() -> None:
    roster = read_roster(csv_bytes(*(person(serial, 姓名="张　三") for serial in range(2, 18, 2))))
    assert len(roster.remarks) == 1
    assert roster.remarks[0].startswith("第 2、3、4、5、6 行等 8 行：「姓名」")


# What cannot be right: one test for each, with the row and the column in the file's own words.


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
