"""The photo from a student's admission to the school, which the college imported from its records."""

from __future__ import annotations

from webapp import current
from webapp.models import Student
from webapp.storage import NotFound


def read(student: Student) -> bytes:
    """The bytes as they were imported; empty when there is none (any more). Raises StorageError."""
    if not student.admission_key:
        return b""
    try:
        with current.storage().open(student.admission_key) as stream:
            return stream.read()
    except NotFound:
        return b""
