"""What people type to log in."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from webapp.domain import typed
from webapp.domain.passwords import MAX_LENGTH, MIN_LENGTH, TOO_LONG, TOO_SHORT

PLAIN_TYPING = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


def _required(words: str) -> DataRequired:
    return DataRequired(words)


def _account(label: str, words: str, longest: int, **attributes: str) -> Field:
    return StringField(
        label,
        filters=[lambda text: typed.account(text or "")],
        validators=[_required(words), Length(max=longest, message="太长了，请核对。")],
        render_kw={**PLAIN_TYPING, **attributes},
    )


def _password(label: str, words: str) -> Field:
    return PasswordField(
        label,
        validators=[_required(words), Length(max=MAX_LENGTH, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )


class StudentLogin(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """学号 and password."""

    student_no = _account("学号", "请输入学号。", 32, autocomplete="username", inputmode="text")
    password = _password("密码", "请输入密码。")


class StaffLogin(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """User name and password."""

    username = _account("用户名", "请输入用户名。", 40, autocomplete="username")
    password = _password("密码", "请输入密码。")


class Activation(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What only the student knows, and the roster."""

    student_no = _account("学号", "请输入学号。", 32, autocomplete="username")
    name = StringField(
        "姓名",
        filters=[lambda text: typed.words(text or "")],
        validators=[_required("请输入姓名。"), Length(max=80, message="太长了，请核对。")],
        render_kw={"autocomplete": "name"},
    )
    id_tail = StringField(
        "证件号码后六位",
        filters=[lambda text: typed.account(text or "").upper()],
        validators=[_required("请输入证件号码后六位。"), Length(6, 6, "要正好六位，最后一位可能是字母 X。")],
        render_kw={**PLAIN_TYPING, "autocomplete": "off", "inputmode": "text"},
    )


class NewPassword(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A new password, twice."""

    new = PasswordField(
        "新密码",
        validators=[
            _required("请输入新密码。"),
            Length(MIN_LENGTH, message=TOO_SHORT),
            Length(max=MAX_LENGTH, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "new-password", "minlength": str(MIN_LENGTH)},
    )
    again = PasswordField(
        "再输一次新密码",
        validators=[_required("请再输一次新密码。"), EqualTo("new", "两次输入的不一样，请重新输入。")],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordChange(NewPassword):
    """The present password, then the new one."""

    present = _password("现在的密码", "请输入现在的密码。")
