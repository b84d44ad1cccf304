"""Tables with at most one row a student."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp.extensions import db
from webapp.models import ChsiAnswer, NoticeAddress, Student

Row = TypeVar("Row", ChsiAnswer, NoticeAddress)


def find(model: type[Row], student: Student) -> Row | None:
    """The student's row, or None."""
    return db.session.scalar(select(model).where(model.student_id == student.id))


def find_or_add(model: type[Row], student: Student, **first: Any) -> Row:
    """The student's row, made with `first` when there is none; two requests at once get the same one.

    Call it before anything else is written in the transaction: losing that race rolls it back.
    """
    found = find(model, student)
    if found is not None:
        return found
    row = model(student_id=student.id, **first)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError:  # the other request was faster
        db.session.rollback()
        return db.session.scalars(select(model).where(model.student_id == student.id)).one()
    return row
