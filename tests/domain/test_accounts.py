"""Who somebody is: log-in, activation, passwords, and the pause for guessing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from tests.people import PASSWORD
from webapp import clock
from webapp.domain import accounts, login_pause, passwords
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.login_pause import PausedError
from webapp.extensions import db
from webapp.models import AuditEvent, LoginPause, Staff, Student

HERE = "network:192.0.2.1"
ELSEWHERE = "network:198.51.100.7"
PHONE = "device:1"


def guess(student: Student, times: int, origin: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(InvalidError):
            accounts.log_in_student(student.student_no, "wrong password", origin)


def test_the_right_password_logs_in_and_is_recorded(student: Student) -> None:
    assert accounts.log_in_student(f" {student.student_no} ", PASSWORD, HERE).id == student.id
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor) == ("account.logged_in", f"student:{student.id}")
    assert db.session.scalar(select(func.count()).select_from(LoginPause)) == 0


def test_staff_log_in_unless_disabled(reviewer: Staff) -> None:
    assert accounts.log_in_staff("reviewer", PASSWORD, HERE).id == reviewer.id
    reviewer.is_enabled = False
    db.session.commit()
    with pytest.raises(InvalidError, match="用户名或密码不对"):
        accounts.log_in_staff("reviewer", PASSWORD, HERE)


def test_every_reason_to_refuse_has_the_same_words_and_costs_one_hash(
    student: Student, make_student: Callable[..., Student], monkeypatch: pytest.MonkeyPatch
) -> None:
    not_activated = make_student(password_hash="")
    compared: list[str] = []

    def counting(password_hash: str, password: str) -> bool:
        compared.append(password_hash)
        return False

    monkeypatch.setattr(passwords, "check_password_hash", counting)
    words = set()
    for number in (student.student_no, not_activated.student_no, "2099999999"):
        with pytest.raises(InvalidError) as refused:
            accounts.log_in_student(number, PASSWORD, HERE)
        words.add(refused.value.message)
    assert len(words) == 1
    assert len(compared) == 3
    assert all(compared), "an empty hash would answer at once"


def test_an_account_without_password_cannot_be_entered(make_student: Callable[..., Student]) -> None:
    student = make_student(password_hash="")
    with pytest.raises(InvalidError):
        accounts.log_in_student(student.student_no, "", HERE)


def test_five_failures_pause_and_the_pause_ends(student: Student) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        guess(student, 5)
        with pytest.raises(PausedError, match="15 分钟"):
            accounts.log_in_student(student.student_no, PASSWORD, HERE)
        time.shift(timedelta(minutes=14, seconds=59))
        with pytest.raises(PausedError):
            accounts.log_in_student(student.student_no, PASSWORD, HERE)
        time.shift(timedelta(seconds=2))
        assert accounts.log_in_student(student.student_no, PASSWORD, HERE)


def test_after_a_pause_the_count_begins_anew(student: Student) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        guess(student, 5)
        time.shift(timedelta(minutes=16))
        guess(student, 4)
        assert accounts.log_in_student(student.student_no, PASSWORD, HERE)


def test_failures_long_ago_do_not_add_up(student: Student) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        for _ in range(3):
            guess(student, 4)
            time.shift(timedelta(minutes=15, seconds=1))
        assert accounts.log_in_student(student.student_no, PASSWORD, HERE)


def test_a_right_password_forgets_the_failures(student: Student) -> None:
    for _ in range(3):
        guess(student, 4)
        accounts.log_in_student(student.student_no, PASSWORD, HERE)


def test_an_attacker_elsewhere_never_pauses_the_students_own_phone(student: Student) -> None:
    guess(student, 5, ELSEWHERE)
    assert accounts.log_in_student(student.student_no, PASSWORD, PHONE)


def test_an_unknown_account_pauses_alike(app: Flask) -> None:
    for _ in range(5):
        with pytest.raises(InvalidError):
            accounts.log_in_student("2099999999", "guess", HERE)
    with pytest.raises(PausedError):
        accounts.log_in_student("2099999999", "guess", HERE)


def test_the_table_holds_nothing_that_was_typed(student: Student) -> None:
    guess(student, 1)
    row = db.session.scalars(select(LoginPause)).one()
    assert student.student_no not in row.origin
    assert len(row.origin) == 64


def test_old_rows_go_on_the_way(student: Student, make_student: Callable[..., Student]) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        guess(student, 5)
        time.shift(timedelta(minutes=20))
        guess(make_student(), 1)
    assert db.session.scalar(select(func.count()).select_from(LoginPause)) == 1


def test_attempts_at_the_same_time_are_no_more_guesses(app: Flask) -> None:
    pause_key = login_pause.key("student", "1", HERE)
    start = threading.Barrier(20)
    admitted: list[int] = []

    def attempt() -> None:
        with app.app_context():
            start.wait()
            try:
                login_pause.admit(pause_key)
                admitted.append(1)
            except PausedError:
                pass
            finally:
                db.session.remove()

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(admitted) == 5


def test_recognising_takes_what_people_type(make_student: Callable[..., Student]) -> None:
    student = make_student(name="阿依努尔·买买提", id_number="42120220020101104X", password_hash="")
    found = accounts.recognise(student.student_no, "阿依努尔•买买提 ", "0 1104x".replace(" ", ""), HERE)
    assert found.id == student.id
    assert accounts.recognise(student.student_no, "阿依努尔.买买提", "０１１０４ｘ", HERE).id == student.id


def test_recognising_refuses_each_wrong_item_with_the_same_words(
    make_student: Callable[..., Student], student: Student
) -> None:
    new = make_student(password_hash="")
    tail = new.id_number[-6:]
    wrong = [
        (new.student_no, "别人", tail),
        (new.student_no, new.name, "000000"),
        (new.student_no, new.name, new.id_number),
        ("2099999999", new.name, tail),
        (student.student_no, student.name, student.id_number[-6:]),  # has a password already
    ]
    words = set()
    for attempt in wrong:
        with pytest.raises(InvalidError) as refused:
            accounts.recognise(*attempt, PHONE)
        words.add(refused.value.message)
    assert len(words) == 1


def test_activation_pauses_too(make_student: Callable[..., Student]) -> None:
    new = make_student(password_hash="")
    for _ in range(5):
        with pytest.raises(InvalidError):
            accounts.recognise(new.student_no, new.name, "000000", HERE)
    with pytest.raises(PausedError):
        accounts.recognise(new.student_no, new.name, new.id_number[-6:], HERE)


def test_the_first_password_is_set_once(make_student: Callable[..., Student]) -> None:
    new = make_student(password_hash="")
    accounts.activate(new, "qingwa-2027")
    assert accounts.log_in_student(new.student_no, "qingwa-2027", HERE)
    with pytest.raises(StaleError):
        accounts.activate(new, "another-2027")
    assert accounts.log_in_student(new.student_no, "qingwa-2027", HERE)


def test_changing_the_password_ends_other_sessions(student: Student) -> None:
    before = student.get_id()
    accounts.change_password(student, PASSWORD, "xin-de-mima", HERE)
    assert accounts.find(before) is None
    assert accounts.find(student.get_id()) is student
    with pytest.raises(passwords.WrongPasswordError):
        accounts.change_password(student, PASSWORD, "xin-de-mima-2", HERE)


def test_a_reset_makes_the_student_activate_again(student: Student, admin: Staff) -> None:
    before = student.get_id()
    accounts.reset_password(admin, student)
    assert accounts.find(before) is None
    with pytest.raises(InvalidError):
        accounts.log_in_student(student.student_no, PASSWORD, HERE)
    assert accounts.recognise(student.student_no, student.name, student.id_number[-6:], HERE)
    event = db.session.scalars(select(AuditEvent)).first()
    assert event is not None
    assert (event.actor, event.target) == (f"staff:{admin.id}", f"student:{student.id}")


@pytest.mark.parametrize("session_id", ["", "student", "student:", "student:x:0", "student:99:0", "dog:1:0"])
def test_a_strange_session_is_nobody(app: Flask, session_id: str) -> None:
    assert accounts.find(session_id) is None


def test_a_disabled_account_is_nobody(reviewer: Staff) -> None:
    assert accounts.find(reviewer.get_id()) is reviewer
    reviewer.is_enabled = False
    db.session.commit()
    assert accounts.find(reviewer.get_id()) is None
