"""A student's own pages: what is left to do, the three files, the details, handing in."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import current
from webapp.domain import deadlines, drafts, intake, return_reasons, submissions, uploads
from webapp.domain.errors import InvalidError, NotFoundError, StaleError
from webapp.domain.queries import chsi, notice, own_session, sessions, student_home, timeline
from webapp.domain.submissions import NoteNeededError
from webapp.domain.transitions import LOST_RACE
from webapp.extensions import limiter
from webapp.language import marked, translated
from webapp.models import Kind, Student, Upload
from webapp.models.base import Json
from webapp.pages import preview
from webapp.pages.access import Permission, allow
from webapp.pages.student.forms import (
    NO,
    YES,
    DetailsForm,
    SubmitForm,
    UploadForm,
    VersionForm,
)
from webapp.photocheck import Report
from webapp.photocheck.sniff import content_kind
from webapp.storage import StorageError

blueprint = Blueprint("student", __name__)

CONSENT = {True: YES, False: NO, None: None}
NOT_STORED = marked("文件没有存上，是系统的问题，不是你的。请过几分钟再传一次；之前传好的都还在。")


def _account() -> str:
    """Whose uploads are counted together."""
    return str(current_user.get_id())


@blueprint.get("/me")
@allow(Permission.STUDENT)
def home() -> ResponseReturnValue:
    """What is left to do."""
    student = _student()
    home = student_home.home_of(student)
    reasons = return_reasons.described(home.known.return_reasons) if home.known else []
    days = sessions.by_day(notice.sessions_for(student))
    return render_template(
        "student/home.html",
        home=home,
        reasons=reasons,
        session_days=days,
        own_session=own_session.own_session_of(student),
        timeline=timeline.timeline_of(home),
        asks_first=chsi.asks_first(student, home.submission),
        on_chsi=chsi.answer_of(student),
        branch_contact=_branch_contact(student) if student.attended else {},
    )


@blueprint.route("/me/upload/<kind>", methods=["GET", "POST"])
@limiter.limit(lambda: current.settings().upload_limit, key_func=_account, methods=["POST"])
@allow(Permission.STUDENT)
def upload(kind: str) -> ResponseReturnValue:
    """One of the three files: choose it, see at once what the check says, replace it."""
    wanted, student, form = _kind(kind), _student(), UploadForm()
    if not form.is_submitted():
        return _upload_page(wanted, form)
    deadlines.require_open(student, drafts.submission_of(student))
    if not form.validate():
        return _upload_page(wanted, form), 422
    try:
        uploads.save_upload(student, wanted, form.file.content)
    except InvalidError as error:
        form.file.errors = [error.message]
        return _upload_page(wanted, form), 422
    except StorageError:
        form.file.errors = [translated(NOT_STORED)]
        return _upload_page(wanted, form), 503
    return redirect(url_for("student.upload", kind=kind))


@blueprint.get("/me/files/<kind>")
@allow(Permission.STUDENT)
def own_file(kind: str) -> ResponseReturnValue:
    """The student's own file as it is stored; with ?preview a small picture of it for pages, with
    ?preview&alone of the code in it and nothing else, to be scanned off the screen.

    One that the store lost or holds damaged is never shown: the page asks for it again.
    """
    found = _own_upload(_kind(kind))
    if found is None:
        abort(404)
    data = uploads.read_intact(found)
    if data is None:
        raise NotFoundError(submissions.FILE_LOST, name=translated(submissions.KIND_NAMES[found.kind]))
    if "preview" not in request.args:
        return _file_answer(found, data, is_preview=False)
    is_alone = "alone" in request.args and found.kind is Kind.CODE
    shown = preview.code_alone(data) if is_alone else preview.preview_of(data)
    if shown is None:
        abort(404)
    return _file_answer(found, shown, is_preview=True)


@blueprint.route("/me/details", methods=["GET", "POST"])
@allow(Permission.STUDENT)
def details() -> ResponseReturnValue:
    """Which branch took the photo, when, and whether a machine may compare the faces."""
    student = _student()
    submission = drafts.submission_of(student)
    form = DetailsForm(obj=submission)
    if not form.is_submitted():
        given = submission.face_consent if submission else None
        form.face_consent.data = CONSENT[given]
        return _details_page(form)
    deadlines.require_open(student, submission)
    if not form.validate():
        return _details_page(form), 422
    try:
        agreed = form.face_consent.data == YES
        submissions.set_details(student, form.branch_id.data, form.shot_on.data, agreed)
    except InvalidError as error:
        form.branch_id.errors = [error.message]
        return _details_page(form), 422
    flash(translated("拍照信息已保存。"), "success")
    return redirect(url_for("student.home"))


@blueprint.route("/me/submit", methods=["GET", "POST"])
@allow(Permission.STUDENT)
def submit() -> ResponseReturnValue:
    """Check everything once more, and hand it in."""
    student = _student()
    form = SubmitForm()
    if not form.is_submitted():
        return _submit_page(form)
    if not form.validate():
        return _submit_page(form), 422
    try:
        submissions.submit(student, form.version.data, form.note.data or "")
    except NoteNeededError as error:
        form.note.errors = [error.message]
        return _submit_page(form), 422
    except InvalidError as error:
        form.form_errors.append(error.message)
        return _submit_page(form), 422
    flash(translated("提交成功，等老师审核就可以了。"), "success")
    return redirect(url_for("student.home"))


@blueprint.post("/me/withdraw")
@allow(Permission.STUDENT)
def withdraw() -> ResponseReturnValue:
    """Take the submission back to correct it."""
    form = VersionForm()
    if not form.validate():
        raise StaleError(LOST_RACE)
    submissions.withdraw(_student(), form.version.data)
    flash(translated("已撤回。改好以后记得重新提交。"), "warning")
    return redirect(url_for("student.home"))


def _student() -> Student:
    return cast(Student, current_user)


def _branch_contact(student: Student) -> Json:
    """Who is asked when CHSI shows no photo of the campus session."""
    found: Json = notice.document(student.campaign, notice.CAMPAIGN).get("branch_contact", {})
    return found


def _kind(name: str) -> Kind:
    """The kind of file that a URL names; 404 for anything else."""
    try:
        return Kind(name)
    except ValueError:
        abort(404)


def _own_upload(kind: Kind) -> Upload | None:
    return uploads.upload_by(_student(), kind)


def _upload_page(kind: Kind, form: UploadForm) -> str:
    found = _own_upload(kind)
    report = Report.from_dict(found.report) if found else None
    is_lost = found is not None and uploads.read_intact(found) is None
    return render_template(
        "student/upload.html",
        kind=kind,
        form=form,
        home=student_home.home_of(_student()),
        upload=found,
        report=report,
        standard=intake.standard_for(_student().campaign),
        is_lost=is_lost,
        can_show=report is not None and not is_lost and intake.can_be_shown(report),
    )


def _details_page(form: DetailsForm) -> str:
    return render_template("student/details.html", form=form, home=student_home.home_of(_student()))


def _submit_page(form: SubmitForm) -> str:
    home = student_home.home_of(_student())
    reports = {}
    if home.submission:
        form.version.data = home.submission.version
        reports = {found.kind: Report.from_dict(found.report) for found in home.submission.uploads}
    return render_template(
        "student/submit.html",
        form=form,
        home=home,
        reports=reports,
        shown={kind for kind, report in reports.items() if intake.can_be_shown(report)},
        needs_note=home.submission is not None and student_home.has_failures(home.submission),
        missing=submissions.missing_parts(home.submission),
    )


def _file_answer(found: Upload, data: bytes, is_preview: bool) -> ResponseReturnValue:
    """The bytes with headers that keep them out of caches, and keep browsers from guessing."""
    is_jpeg = is_preview or content_kind(data) == "jpeg"
    answer = make_response(data)
    answer.mimetype = "image/jpeg" if is_jpeg else "application/octet-stream"
    where = "inline" if is_preview else "attachment"
    answer.headers["Content-Disposition"] = (
        f'{where}; filename="{found.kind.value}.{"jpg" if is_jpeg else "bin"}"'
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
