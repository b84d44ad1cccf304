"""What people write into rosters is read."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.domain.roster.rosters import LIBREOFFICE, csv_bytes, id_number, lines, person, xlsx_bytes
from webapp.domain.roster import read_roster
from webapp.models import IdType


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
