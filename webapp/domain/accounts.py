"""Who somebody is: log-in, activation, passwords. What is typed here never reaches a log or the record."""

from __future__ import annotations

import hmac

from sqlalchemy import select, update

from webapp.domain import audit, login_pause, passwords, second_factor, typed
from webapp.domain.errors import InvalidError, StaleError
from webapp.extensions import db
from webapp.language import marked
from webapp.models import Staff, Student

STUDENT = "student"
STAFF = "staff"
WRONG_STUDENT = marked("学号或密码不对。第一次使用，请先点下面的“第一次使用”设置密码。")
WRONG_STAFF = marked("用户名或密码不对。忘记密码请联系管理员重置。")
WRONG_ACTIVATION = marked("这三项对不上，或者账号已经设置过密码。请核对后再试；还是不行，请联系学院老师。")
ALREADY_SET = marked("这个账号刚刚已经设置过密码，请直接登录。")


def find(session_id: str) -> Student | Staff | None:
    """The user of a session; None when the account is gone, disabled or its sessions were ended, and for an
    admin who must have a second factor and has none."""
    user = _with_session(session_id)
    return None if isinstance(user, Staff) and second_factor.is_missing(user) else user


def between_steps(session_id: str) -> Staff | None:
    """The member of staff whose password was right a moment ago, and who has to show a code or set one up."""
    user = _with_session(session_id)
    return user if isinstance(user, Staff) else None


def log_in_student(student_no: str, password: str, origin: str) -> Student:
    """The student whose password this is. `origin`: from where, as pages/auth/device.py says it.

    Raises PausedError, or InvalidError with the same words and after the same time for every reason.
    """
    number = typed.account(student_no)
    pause_key = login_pause.key(STUDENT, number, origin)
    login_pause.admit(pause_key)
    student = _student(number)
    if not passwords.matches(student.password_hash if student else "", password) or student is None:
        raise InvalidError(WRONG_STUDENT)
    _logged_in(student, pause_key)
    return student


def log_in_staff(username: str, password: str, origin: str) -> Staff:
    """The member of staff whose password this is. Raises as `log_in_student` does.

    Who has a second factor, or must have one, is not logged in yet: `second_factor` comes next.
    """
    name = typed.account(username)
    pause_key = login_pause.key(STAFF, name, origin)
    login_pause.admit(pause_key)
    staff: Staff | None = db.session.scalar(select(Staff).where(Staff.username == name, Staff.is_enabled))
    if not passwords.matches(staff.password_hash if staff else "", password) or staff is None:
        raise InvalidError(WRONG_STAFF)
    if staff.has_second_factor or second_factor.is_missing(staff):
        login_pause.clear(pause_key)
        db.session.commit()
    else:
        _logged_in(staff, pause_key)
    return staff


def recognise(student_no: str, name: str, id_tail: str, origin: str) -> Student:
    """The student who proves to be one by the roster, and has no password yet.

    Raises PausedError, or InvalidError with the same words for every reason.
    """
    number = typed.account(student_no)
    pause_key = login_pause.key(STUDENT, number, origin)
    login_pause.admit(pause_key)
    student = _student(number)
    if student is None or not _is_same_person(student, name, id_tail) or student.password_hash:
        raise InvalidError(WRONG_ACTIVATION)
    login_pause.clear(pause_key)
    db.session.commit()
    return student


def activate(student: Student, password: str) -> None:
    """Set the first password of a student who was just recognised, and write it down.

    Raises InvalidError for a weak password, StaleError when a password was set in the meantime.
    """
    passwords.check_new(student, password)
    statement = (
        update(Student)
        .where(Student.id == student.id, Student.password_hash == "")
        .values(password_hash=passwords.hashed(password))
    )
    if db.session.execute(statement).rowcount != 1:  # type: ignore[attr-defined] # an UPDATE's result has it
        db.session.rollback()
        raise StaleError(ALREADY_SET)
    audit.record(audit.actor_name(student), "account.activated", f"student:{student.id}")
    db.session.commit()


def change_password(user: Student | Staff, present: str, new: str, origin: str) -> None:
    """Set another password and end every session of this account; the caller renews the present one.

    Raises PausedError, passwords.WrongPasswordError, or InvalidError when the new password is weak.
    """
    passwords.confirm(user, present, origin)
    passwords.check_new(user, new)
    user.password_hash = passwords.hashed(new)
    user.session_epoch += 1
    audit.record(audit.actor_name(user), "account.password_changed", audit.actor_name(user))
    db.session.commit()


def log_out_everywhere(user: Student | Staff) -> None:
    """End every session of one's own account, this one too; the caller may begin a new one."""
    user.session_epoch += 1
    audit.record(audit.actor_name(user), "account.logged_out_everywhere", audit.actor_name(user))
    db.session.commit()


def reset_password(actor: Staff | None, student: Student) -> None:
    """Take a student's password away: they activate again, and every session ends. `actor` None: operator."""
    student.password_hash = ""
    student.session_epoch += 1
    audit.record(audit.actor_name(actor), "account.password_reset", f"student:{student.id}")
    db.session.commit()


def _with_session(session_id: str) -> Student | Staff | None:
    kind, _, rest = session_id.partition(":")
    number = rest.partition(":")[0]
    if kind not in (STUDENT, STAFF) or not number.isdecimal():
        return None
    user = db.session.get(Student, int(number)) if kind == STUDENT else db.session.get(Staff, int(number))
    if user is None or user.get_id() != session_id or not user.is_active:
        return None
    return user


def _student(student_no: str) -> Student | None:
    found: Student | None = db.session.scalar(select(Student).where(Student.student_no == student_no))
    return found


def _logged_in(user: Student | Staff, pause_key: str) -> None:
    login_pause.clear(pause_key)
    audit.record(audit.actor_name(user), "account.logged_in", audit.actor_name(user))
    db.session.commit()


def _is_same_person(student: Student, name: str, id_tail: str) -> bool:
    """Both are compared in full before answering, and in constant time."""
    same_name = _equal(typed.person_name(student.name), typed.person_name(name))
    same_tail = _equal(typed.id_tail(student.id_number), typed.account(id_tail).upper())
    return same_name and same_tail


def _equal(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
