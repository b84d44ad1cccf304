"""What one cell of each column must be, and what it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from webapp.domain.roster import texts
from webapp.domain.roster.columns import Field
from webapp.domain.roster.problems import RefusedError
from webapp.models import College, Student

EMPTY: Final = "是空的，请填写"
NOTHING: Final = frozenset({"无", "-", "—", "/", "\\", "暂无", "没有"})  # what people write for 'none'
YES: Final = frozenset(
    {"是", "1", "y", "yes", "true", "√", "✓", "已采集", "已参加", "已拍", "已拍摄", "参加", "有"}
)
NO: Final = frozenset(
    {
        "",
        "否",
        "0",
        "n",
        "no",
        "false",
        "×",
        "x",
        "✗",
        "未采集",
        "未参加",
        "未拍",
        "未拍摄",
        "缺席",
        "无",
        "-",
    }
)
GENDERS: Final = {"男": "男", "女": "女", "男性": "男", "女性": "女", "m": "男", "f": "女"}

_NAME_LENGTH: Final = Student.name.type.length
_EMAIL_LENGTH: Final = Student.email.type.length
_STUDENT_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,31}")
_PHONE = re.compile(r"[0-9+()/、,;转-]{5,32}")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")


def student_no(text: str) -> str:
    """A 学号: 4 to 32 letters and digits. Raises RefusedError."""
    number = _required(texts.code(text))
    if not _STUDENT_NO.fullmatch(number):
        raise RefusedError("应是 4 到 32 位字母和数字")
    return number


def is_student_no(text: str) -> bool:
    """Whether a cell could hold a 学号."""
    try:
        return bool(_STUDENT_NO.fullmatch(texts.code(text)))
    except RefusedError:  # a number that was cut; the cell's own check says so
        return True


def id_number(text: str) -> str:
    """The number of a document, not yet checked (see `identity`). Raises RefusedError when there is none."""
    return _required(texts.code(text)).upper()


def person_name(text: str) -> str:
    """A name as printed. Raises RefusedError."""
    return _short(_required(texts.name(text)), _NAME_LENGTH)


def gender(text: str) -> str:
    """男 or 女. Raises RefusedError."""
    found = GENDERS.get(_required(texts.words(text)).lower())
    if found is None:
        raise RefusedError("应填“男”或“女”")
    return found


def phone(text: str) -> str:
    """One or several numbers, "" for none. Raises RefusedError."""
    number = texts.code(text)
    if number and number not in NOTHING and not _PHONE.fullmatch(number):
        raise RefusedError("不像电话号码，请改正或清空")
    return "" if number in NOTHING else number


def email(text: str) -> str:
    """An address, "" for none. Raises RefusedError."""
    address = texts.code(text)
    if address and address not in NOTHING and not _EMAIL.fullmatch(address):
        raise RefusedError("不像邮箱地址，请改正或清空")
    return "" if address in NOTHING else _short(address, _EMAIL_LENGTH)


def attended(text: str) -> bool:
    """Whether the student was photographed on campus; an empty cell means no. Raises RefusedError."""
    answer = texts.words(text).lower()
    if answer in YES:
        return True
    if answer in NO:
        return False
    raise RefusedError(f"看不懂「{answer:.20}」，请填“是”或“否”")


def id_type(text: str) -> str:
    """The words for the kind of document, without spaces; "" when none are given."""
    return texts.code(text)


def _words(length: int) -> Callable[[str], str]:
    return lambda text: _short(_required(texts.words(text)), length)


def _required(value: str) -> str:
    if not value:
        raise RefusedError(EMPTY)
    return value


def _short(value: str, length: int) -> str:
    if len(value) > length:
        raise RefusedError(f"太长了，最多 {length} 个字")
    return value


READERS: Final[dict[Field, Callable[[str], str | bool]]] = {
    Field.STUDENT_NO: student_no,
    Field.NAME: person_name,
    Field.ID_NUMBER: id_number,
    Field.ID_TYPE: id_type,
    Field.GENDER: gender,
    Field.COLLEGE: _words(College.name.type.length),
    Field.MAJOR: _words(Student.major.type.length),
    Field.CLASS_NAME: _words(Student.class_name.type.length),
    Field.LEVEL: _words(Student.level.type.length),
    Field.PHONE: phone,
    Field.EMAIL: email,
    Field.ATTENDED: attended,
}
