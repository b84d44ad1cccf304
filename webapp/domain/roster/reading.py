"""From the bytes of a roster to its entries, with everything that is wrong in it, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from webapp.domain import work
from webapp.domain.roster import texts
from webapp.domain.roster.columns import Field, Header, find_header, known_name
from webapp.domain.roster.identity import GENDER_DIFFERS, Identity, gender_of, identity
from webapp.domain.roster.problems import Problem, RefusedError, Remarks, RosterFileError
from webapp.domain.roster.table import ERROR_VALUES, FORMULA_ERROR, Cell, Fault, read_tables
from webapp.domain.roster.values import READERS, is_student_no
from webapp.domain.work import Progress
from webapp.models import IdType

JUDGING = "正在核对每一行"
ROWS_BETWEEN = 500  # two words about the progress
TIDIED = "「{column}」里多余的空格、全角字符或 Excel 加的符号已去掉"
SKIPPED = "没有学号、姓名和证件号码，已跳过"
TWICE = "和第 {row} 行重复"
_WHO = (Field.STUDENT_NO, Field.NAME, Field.ID_NUMBER)


@dataclass(frozen=True)
class Entry:
    """One student of the file. `phone`, `email`: None when the file has no such column."""

    row: int
    student_no: str
    name: str
    id_type: IdType
    id_number: str
    gender: str
    college: str
    major: str
    class_name: str
    level: str
    attended: bool
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Roster:
    """What a file says. With any problem nothing of it may be used; `remarks` are for people to read.

    shown: field -> the file's own word for the column.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    shown: dict[Field, str]


def read_roster(data: bytes, progress: Progress = work.silent) -> Roster:
    """Read a roster (.xlsx or .csv, see `table.read_tables`). progress: told how many rows are done.

    Raises RosterFileError when the file as a whole cannot be used: its kind, or columns that are missing.
    """
    header = find_header(read_tables(data, progress))
    reading = _Reading(header)
    total = len(header.table.rows)
    for row, cells in _rows(header):
        reading.read(row, cells)
        if row % ROWS_BETWEEN == 0:
            progress(JUDGING, row, total)
    if not reading.entries and not reading.problems:
        raise RosterFileError("表头下面没有学生。请检查是否选对了文件。")
    problems = sorted(reading.problems, key=lambda problem: problem.row)
    remarks = (*header.table.remarks, *header.remarks, *reading.remarks.lines())
    return Roster(tuple(reading.entries), tuple(problems), remarks, header.shown)


def _rows(header: Header) -> Iterator[tuple[int, dict[Field, Cell]]]:
    """Row numbers as the spreadsheet shows them, and the cells under each known column."""
    for index, row in enumerate(header.table.rows[header.index + 1 :], start=header.index + 2):
        cells = {field: row[place] if place < len(row) else "" for field, place in header.columns.items()}
        if any(isinstance(cell, Fault) or cell.strip() for cell in row):
            yield index, cells


class _Reading:
    """The entries, problems and remarks found so far."""

    def __init__(self, header: Header) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.remarks = Remarks()
        self._shown = header.shown
        self._seen: dict[tuple[Field, str], int] = {}

    def read(self, row: int, cells: dict[Field, Cell]) -> None:
        """Take one row in, or say everything that is wrong with it."""
        if known_name(cells[Field.STUDENT_NO]) is Field.STUDENT_NO:
            return  # the header once more, as on printed lists
        if _is_no_student(cells):
            self.remarks.add(row, SKIPPED)
            return
        known = len(self.problems)
        values = self._values(row, cells)
        self._find_duplicates(row, values)
        document = self._document(row, values)
        if document and len(self.problems) == known:
            self._doubt(row, values, document)
            self.entries.append(_entry(row, values, document))

    def _values(self, row: int, cells: dict[Field, Cell]) -> dict[Field, Any]:
        """What the cells become; those that cannot be right are missing, and named as problems."""
        values: dict[Field, Any] = {}
        for field, cell in cells.items():
            try:
                values[field] = _value(field, cell)
            except RefusedError as error:
                self._problem(row, field, str(error))
                continue
            if field is not Field.GENDER and _was_tidied(values[field], str(cell)):
                self.remarks.add(row, TIDIED.format(column=self._shown[field]))
        return values

    def _find_duplicates(self, row: int, values: dict[Field, Any]) -> None:
        for field in (Field.STUDENT_NO, Field.ID_NUMBER):
            if field in values:
                first = self._seen.setdefault((field, values[field]), row)
                if first != row:
                    self._problem(row, field, TWICE.format(row=first))

    def _document(self, row: int, values: dict[Field, Any]) -> Identity | None:
        if Field.ID_NUMBER not in values:
            return None
        try:
            return identity(values[Field.ID_NUMBER], values.get(Field.ID_TYPE, ""))
        except RefusedError as error:
            self._problem(row, Field.ID_NUMBER, str(error))
            return None

    def _doubt(self, row: int, values: dict[Field, Any], document: Identity) -> None:
        for doubt in (*document.doubts, *texts.name_doubts(values[Field.NAME])):
            self.remarks.add(row, doubt)
        if gender_of(document) not in ("", values[Field.GENDER]):
            self.remarks.add(row, GENDER_DIFFERS)

    def _problem(self, row: int, field: Field, message: str) -> None:
        self.problems.append(Problem(row, self._shown[field], message))


def _is_no_student(cells: dict[Field, Cell]) -> bool:
    """A line such as '合计：45 人' below the list: neither name nor ID number, and nothing like a 学号."""
    if any(isinstance(cells[field], Fault) for field in _WHO):
        return False
    name, id_number = str(cells[Field.NAME]), str(cells[Field.ID_NUMBER])
    return not name.strip() and not id_number.strip() and not is_student_no(str(cells[Field.STUDENT_NO]))


def _value(field: Field, cell: Cell) -> str | bool:
    """What a cell becomes. Raises RefusedError."""
    if isinstance(cell, Fault):
        raise RefusedError(cell.reason)
    if cell.strip() in ERROR_VALUES:
        raise RefusedError(FORMULA_ERROR.format(value=cell.strip()))
    return READERS[field](cell)


def _was_tidied(value: Any, cell: str) -> bool:
    """Whether more was changed than the blanks round it, the case of an x, or a word for 'none'."""
    return isinstance(value, str) and bool(value) and value.casefold() != cell.strip(" \t\r\n").casefold()


def _entry(row: int, values: dict[Field, Any], document: Identity) -> Entry:
    columns = {
        str(field): value for field, value in values.items() if field not in (Field.ID_TYPE, Field.ID_NUMBER)
    }
    return Entry(row=row, id_type=document.id_type, id_number=document.number, **columns)
