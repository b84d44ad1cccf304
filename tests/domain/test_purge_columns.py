"""The purge and every column there is, also those that somebody adds tomorrow.

Each table that hangs on a student, however far, gets a row with a mark in every column that could hold words.
After the purge no mark may be left but in the columns that are listed here as telling nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    LargeBinary,
    String,
    Table,
    Time,
    insert,
    select,
)

from tests.ready_made import jpeg
from webapp import clock, current
from webapp.domain import purge
from webapp.extensions import db
from webapp.models import Base, Campaign, College, Staff, Student, Work, WorkKind, WorkState
from webapp.storage import new_key

# What may stay: figures are counted from it, and it names nobody.
HARMLESS = {
    "student.major",
    "student.level",
    "submission.return_reasons",  # codes of the standard's clauses
    "submission.flags",
}
FILES = {"upload.storage_key", "student.admission_key"}


def knowing_tables() -> list[Table]:
    """Tables that hang on a student, parents first."""
    known = {"student"}
    found = []
    for table in Base.metadata.sorted_tables:
        parents = {key.column.table.name for key in table.foreign_keys}
        if table.name in known or parents & known:
            known.add(table.name)
            found.append(table)
    return found


def mark_of(column: Column[Any]) -> str:
    """What stands for personal data in a column, as much of it as fits."""
    return f"secret {column.table.name}.{column.name}"


@pytest.fixture
def marked(campaign: Campaign, college: College, reviewer: Staff) -> dict[str, int]:
    """One row in every table of `knowing_tables`; the numbers of the rows by table."""
    rows = {"campaign": campaign.id, "college": college.id, "staff": reviewer.id}
    for table in knowing_tables():
        for parent in {key.column.table for key in table.foreign_keys}:
            if parent.name not in rows:
                rows[parent.name] = filled(parent, rows)
        rows[table.name] = filled(table, rows)
    db.session.commit()
    return rows


def filled(table: Table, rows: dict[str, int]) -> int:
    """Insert a row with a mark in every column that holds words or bytes; its number."""
    values = {column.name: value_of(column, rows) for column in table.columns if not is_number(column)}
    done = db.session.execute(insert(table).values(values))
    return int(done.inserted_primary_key[0])  # type: ignore[attr-defined] # an INSERT's result has it


def is_number(column: Column[Any]) -> bool:
    """Whether the database numbers the rows by this column."""
    return bool(column.primary_key and not column.foreign_keys)


def value_of(column: Column[Any], rows: dict[str, int]) -> Any:
    """Something that a column takes: a row of the parent, a mark, or a plain value."""
    for key in column.foreign_keys:
        return rows[key.column.table.name]
    if f"{column.table.name}.{column.name}" in FILES:
        return current.storage().put(new_key("paper"), jpeg(hash(column.table.name) % 200)).key
    kind = column.type
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class))  # type: ignore[arg-type] # every Enum here has one
    if isinstance(kind, String):
        return mark_of(column)[: kind.length]
    plain: list[tuple[type, Any]] = [
        (JSON, {"x": mark_of(column)}),
        (LargeBinary, mark_of(column).encode()),
        (Date, date(2026, 12, 1)),
        (Time, time(8)),
        (Float, 0.5),
    ]
    for known, value in plain:
        if isinstance(kind, known):
            return value
    return clock.now() if isinstance(getattr(kind, "impl", kind), DateTime) else 1


def marks_left() -> Iterator[str]:
    """The columns in which a mark is left."""
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for column in table.columns:
                if "secret" in str(row[column.name]):
                    yield f"{table.name}.{column.name}"


def test_no_column_keeps_what_belongs_to_a_student(campaign: Campaign, marked: dict[str, int]) -> None:
    hanging = {table.name for table in knowing_tables()}
    before = {name for name in marks_left() if name.partition(".")[0] in hanging}
    assert {"student.name", "upload.report", "submission.note"} <= before
    with time_machine.travel(clock.now() + timedelta(days=800)):
        purge.purge(campaign)
    left = {name for name in marks_left() if name.partition(".")[0] in hanging}
    assert left <= HARMLESS, f"left behind: {left - HARMLESS}"
    assert list(current.storage().entries()) == []


def test_results_of_imports_go_too(campaign: Campaign, student: Student, admin: Staff) -> None:
    now = clock.now()
    db.session.add(
        Work(
            kind=WorkKind.ROSTER_PREVIEW,
            state=WorkState.DONE,
            staff_id=admin.id,
            campaign_id=campaign.id,
            started_at=now,
            seen_at=now,
            result={"gone": [student.student_no]},
        )
    )
    db.session.commit()
    with time_machine.travel(campaign.deadline_at + timedelta(days=366)):
        purge.purge(campaign)
    assert db.session.scalars(select(Work)).all() == []
