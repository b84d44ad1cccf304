"""Cells brought to one form: spaces, full-width letters and what spreadsheet programs wrap round a value."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from webapp.domain import typed
from webapp.domain.roster.problems import RefusedError

PRIVATE_CHARACTER = "姓名里有自造字，手机上可能显示不出来，请核对"
OTHER_DOT = "姓名里的间隔号不是“·”，按原样保留"
LOST_CHARACTER = "里有「{char}」，多半是生僻字在保存时丢了。请把名册存为 .xlsx 或 UTF-8 的 .csv，再补上这个字"
SCIENTIFIC = "是科学计数法（{text}），后面的位数已经丢了。请把这一列设为“文本”格式，再重新填写"

_PLAIN = re.compile(r"[0-9A-Za-z]+(@[0-9A-Za-z.]+)?")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d{1,2}", re.IGNORECASE)
_WRAPPED = re.compile(r'="(.*)"')
_FLOAT = re.compile(r"(\d+)\.0")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_LOST = "?？\ufffd□■〓*＊"
_OTHER_DOTS = "•・‧∙⋅．"
_PUNCTUATION = " ·.-'’" + _OTHER_DOTS
_NAME_ALSO = "〇々" + _PUNCTUATION


def code(text: str) -> str:
    """A number or other code: half-width, without spaces, apostrophe in front, `="…"` or `.0`.

    Raises RefusedError when a spreadsheet program has already cut it to '4.2E+17'.
    """
    if _PLAIN.fullmatch(text):
        return text  # what nearly every cell holds
    plain = typed.account(text)
    wrapped = _WRAPPED.fullmatch(plain)
    plain = wrapped[1] if wrapped else plain.lstrip("'‘’`")
    if _SCIENTIFIC.fullmatch(plain):
        raise RefusedError(SCIENTIFIC.format(text=plain))
    whole = _FLOAT.fullmatch(plain)
    return whole[1] if whole else plain


@lru_cache(maxsize=10_000)  # colleges, majors and classes come back on every row
def words(text: str) -> str:
    """Words such as a college's name: no invisible character, half-width letters and digits, single spaces.

    Between Chinese characters there are no spaces at all; brackets stay as printed.
    """
    visible = "".join(char for char in text.replace("\u3000", " ") if _is_visible(char)).translate(_WIDE)
    single = " ".join(visible.split())
    return re.sub(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])", "", single)


def name(text: str) -> str:
    """A person's name as printed, rare characters and middle dots included; only spaces are tidied.

    Raises RefusedError for a name with digits, or with the '?' that a lost character leaves behind.
    """
    tidy = words(text)
    for char in tidy:
        if char in _LOST:
            raise RefusedError(LOST_CHARACTER.format(char=char))
        if not (_is_letter(char) or char in _NAME_ALSO):
            raise RefusedError(f"里有「{char}」，不像姓名，请核对")
    return tidy


def name_doubts(tidy: str) -> tuple[str, ...]:
    """What a person should look at again in a name."""
    doubts = [PRIVATE_CHARACTER] if any(unicodedata.category(char) == "Co" for char in tidy) else []
    if any(char in _OTHER_DOTS for char in tidy):
        doubts.append(OTHER_DOT)
    return tuple(doubts)


def _is_visible(char: str) -> bool:
    """Zero-width characters and variation selectors come along from web pages and cannot be typed again."""
    if unicodedata.category(char) in ("Cf", "Cc") and char not in "\t\n\r":
        return False
    return not ("\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef")


def _is_letter(char: str) -> bool:
    """Letters of any script. Han characters newer than this Python's tables count too, as do private ones."""
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind == "Co" or (kind == "Cn" and "\U00020000" <= char <= "\U0003ffff")
