"""Reading a list of those who were there. All people are invented."""

from __future__ import annotations

import pytest

from tests.domain.roster.rosters import LIBREOFFICE, csv_bytes, xlsx_bytes
from webapp.domain.roll_call.attendance_file import read_attendance
from webapp.domain.roster.problems import RosterFileError


def numbers(data: bytes) -> list[str]:
    return [attendee.student_no for attendee in read_attendance(data).attendees]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_column_of_numbers_is_enough(encoding: str) -> None:
    assert numbers(csv_bytes({"学号": "2023000001"}, {"学号": "2023000002"}, encoding=encoding)) == [
        "2023000001",
        "2023000002",
    ]


def test_a_sheet_with_a_title_numbers_as_numbers_and_a_total() -> None:
    rows: list[list[object]] = [
        ["外国语学院签到表"],
        ["序号", "姓名", "学号"],
        [1, "林晓", 2023000001],
        ["合计", "", ""],
    ]
    found = read_attendance(xlsx_bytes(rows))
    assert [(row.row, row.student_no, row.name) for row in found.attendees] == [(3, "2023000001", "林晓")]
    assert found.problems == ()


def test_what_libreoffice_wrote_is_read_and_only_those_who_were_there_count() -> None:
    found = read_attendance(LIBREOFFICE.read_bytes())
    assert found.attendees
    assert found.problems == ()
    assert any("写着没到" in remark for remark in found.remarks)


def test_a_row_twice_counts_once() -> None:
    found = read_attendance(csv_bytes({"学号": "2023000001"}, {"学号": "2023000001"}))
    assert len(found.attendees) == 1
    assert found.remarks == ("第 3 行：和前面的一行重复，只算一次",)


def test_errors_name_row_and_column() -> None:
    rows = (
        {"学号": "4.2E+17", "姓名": "林晓"},
        {"学号": "", "姓名": "王芳"},
        {"学号": "#N/A", "姓名": "李敏"},
    )
    found = read_attendance(csv_bytes(*rows))
    assert [(problem.row, problem.column) for problem in found.problems] == [(n, "学号") for n in (2, 3, 4)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (csv_bytes({"姓名": "林晓"}), "没有找到“学号”"),
        (csv_bytes({"学号": ""}), "下面没有内容"),
    ],
)
def test_a_file_that_cannot_be_used(data: bytes, words: str) -> None:
    with pytest.raises(RosterFileError, match=words):
        read_attendance(data)
