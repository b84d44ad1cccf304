"""An attendance list (.xlsx or .csv): the 学号 of those who were there, with or without their names."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.roster import texts
from webapp.domain.roster.columns import ROWS_LOOKED_AT, Field, known_name
from webapp.domain.roster.problems import Problem, RefusedError, Remarks, RosterFileError
from webapp.domain.roster.table import ERROR_VALUES, FORMULA_ERROR, Cell, Fault, Table, read_tables
from webapp.domain.roster.values import attended, is_student_no, student_no

NO_HEADER = "没有找到“学号”这一列。请在第一行写上列名“学号”（可以再加“姓名”），下面一行一位到场的同学。"
EMPTY = "“学号”下面没有内容。请检查是否选对了文件。"
OTHER_SHEETS = "工作表「{name}」也有“学号”列，没有读"
TWICE = "和前面的一行重复，只算一次"
NOBODY = "没有学号和姓名，已跳过"
ABSENT = "写着没到，没有算"


@dataclass(frozen=True)
class Attendee:
    """One row. name: "" when the file has no such column, or nothing in it."""

    row: int
    student_no: str
    name: str


@dataclass(frozen=True)
class AttendanceList:
    """What a file says; with any problem nothing of it may be used. `remarks` are for people to read."""

    attendees: tuple[Attendee, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


def read_attendance(data: bytes) -> AttendanceList:
    """Read a list of those who were there; with a column such as 是否参加 only those with "是" count.

    Raises RosterFileError when the file as a whole cannot be used.
    """
    found = [(table, header) for table in read_tables(data) if (header := _header(table))]
    if not found:
        raise RosterFileError(NO_HEADER)
    (table, header), *others = found
    reading = _Reading(header[1])
    for index, cells in enumerate(table.rows[header[0] + 1 :], start=header[0] + 2):
        reading.read(index, cells)
    if not reading.attendees and not reading.problems:
        raise RosterFileError(EMPTY)
    unread = (OTHER_SHEETS.format(name=other.name) for other, _header in others)
    remarks = (*table.remarks, *unread, *reading.remarks.lines())
    return AttendanceList(tuple(reading.attendees.values()), tuple(reading.problems), remarks)


def _header(table: Table) -> tuple[int, dict[Field, int]] | None:
    """The place of the header row, and of each known column in it."""
    for index, row in enumerate(table.rows[:ROWS_LOOKED_AT]):
        columns: dict[Field, int] = {}
        for place, cell in enumerate(row):
            field = known_name(cell)
            if field:
                columns.setdefault(field, place)
        if Field.STUDENT_NO in columns:
            return index, columns
    return None


class _Reading:
    """Rows read so far: 学号 -> the row it stands in first."""

    def __init__(self, columns: dict[Field, int]) -> None:
        self.attendees: dict[str, Attendee] = {}
        self.problems: list[Problem] = []
        self.remarks = Remarks()
        self._columns = columns

    def read(self, row: int, cells: list[Cell]) -> None:
        """Take one row in, or say what is wrong with it."""
        number, name = self._cell(cells, Field.STUDENT_NO), self._cell(cells, Field.NAME)
        if known_name(number) is Field.STUDENT_NO or not any(_is_filled(cell) for cell in (number, name)):
            return  # the header once more, as on printed lists; a blank line, a total
        if self._is_total(number, name):
            self.remarks.add(row, NOBODY)
            return
        field = Field.STUDENT_NO
        try:
            wanted = student_no(_text(number))
            field = Field.NAME
            said = texts.words(_text(name))
            field = Field.ATTENDED
            was_there = field not in self._columns or attended(_text(self._cell(cells, field)))
        except RefusedError as error:
            self.problems.append(Problem(row, _COLUMN_NAMES[field], str(error)))
            return
        if not was_there:
            self.remarks.add(row, ABSENT)
        elif wanted in self.attendees:
            self.remarks.add(row, TWICE)
        else:
            self.attendees[wanted] = Attendee(row, wanted, said)

    def _is_total(self, number: Cell, name: Cell) -> bool:
        """A line such as '合计：45 人' below a list with names: no name, and nothing like a 学号."""
        has_names = Field.NAME in self._columns
        return has_names and not _is_filled(name) and isinstance(number, str) and not is_student_no(number)

    def _cell(self, cells: list[Cell], field: Field) -> Cell:
        place = self._columns.get(field)
        return "" if place is None or place >= len(cells) else cells[place]


_COLUMN_NAMES = {Field.STUDENT_NO: "学号", Field.NAME: "姓名", Field.ATTENDED: "是否参加"}


def _is_filled(cell: Cell) -> bool:
    return isinstance(cell, Fault) or bool(cell.strip())


def _text(cell: Cell) -> str:
    """The text of a cell. Raises RefusedError when its value was lost."""
    if isinstance(cell, Fault):
        raise RefusedError(cell.reason)
    if cell.strip() in ERROR_VALUES:
        raise RefusedError(FORMULA_ERROR.format(value=cell.strip()))
    return cell
