"""What a student does with the whole submission: fill in the details, hand it in, take it back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import update

from webapp import clock, photocheck
from webapp.domain import (
    admission_photo,
    audit,
    claims,
    compared,
    deadlines,
    drafts,
    faces,
    intake,
    seen,
    transitions,
    uploads,
)
from webapp.domain.deadlines import Why
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError, StaleError
from webapp.extensions import db
from webapp.language import listed, marked, translated
from webapp.models import Branch, Kind, State, Student, Submission, Upload
from webapp.photocheck import BLOCKING_CODES, Report, Status
from webapp.storage import Damaged, NotFound

LONGEST_NOTE = 500  # characters
OLDEST_SHOT = timedelta(days=730)  # guards against a mistyped year; the notice sets no limit

KIND_NAMES = {
    Kind.ELECTRONIC: marked("电子照片"),
    Kind.PAPER: marked("纸质照片"),
    Kind.CODE: marked("图像采集码"),
}
BRANCH_NAME = marked("拍照的分社")
DAY_NAME = marked("拍照日期")
CONSENT_NAME = marked("是否同意人脸比对")
INCOMPLETE = marked("还差：{missing}。补齐之后再提交。")
NOTHING_YET = marked("你还没有上传过材料。")
WRONG_BRANCH = marked("请从列表里选择拍照的分社。")
SHOT_IN_FUTURE = marked("拍照日期不能晚于今天。")
SHOT_TOO_OLD = marked("拍照日期太早了，请检查年份。")
NOTE_TOO_LONG = marked("说明请控制在 500 字以内。")
NOTE_NEEDED = marked("照片还有检查没有通过。如果你确认照片没问题，请写一句说明，告诉老师哪里检查有误。")
OTHER_PERSON = marked(
    "纸质照片和电子照片看起来不是同一个人。请检查有没有传错；没有传错的话，请写一句说明再提交，由老师来看。"
)
FILE_LOST = marked("{name}在保存时出了问题，请重新上传一次。")
BLOCKED = marked("电子照片的文件不合格（格式、完整性、尺寸或颜色），不能提交。请按提示换成分社给的原始文件。")
CLAIMED = marked("老师正在审核这份材料，现在不能撤回。如果需要修改，请等审核结果，或联系学院老师。")
TOO_LATE_TO_WITHDRAW = marked(
    "提交时间已经截止，撤回之后就不能再提交了，所以不能撤回。需要修改请联系学院老师。"
)


class IncompleteError(InvalidError):
    """Something is still missing; `missing` names all of it in the student's words."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(INCOMPLETE, missing=listed(missing))
        self.missing = missing


class NoteNeededError(InvalidError):
    """Checks failed that may be mistaken: the student has to say so."""


def set_details(student: Student, branch_id: int, shot_on: date, face_consent: bool) -> Submission:
    """Note who took the photo and when, and whether a machine may compare the faces.

    Consent is the student's own choice (个人信息保护法 29); without it a person compares, and a comparison
    made earlier is forgotten. Raises InvalidError for a branch or day that cannot be, ClosedError.
    """
    if db.session.get(Branch, branch_id) is None:
        raise InvalidError(WRONG_BRANCH)
    require_plausible_shot(shot_on)
    values: dict[str, Any] = {"branch_id": branch_id, "shot_on": shot_on, "face_consent": face_consent}
    if not face_consent:
        values |= compared.columns({})
    submission = drafts.edit(student, **values)
    if not face_consent:
        faces.forget(submission)
    audit.record(
        audit.actor_name(student), "details.save", drafts.target(submission), face_consent=face_consent
    )
    db.session.commit()
    return submission


def require_plausible_shot(shot_on: date) -> None:
    """Raises InvalidError for a day on which the photo cannot have been taken."""
    if shot_on > clock.today():
        raise InvalidError(SHOT_IN_FUTURE)
    if shot_on < clock.today() - OLDEST_SHOT:
        raise InvalidError(SHOT_TOO_OLD)


def missing_parts(submission: Submission | None) -> tuple[str, ...]:
    """What still has to be handed in or filled in, in the student's words."""
    there = {upload.kind for upload in submission.uploads} if submission else set()
    missing = [name for kind, name in KIND_NAMES.items() if kind not in there]
    if submission is None or submission.branch_id is None:
        missing.append(BRANCH_NAME)
    if submission is None or submission.shot_on is None:
        missing.append(DAY_NAME)
    if submission is None or submission.face_consent is None:
        missing.append(CONSENT_NAME)
    return tuple(map(translated, missing))


def is_blocked(report: Report) -> bool:
    """Whether the file itself is not what the standard asks for, so that it cannot be handed in."""
    return any(
        finding.status is Status.FAIL and finding.code in BLOCKING_CODES for finding in report.findings
    )


def submit(student: Student, version: int, note: str = "") -> Submission:
    """Hand the submission in, as it was at `version`.

    Every file is read back and checked again; what was found then is stored. Raises IncompleteError,
    NoteNeededError, InvalidError (a file that cannot be handed in), ClosedError, StaleError.
    """
    submission = _own(student)
    deadlines.require_open(student, submission)
    if submission.version != version:
        raise StaleError(transitions.LOST_RACE)
    if missing := missing_parts(submission):
        raise IncompleteError(missing)
    files = {upload.kind: _read(upload) for upload in submission.uploads}
    reports = _check_again(submission, files)
    note = _require_note(note.strip(), reports)
    comparison = _compare(submission, files)
    if not note and comparison.get("paper", {}).get("verdict") == "different":
        raise NoteNeededError(OTHER_PERSON)
    transitions.change(
        submission,
        version,
        drafts.EDITABLE,
        state=State.SUBMITTED,
        submitted_at=clock.now(),
        note=note,
        **compared.columns(comparison),
        claimed_by_id=None,
        claimed_until=None,
    )
    faces.remember(submission, files[Kind.ELECTRONIC])
    verdicts = {kind.value: report.verdict.value for kind, report in reports.items()}
    audit.record(audit.actor_name(student), "submission.submit", drafts.target(submission), **verdicts)
    db.session.commit()
    faces.search(submission)
    return submission


def withdraw(student: Student, version: int) -> Submission:
    """Take a submission back to correct it, while nobody has begun to review and there is time to hand it in.

    One that had been returned goes back to returned, and keeps its grace. Raises ClosedError, StaleError.
    """
    submission = _own(student)
    now = clock.now()
    if seen.seen(submission, now).state is not State.SUBMITTED:
        raise StaleError(transitions.LOST_RACE)
    window = deadlines.window(student, submission)
    if window.why is Why.OLD_CAMPAIGN:
        raise ClosedError(window.words)
    if window.until <= now:
        raise ClosedError(TOO_LATE_TO_WITHDRAW)
    if claims.holder(submission, now) or seen.is_held_back(submission, now):
        raise ClosedError(CLAIMED)
    back_to = State.RETURNED if submission.return_reasons or submission.return_text else State.DRAFT
    transitions.change(
        submission, version, {State.SUBMITTED}, claims.free(now), state=back_to, submitted_at=None
    )
    audit.record(audit.actor_name(student), "submission.withdraw", drafts.target(submission))
    db.session.commit()
    return submission


def _own(student: Student) -> Submission:
    found = drafts.submission_of(student)
    if found is None:
        raise NotFoundError(NOTHING_YET)
    return found


def _read(upload: Upload) -> bytes:
    try:
        return uploads.read_upload(upload)
    except (NotFound, Damaged) as error:
        raise InvalidError(FILE_LOST, name=translated(KIND_NAMES[upload.kind])) from error


def _check_again(submission: Submission, files: dict[Kind, bytes]) -> dict[Kind, Report]:
    """Check every file once more. A report that changed is stored at once, so that the page shows it."""
    reports = {}
    for upload in submission.uploads:
        report = uploads.check_again(upload, files[upload.kind])
        reports[upload.kind] = report
        if report.to_dict() != upload.report:
            db.session.execute(
                update(Upload)
                .where(Upload.id == upload.id, Upload.storage_key == upload.storage_key)
                .values(uploads.report_columns(report))
            )
    db.session.commit()
    return reports


def _require_note(note: str, reports: dict[Kind, Report]) -> str:
    """The note, when these reports may be handed in with it. Raises InvalidError, NoteNeededError."""
    if len(note) > LONGEST_NOTE:
        raise InvalidError(NOTE_TOO_LONG)
    if any(is_blocked(report) for report in reports.values()):
        raise InvalidError(BLOCKED)
    if not note and any(report.verdict is Status.FAIL for report in reports.values()):
        raise NoteNeededError(NOTE_NEEDED)
    return note


def _compare(submission: Submission, files: dict[Kind, bytes]) -> dict[str, Any]:
    """The comparisons that the student consented to, by what the electronic photo was compared with."""
    if not submission.face_consent:
        return {}
    photo = files[Kind.ELECTRONIC]
    standard = intake.standard_for(submission.student.campaign)
    print_found = photocheck.compare_faces(files[Kind.PAPER], photo, same_shot=True, standard=standard)
    found = {"paper": asdict(print_found)}
    if admission := admission_photo.read(submission.student):
        admission_found = photocheck.compare_faces(admission, photo, same_shot=False, standard=standard)
        found["admission"] = asdict(admission_found)
    return found
