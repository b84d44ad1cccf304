"""What people type to log in."""

from __future__ import annotations

from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from webapp.domain import typed
from webapp.domain.passwords import MAX_LENGTH, MIN_LENGTH, TOO_LONG, TOO_SHORT
from webapp.language import lazy

PLAIN_TYPING = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


def _required(words: LazyString | str) -> DataRequired:
    return DataRequired(words)


def _account(label: LazyString | str, words: LazyString | str, longest: int, **attributes: str) -> Field:
    return StringField(
        label,
        filters=[lambda text: typed.account(text or "")],
        validators=[_required(words), Length(max=longest, message=lazy("太长了，请核对。"))],
        render_kw={**PLAIN_TYPING, **attributes},
    )


def _password(label: LazyString, words: LazyString) -> Field:
    return PasswordField(
        label,
        validators=[_required(words), Length(max=MAX_LENGTH, message=lazy(TOO_LONG, length=MAX_LENGTH))],
        render_kw={"autocomplete": "current-password"},
    )


class StudentLogin(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """学号 and password."""

    student_no = _account(lazy("学号"), lazy("请输入学号。"), 32, autocomplete="username", inputmode="text")
    password = _password(lazy("密码"), lazy("请输入密码。"))


class StaffLogin(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """User name and password."""

    username = _account(lazy("用户名"), lazy("请输入用户名。"), 40, autocomplete="username")
    password = _password(lazy("密码"), lazy("请输入密码。"))


class Activation(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What only the student knows, and the roster."""

    student_no = _account(lazy("学号"), lazy("请输入学号。"), 32, autocomplete="username")
    name = StringField(
        lazy("姓名"),
        filters=[lambda text: typed.words(text or "")],
        validators=[_required(lazy("请输入姓名。")), Length(max=80, message=lazy("太长了，请核对。"))],
        render_kw={"autocomplete": "name"},
    )
    id_tail = StringField(
        lazy("证件号码后六位"),
        filters=[lambda text: typed.account(text or "").upper()],
        validators=[
            _required(lazy("请输入证件号码后六位。")),
            Length(6, 6, lazy("要正好六位，最后一位可能是字母 X。")),
        ],
        render_kw={**PLAIN_TYPING, "autocomplete": "off", "inputmode": "text"},
    )


class NewPassword(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """A new password, twice."""

    new = PasswordField(
        lazy("新密码"),
        validators=[
            _required(lazy("请输入新密码。")),
            Length(MIN_LENGTH, message=lazy(TOO_SHORT, length=MIN_LENGTH)),
            Length(max=MAX_LENGTH, message=lazy(TOO_LONG, length=MAX_LENGTH)),
        ],
        render_kw={"autocomplete": "new-password", "minlength": str(MIN_LENGTH)},
    )
    again = PasswordField(
        lazy("再输一次新密码"),
        validators=[
            _required(lazy("请再输一次新密码。")),
            EqualTo("new", lazy("两次输入的不一样，请重新输入。")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordChange(NewPassword):
    """The present password, then the new one."""

    present = _password(lazy("现在的密码"), lazy("请输入现在的密码。"))


class Code(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The six digits that the authenticator app shows."""

    code = _account(
        "验证码",
        "请输入手机上的 6 位验证码。",
        16,
        autocomplete="one-time-code",
        inputmode="numeric",
    )


class RecoveryCodeForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """One of the ten codes kept for a lost phone."""

    code = _account("恢复码", "请输入一个恢复码。", 32, autocomplete="off")


class PresentPassword(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """The present password alone, before something that matters."""

    present = _password(lazy("现在的密码"), lazy("请输入现在的密码。"))


class OtherPhone(Code):
    """The first code of a phone, and the present password."""

    present = _password(lazy("现在的密码"), lazy("请输入现在的密码。"))
