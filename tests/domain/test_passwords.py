"""Which passwords will do, and how they are kept."""

from __future__ import annotations

import pytest

from webapp.domain import passwords
from webapp.domain.errors import InvalidError
from webapp.models import Staff, Student


@pytest.mark.parametrize(
    ("password", "words"),
    [("short12", "8 位"), ("x" * 129, "128 位")],
)
def test_a_weak_password_is_refused(student: Student, password: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        passwords.check_new(student, password)


def test_a_password_is_not_the_account_nor_part_of_the_id_number(student: Student, reviewer: Staff) -> None:
    for password in (student.student_no, student.id_number, student.id_number[-8:].lower()):
        with pytest.raises(InvalidError):
            passwords.check_new(student, password)
    with pytest.raises(InvalidError):
        passwords.check_new(reviewer, "REVIEWER")


def test_a_good_password_is_taken_and_kept_as_a_salted_hash(student: Student) -> None:
    passwords.check_new(student, "qingwa-2027")
    first, second = passwords.hashed("qingwa-2027"), passwords.hashed("qingwa-2027")
    assert first.startswith("scrypt:")
    assert first != second
    assert passwords.matches(first, "qingwa-2027")
    assert not passwords.matches(first, "qingwa-2028")


def test_an_account_without_password_matches_nothing() -> None:
    assert not passwords.matches("", "")
