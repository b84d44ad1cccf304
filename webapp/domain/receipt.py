"""The receipt: a short number for a submission, printed as a QR for handing in the paper photo.

`000-4K7-QXM`: the submission's number, four letters that only we can compute from it, and a check letter, in
Crockford's base 32 (no I, L, O, U). Nobody gets from a student number, or from another receipt, to a receipt.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

import segno
from markupsafe import Markup
from stdnum import luhn

from webapp import current
from webapp.domain.errors import InvalidError
from webapp.language import translated
from webapp.models import Submission

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011")  # what people read instead
NUMBER_LENGTH = 4  # at least; a million submissions, then it grows
SEAL_LENGTH = 4  # one guess in a million is right
SHORTEST, LONGEST = NUMBER_LENGTH + SEAL_LENGTH + 1, 12  # with the check letter
GROUP = 3

WRONG = "回执编号不对，请对照回执上的编号再输一次。"


def receipt_number(submission: Submission) -> str:
    """The number of a submission's receipt; the same for as long as Settings.secret_key is."""
    number = _encode(submission.id).rjust(NUMBER_LENGTH, ALPHABET[0])
    body = number + _seal(submission.id)
    text = body + luhn.calc_check_digit(body, ALPHABET)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def submission_id_of(typed: str) -> int:
    """The id that a receipt stands for, as somebody typed or scanned it. Raises InvalidError: not ours."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(READ_AS)
    text = "".join(char for char in text if char in ALPHABET)
    if not SHORTEST <= len(text) <= LONGEST or not luhn.is_valid(text, ALPHABET):
        raise InvalidError(WRONG)
    number, seal = text[: -SEAL_LENGTH - 1], text[-SEAL_LENGTH - 1 : -1]
    found = _decode(number)
    if not hmac.compare_digest(seal, _seal(found)):
        raise InvalidError(WRONG)
    return found


def receipt_qr_svg(number: str) -> Markup:
    """The number as a QR in SVG, ready for a page; black on white in dark mode too, sized by CSS (.segno)."""
    code = segno.make_qr(number, error="m")
    title = translated("回执 {number}", number=number)
    return Markup(code.svg_inline(omitsize=True, border=4, light="#fff", title=title))  # noqa: S704 - made here


def _seal(submission_id: int) -> str:
    key = current.settings().secret_key.encode()
    digest = hmac.digest(key, f"receipt:{submission_id}".encode(), hashlib.sha256)
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:SEAL_LENGTH])


def _encode(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text


def _decode(text: str) -> int:
    number = 0
    for char in text:
        number = number * len(ALPHABET) + ALPHABET.index(char)
    return number
