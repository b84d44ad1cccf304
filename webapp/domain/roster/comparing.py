"""A roster held against the database: what is new, changed, unchanged or gone, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Row, select

from webapp.domain.roster.columns import NAMES, Field
from webapp.domain.roster.problems import Problem, Remarks
from webapp.domain.roster.reading import Entry, Roster
from webapp.extensions import db
from webapp.models import (
    Campaign,
    CampusSession,
    College,
    IdType,
    RollClosing,
    RollMark,
    State,
    Student,
    Submission,
)

T = TypeVar("T")
CHUNK = 500  # values in one IN (...); databases limit them
MOVED = "campaign"  # what changes when somebody graduates a year later
COLUMN_NAMES = {str(field): names[0] for field, names in NAMES.items()} | {MOVED: "届别"}
TAKEN = "这个证件号码在库里属于学号 {student_no}，而文件里没有那个学号。请核对是谁的"
LATER_CLASS = "这个学号在库里属于更晚的 {year} 届，不能移回来。请核对届别"
OTHER_PERSON = "这个学号在库里属于 {year} 届的另一个人（证件号码不同）。请核对学号"
ALREADY_APPROVED = "这个学号在 {year} 届已经审核通过，不能再移到 {new_year} 届。请核对届别"
MOVES = "原来是 {year} 届，改为 {new_year} 届"
OTHER_ID = "证件号码和库里不同，将改为文件里的"
ATTENDED_BUT_SUBMITTED = "文件里已参加集中采集，但这名学生交过补拍材料；材料保留，请核对"
# A roll call that is closed is newer than any file: whoever must mend it opens it again.
PRESENT_AT_ROLL_CALL = (
    "点名时到了，文件里写没参加集中采集；以点名为准，不改。点名错了，请重新打开那一场的点名"
)
ABSENT_AT_ROLL_CALL = "点名时没到，文件里写参加过集中采集；以点名为准，不改。点名错了，请重新打开那一场的点名"
_values_of = attrgetter(*(str(field) for field in Field))
_OF_STUDENT = [getattr(Student, field) for field in Field if field is not Field.COLLEGE]
_LOADED = (
    Student.id,
    Student.campaign_id,
    Campaign.class_year,
    College.name.label(Field.COLLEGE),
    *_OF_STUDENT,
)


@dataclass(frozen=True)
class Change:
    """A student whose row differs from the file. `columns`: attributes of `Entry`, or `MOVED`."""

    student_id: int
    entry: Entry
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What an import would do. With any problem it must not be done.

    gone: 学号 of students in the database who belong to a college of the file but are not in it.
    """

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int
    gone: tuple[str, ...]
    new_colleges: tuple[str, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


def compare(roster: Roster, campaign: Campaign) -> Comparison:
    """Hold the entries of a roster against the students of a campaign.

    A student of an earlier class moves to this one, with everything kept, when it is the same person (same
    ID number) who has no approved photo there: that is how people graduate a year late. Whom a closed roll
    call has ticked as there or not stays so.
    """
    return _Comparing(roster, campaign).done()


class _Comparing:
    def __init__(self, roster: Roster, campaign: Campaign) -> None:
        self._roster = roster
        self._campaign = campaign
        numbers = [entry.student_no for entry in roster.entries]
        self._present = {student.student_no: student for student in _students(campaign, numbers)}
        self._handed_in = _states(self._present.values())
        self._called = _called(campaign)
        self._problems: list[Problem] = []
        self._remarks = Remarks()

    def done(self) -> Comparison:
        new: list[Entry] = []
        changed: list[Change] = []
        for entry in self._roster.entries:
            student = self._present.get(entry.student_no)
            if student is None:
                new.append(entry)
                continue
            counting = self._as_called(student, entry)
            if columns := self._differences(student, counting):
                changed.append(Change(student.id, counting, columns))
        self._find_taken_numbers()
        return Comparison(
            new=tuple(new),
            changed=tuple(changed),
            unchanged=len(self._roster.entries) - len(new) - len(changed),
            gone=self._gone(),
            new_colleges=_new_colleges(self._roster.entries),
            problems=tuple(self._problems),
            remarks=self._remarks.lines(),
        )

    def _as_called(self, student: Row[Any], entry: Entry) -> Entry:
        """The entry with what a closed roll call says of the student, whatever the file says."""
        was_present = self._called.get(student.id, entry.attended)
        if was_present == entry.attended:
            return entry
        self._remarks.add(entry.row, PRESENT_AT_ROLL_CALL if was_present else ABSENT_AT_ROLL_CALL)
        return replace(entry, attended=was_present)

    def _differences(self, student: Row[Any], entry: Entry) -> tuple[str, ...]:
        differing = _differing(student, entry)
        if student.campaign_id != self._campaign.id:
            self._move(student, entry)
            differing.append(MOVED)
        elif str(Field.ID_NUMBER) in differing:
            self._remarks.add(entry.row, OTHER_ID)
        if str(Field.ATTENDED) in differing and entry.attended and student.id in self._handed_in:
            self._remarks.add(entry.row, ATTENDED_BUT_SUBMITTED)
        return tuple(differing)

    def _move(self, student: Row[Any], entry: Entry) -> None:
        years = {"year": student.class_year, "new_year": self._campaign.class_year}
        refusal = self._refusal_to_move(student, entry)
        if refusal:
            self._problem(entry, Field.STUDENT_NO, refusal.format(**years))
        else:
            self._remarks.add(entry.row, MOVES.format(**years))

    def _refusal_to_move(self, student: Row[Any], entry: Entry) -> str:
        if student.class_year > self._campaign.class_year:
            return LATER_CLASS
        if student.id_number != entry.id_number:
            return OTHER_PERSON
        return ALREADY_APPROVED if State.APPROVED in self._handed_in.get(student.id, ()) else ""

    def _find_taken_numbers(self) -> None:
        """An ID number belongs to one student of a class; somebody may well come back for another degree."""
        in_file = {entry.student_no for entry in self._roster.entries}
        owners = {
            student.id_number: student.student_no
            for student in self._present.values()
            if student.campaign_id == self._campaign.id and student.student_no not in in_file
        }
        for entry in self._roster.entries:
            if entry.id_number in owners:
                words = TAKEN.format(student_no=owners[entry.id_number])
                self._problem(entry, Field.ID_NUMBER, words)

    def _gone(self) -> tuple[str, ...]:
        in_file = {entry.student_no for entry in self._roster.entries}
        colleges = {entry.college for entry in self._roster.entries}
        return tuple(
            sorted(
                student.student_no
                for student in self._present.values()
                if student.campaign_id == self._campaign.id
                and student.student_no not in in_file
                and student.college in colleges
            )
        )

    def _problem(self, entry: Entry, field: Field, message: str) -> None:
        self._problems.append(Problem(entry.row, self._roster.shown[field], message))


def columns_of(entry: Entry) -> dict[str, str | bool | IdType]:
    """What the file says of a student, by attribute; columns that it does not have are left out."""
    names = (field for field in Field if field is not Field.STUDENT_NO)
    values = {str(name): getattr(entry, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _differing(student: Row[Any], entry: Entry) -> list[str]:
    if _values_of(student) == _values_of(entry):
        return []  # of nearly every row; a roster is imported again and again
    return [name for name, value in columns_of(entry).items() if getattr(student, name) != value]


def _students(campaign: Campaign, numbers: Sequence[str]) -> Iterator[Row[Any]]:
    """The students of the campaign, and those of other campaigns whose 学号 is in the file.

    Rows with the attributes of `Entry`, as plain columns: objects of the ORM would take longer than the file.
    """
    loaded = select(*_LOADED).select_from(Student).join(Student.college).join(Student.campaign)
    yield from db.session.execute(loaded.where(Student.campaign_id == campaign.id))
    for chunk in _chunks(numbers):
        yield from db.session.execute(
            loaded.where(Student.student_no.in_(chunk), Student.campaign_id != campaign.id)
        )


def _called(campaign: Campaign) -> dict[int, bool]:
    """Whom the closed roll calls of a campaign had on their lists as there or not, by the student's id."""
    marks = (
        select(RollMark.student_id, RollMark.is_present)
        .join(RollClosing, RollClosing.session_id == RollMark.session_id)
        .join(CampusSession, CampusSession.id == RollMark.session_id)
        .where(CampusSession.campaign_id == campaign.id, RollClosing.reopened_at.is_(None))
    )
    return dict(db.session.execute(marks).all())


def _states(students: Iterable[Row[Any]]) -> dict[int, set[State]]:
    """The states of what these students handed in, in any campaign; drafts do not count."""
    states: dict[int, set[State]] = {}
    for chunk in _chunks([student.id for student in students]):
        found = db.session.execute(
            select(Submission.student_id, Submission.state).where(
                Submission.student_id.in_(chunk), Submission.state != State.DRAFT
            )
        )
        for student_id, state in found:
            states.setdefault(student_id, set()).add(state)
    return states


def _new_colleges(entries: Iterable[Entry]) -> tuple[str, ...]:
    present = set(db.session.scalars(select(College.name)))
    return tuple(name for name in dict.fromkeys(entry.college for entry in entries) if name not in present)


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
