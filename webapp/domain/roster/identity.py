"""ID numbers: of residents, with their check digit (GB 11643), and passports of students from abroad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from webapp import clock
from webapp.domain.roster.problems import RefusedError
from webapp.models import IdType

RESIDENT_LENGTH = 18
OLD_LENGTH = 15  # numbers of the first generation, not valid since 2013
YOUNGEST, OLDEST = 14, 90  # years; a graduate is somewhere between
ADD_TYPE = "如果是护照，请加一列「证件类型」并填「护照」"

_RESIDENT = re.compile(r"\d{17}[\dX]")
_PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,20}")
_PASSPORT_FORM = re.compile(r"[A-Z]{1,3}\d{5,9}[A-Z]?")
_PASSPORT_WORDS = ("护照", "通行证", "回乡证", "台胞证")
_RESIDENT_WORDS = ("身份证", "居住证")  # 港澳台居民居住证 has a number of the same make
_EITHER_WORD = "永久居留"  # 18 digits since 2023, 15 characters before
REGION_UNKNOWN = "证件号码前 6 位不在行政区划代码表里，请核对"
GENDER_DIFFERS = "性别和身份证号对不上，请核对"


@dataclass(frozen=True)
class Identity:
    """A document that may be right. `doubts`: what a person should look at again."""

    id_type: IdType
    number: str
    doubts: tuple[str, ...] = ()


def identity(number: str, type_words: str) -> Identity:
    """The document behind a cleaned number and the words of the column 证件类型 ("" when it is not there).

    Raises RefusedError, which never repeats the number.
    """
    number = number.upper()
    if _id_type(number, type_words) is IdType.PASSPORT:
        if not _PASSPORT.fullmatch(number):
            raise RefusedError("不像护照号，应是 5 到 20 位字母和数字")
        return Identity(IdType.PASSPORT, number)
    _require_resident(number)
    known = _is_known_region(number[:6], number[6:10])
    return Identity(IdType.RESIDENT, number, () if known else (REGION_UNKNOWN,))


def gender_of(identity: Identity) -> str:
    """The gender that a resident's number tells: odd order code 男, even 女. "" for a passport."""
    if identity.id_type is IdType.PASSPORT:
        return ""
    return "男" if int(identity.number[16]) % 2 else "女"


def _id_type(number: str, words: str) -> IdType:
    if words and _EITHER_WORD not in words:
        if any(word in words for word in _PASSPORT_WORDS):
            return IdType.PASSPORT
        if any(word in words for word in _RESIDENT_WORDS):
            return IdType.RESIDENT
        raise RefusedError(f"不认识证件类型「{words:.20}」，可以填：居民身份证、护照")
    if words and not _RESIDENT.fullmatch(number):
        return IdType.PASSPORT
    return IdType.PASSPORT if _PASSPORT_FORM.fullmatch(number) else IdType.RESIDENT


def _require_resident(number: str) -> None:
    if len(number) == OLD_LENGTH and number.isdecimal():
        raise RefusedError("是 15 位的旧身份证号，请填 18 位的")
    if len(number) != RESIDENT_LENGTH:
        raise RefusedError(f"身份证号应是 18 位，这里是 {len(number)} 位。{ADD_TYPE}")
    if not _RESIDENT.fullmatch(number):
        raise RefusedError(f"身份证号应是 17 位数字，加 1 位数字或 X。{ADD_TYPE}")
    if ric.calc_check_digit(number) != number[-1]:
        lost = (
            "末尾是 000，多半是 Excel 丢了后几位：请把这一列设为“文本”再重新填写"
            if number.endswith("000")
            else ""
        )
        raise RefusedError(f"身份证号的校验码不对，{lost or '有一位写错了，请对照证件核对'}")
    try:
        born = ric.get_birth_date(number)
    except ValidationError:
        raise RefusedError("身份证号里的出生日期不存在，请对照证件核对") from None
    if not YOUNGEST <= clock.today().year - born.year <= OLDEST:
        raise RefusedError(f"身份证号里的出生年份是 {born.year} 年，请对照证件核对")


@cache
def _is_known_region(code: str, year: str) -> bool:
    """Whether a region code was in use in a year; residents of Hong Kong, Macau and Taiwan have 81 to 83."""
    if code.startswith(("81", "82", "83", "9")):
        return True
    try:
        ric.get_birth_place(f"{code}{year}0101")
    except ValidationError:
        return False
    return True
