"""Which column holds what: found by the header, in any order, under the names that schools use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.domain.roster.problems import RosterFileError
from webapp.domain.roster.table import Cell, Table

ROWS_LOOKED_AT = 30  # a title, a date or an explanation may stand above the header
LEAST_COLUMNS = 3  # a row with fewer known names is no header


class Field(StrEnum):
    """A column of the roster; the value is the attribute of `Entry` it fills."""

    STUDENT_NO = "student_no"
    NAME = "name"
    ID_NUMBER = "id_number"
    ID_TYPE = "id_type"
    GENDER = "gender"
    COLLEGE = "college"
    MAJOR = "major"
    CLASS_NAME = "class_name"
    LEVEL = "level"
    PHONE = "phone"
    EMAIL = "email"
    ATTENDED = "attended"


# The first name is the one we use; of two columns for one field the name that stands earlier wins.
NAMES: dict[Field, tuple[str, ...]] = {
    Field.STUDENT_NO: ("学号", "学生学号", "学籍号"),
    Field.NAME: ("姓名", "学生姓名", "名字"),
    Field.ID_NUMBER: ("身份证号", "身份证号码", "证件号码", "证件号", "身份证", "身份证件号", "身份证件号码"),
    Field.ID_TYPE: ("证件类型", "身份证件类型", "证件种类"),
    Field.GENDER: ("性别",),
    Field.COLLEGE: ("学院", "院系", "学院名称", "院系名称", "所在学院", "二级学院", "系部"),
    Field.MAJOR: ("专业", "专业名称", "所学专业", "就读专业"),
    Field.CLASS_NAME: ("班级", "班级名称", "行政班", "行政班级", "所在班级"),
    Field.LEVEL: ("层次", "培养层次", "学历层次", "学生类别"),
    Field.PHONE: ("手机号", "手机", "手机号码", "电话", "联系电话", "电话号码", "联系方式"),
    Field.EMAIL: ("邮箱", "电子邮箱", "e-mail", "email", "电子邮件", "邮箱地址"),
    Field.ATTENDED: (
        "是否参加集中采集",
        "已参加现场采集",
        "是否已采集",
        "是否参加现场采集",
        "是否参加采集",
        "是否采集",
        "是否参加集中拍摄",
        "已参加集中采集",
        "已采集",
        "采集情况",
        "采集状态",
    ),
}
OPTIONAL = frozenset({Field.ID_TYPE, Field.PHONE, Field.EMAIL})

_KNOWN = {name: field for field, names in NAMES.items() for name in names}
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[*:：\s]")

_UNSAID = re.compile(r"[*\s]")  # what a message leaves out of a column's name


@dataclass(frozen=True)
class Header:
    """The header of a table. `index`: its place in `table.rows`; `columns`: field -> place in a row;
    `shown`: field -> the words of the file; `remarks`: columns that were left out."""

    table: Table
    index: int
    columns: dict[Field, int]
    shown: dict[Field, str]
    remarks: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The names of the columns that must be there and are not."""
        return [names[0] for field, names in NAMES.items() if field not in {*self.columns, *OPTIONAL}]


def find_header(tables: Sequence[Table]) -> Header:
    """The header of the first sheet that has one with every required column.

    Raises RosterFileError naming what is missing in the sheet that comes nearest.
    """
    found = [header for table in tables if (header := _header_of(table))]
    if not found:
        wanted = "、".join(names[0] for field, names in NAMES.items() if field not in OPTIONAL)
        raise RosterFileError(f"没有找到表头。请在第一行写上列名：{wanted}。")
    complete = [header for header in found if not header.missing]
    if complete:
        return _with_remarks_on_others(complete)
    best = max(found, key=lambda header: len(header.columns))
    sheet = f"工作表「{best.table.name}」的" if best.table.name else ""
    raise RosterFileError(
        f"{sheet}表头（第 {best.index + 1} 行）缺少这些列：{'、'.join(best.missing)}。"
        "请补上后再导入；列的先后顺序不限。"
    )


def _with_remarks_on_others(complete: Sequence[Header]) -> Header:
    """The first of several rosters in one file; the others are named, lest people think they were read."""
    first, *others = complete
    unread = [f"工作表「{header.table.name}」也是名册，没有读" for header in others]
    return replace(first, remarks=(*first.remarks, *unread))


def known_name(cell: Cell) -> Field | None:
    """The field that a header cell names, whatever stands in brackets or beside a star."""
    return _KNOWN.get(_plain(cell)) if isinstance(cell, str) else None


def _header_of(table: Table) -> Header | None:
    best: Header | None = None
    for index, row in enumerate(table.rows[:ROWS_LOOKED_AT]):
        columns, remarks = _columns(row)
        if len(columns) >= LEAST_COLUMNS and (best is None or len(columns) > len(best.columns)):
            shown = {field: _UNSAID.sub("", str(row[place])) for field, place in columns.items()}
            best = Header(table, index, columns, shown, remarks)
    return best


def _columns(row: Sequence[Cell]) -> tuple[dict[Field, int], tuple[str, ...]]:
    """The columns of a header row, and remarks on those that are not used."""
    places: dict[Field, list[int]] = {}
    unknown: list[str] = []
    for place, cell in enumerate(row):
        field = known_name(cell)
        if field:
            places.setdefault(field, []).append(place)
        elif isinstance(cell, str) and cell.strip():
            unknown.append(cell.strip())
    remarks = [f"没有用到这些列：{'、'.join(dict.fromkeys(unknown))}"] if unknown else []
    columns: dict[Field, int] = {}
    for field, found in places.items():
        found.sort(key=lambda place: NAMES[field].index(_plain(row[place])))
        columns[field] = found[0]
        remarks += [f"「{row[place]}」列没有用，用的是「{row[found[0]]}」列" for place in found[1:]]
    return columns, tuple(remarks)


def _plain(cell: Cell) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", str(cell))).lower()
