"""From the bytes a student sends to what is kept of them, with a report in one shape for all three kinds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from PIL import Image

from webapp.domain import standard_limits
from webapp.domain.errors import InvalidError
from webapp.language import marked
from webapp.models import Campaign, Kind
from webapp.photocheck import STANDARD, Allowed, Finding, Fixer, Report, Standard, Status, check_photo
from webapp.photocheck.faces import find_faces
from webapp.photocheck.pictures import PictureError, open_picture, reencode
from webapp.photocheck.qr import MAX_CODE_SIDE, read_code

# Codes of the findings; a check that passed stands under the code of what did not go wrong.
PAPER_NO_FACE = "paper_no_face"
PAPER_MANY_FACES = "paper_many_faces"
CODE_NOT_FOUND = "code_not_found"
CODE_USED = "code_used"

SURE_OF_ANOTHER = 0.7  # score, 0 to 1: a pattern on the table is now and then taken for a second face
CODE_QUALITY = 92  # JPEG: the edges of a dense code must stay sharp

NOTHING_SENT = marked("这个文件是空的，请重新选择。")
UNREADABLE = {
    "empty": NOTHING_SENT,
    "too_large": marked("文件太大了，请选一张普通的照片（20 MB 以内）。"),
    "not_a_picture": marked("这不是能打开的图片。请选手机相册里的照片（JPG、PNG、HEIC 都可以）。"),
    "too_many_pixels": marked("图片的像素太多，打不开。请用普通模式重新拍一张。"),
    "damaged": marked("图片损坏，打不开。请重新拍一张，或从原来的地方再存一次。"),
}
CODE_PROBLEMS = {
    "no_code": marked(
        "没有从这张图里读到采集码。请回到学信网，长按采集码保存图片再传；用截图的话，请把整个码截完整、不要缩小。"
    ),
    "many_codes": marked("这张图里有好几个不同的二维码，分不清哪个是你的采集码。请只留下采集码再传一次。"),
}


@dataclass(frozen=True)
class Intake:
    """What is kept of an upload.

    data: the bytes to store. report: what the check says. code_digest: SHA-256 (hexadecimal) of the
    collection code's payload, None for the other kinds.
    """

    data: bytes
    report: Report
    code_digest: str | None = None


def standard_for(campaign: Campaign | None) -> Standard:
    """The national standard with the limits that this campaign, if there is one, sets otherwise."""
    return STANDARD.with_overrides(standard_limits.in_force(campaign)) if campaign else STANDARD


def take_in(kind: Kind, data: bytes, standard: Standard) -> Intake:
    """Check what was sent, and bring it into the form in which it is kept.

    The electronic photo is the branch's own file (notice, 四.2): its bytes are kept as they came, whatever
    the check says. Pictures of the paper photo and of the code are written anew, without metadata.
    Raises InvalidError, with what to do, for what cannot be used at all.
    """
    if not data:
        raise InvalidError(NOTHING_SENT)
    if kind is Kind.ELECTRONIC:
        return Intake(data, check_photo(data, standard))
    return _paper(data, standard) if kind is Kind.PAPER else _code(data, standard)


def can_be_shown(report: Report) -> bool:
    """Whether the checker could read the picture, so that a preview of it can be made."""
    found = {finding.code: finding.status for finding in report.findings}
    return found.get("single_face") is not Status.SKIPPED and found.get("integrity") is not Status.FAIL


def check_paper(picture: Image.Image, standard: Standard) -> Report:
    """Whether a picture of the paper photo shows exactly one face."""
    faces, _turn = find_faces(np.asarray(picture))
    count = sum(index == 0 or face.score >= SURE_OF_ANOTHER for index, face in enumerate(faces))
    code = PAPER_MANY_FACES if count > 1 else PAPER_NO_FACE
    status = Status.PASS if count == 1 else Status.FAIL
    finding = Finding(code, status, float(count), Allowed(1, 1), fixer=Fixer.STUDENT)
    return Report((finding,), standard.version)


def check_code(is_new: bool, standard: Standard) -> Report:
    """The report of a code that was read; `is_new`: nobody else has handed in the same."""
    used = Status.PASS if is_new else Status.FAIL
    found = Finding(CODE_NOT_FOUND, Status.PASS, fixer=Fixer.STUDENT)
    return Report((found, Finding(CODE_USED, used, fixer=Fixer.STUDENT)), standard.version)


def _paper(data: bytes, standard: Standard) -> Intake:
    picture = _open(data)
    return Intake(reencode(picture), check_paper(picture, standard))


def _code(data: bytes, standard: Standard) -> Intake:
    reading = read_code(data)
    if reading.payload is None:
        raise InvalidError(CODE_PROBLEMS.get(reading.problem) or UNREADABLE[reading.problem])
    picture = open_picture(data, max_side=MAX_CODE_SIDE)
    kept = reencode(picture, max_side=MAX_CODE_SIDE, quality=CODE_QUALITY)
    digest = hashlib.sha256(reading.payload).hexdigest()
    return Intake(kept, check_code(True, standard), digest)


def _open(data: bytes) -> Image.Image:
    try:
        return open_picture(data)
    except PictureError as error:
        raise InvalidError(UNREADABLE[error.token]) from error
