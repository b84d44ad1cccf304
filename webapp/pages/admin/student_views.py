"""Figures by college, the list of students, and one student."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.domain import accounts, deadlines, drafts, students
from webapp.domain.errors import InvalidError
from webapp.domain.queries import progress
from webapp.domain.queries import students as queries
from webapp.domain.queries.keyset import Place
from webapp.domain.queries.students import STANDING_NAMES, Standing, StudentFilter
from webapp.models import Student
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, the_admin, the_campaign
from webapp.pages.admin.forms import Extension, StudentSearch
from webapp.pages.typed_fields import number_or_none


@blueprint.get("/")
@allow(Permission.ADMIN)
def dashboard() -> ResponseReturnValue:
    """Who is where, by college."""
    campaign = the_campaign()
    lines = progress.by_college(campaign)
    window = deadlines.campaign_window(campaign)
    return render_template(
        "admin/dashboard.html",
        campaign=campaign,
        lines=lines,
        total=progress.total(lines),
        window=window,
        days_left=window.days_left(clock.now()),
    )


@blueprint.get("/students", endpoint="students")
@allow(Permission.ADMIN)
def student_list() -> ResponseReturnValue:
    """Students by 学号, name, college and standing."""
    form = StudentSearch(request.args)
    form.offer_colleges(queries.colleges_of(the_admin()))
    place = Place(number_or_none(request.args.get("after")), number_or_none(request.args.get("before")))
    page = queries.search(the_admin(), the_campaign(), _wanted(form), place)
    kept = {field.name: field.data for field in form if field.data}
    return render_template(
        "admin/students.html", form=form, page=page, kept=kept, standing_names=STANDING_NAMES
    )


@blueprint.get("/students/<int:student_id>")
@allow(Permission.ADMIN)
def student(student_id: int) -> ResponseReturnValue:
    """One student: where they stand, and what can be done for them."""
    found = students.find(the_admin(), student_id)
    students.record_look(the_admin(), found)
    return _student_page(found, Extension(formdata=None))


@blueprint.post("/students/<int:student_id>/extend")
@allow(Permission.ADMIN)
def extend(student_id: int) -> ResponseReturnValue:
    """More time, with a reason."""
    found = students.find(the_admin(), student_id)
    form = Extension()
    if not form.validate_on_submit():
        return _student_page(found, form), 422
    try:
        students.extend_deadline(the_admin(), found, form.last_day.data, form.reason.data)
    except InvalidError as error:
        form.form_errors.append(error.message)
        return _student_page(found, form), 422
    flash(f"{found.name} 可以提交到 {form.last_day.data:%Y-%m-%d} 当天结束。", "success")
    return redirect(url_for("admin.student", student_id=student_id))


@blueprint.post("/students/<int:student_id>/reset-password")
@allow(Permission.ADMIN)
def reset_password(student_id: int) -> ResponseReturnValue:
    """Let the student set a password anew."""
    found = students.find(the_admin(), student_id)
    accounts.reset_password(the_admin(), found)
    flash(f"{found.name} 的密码已清除，请同学从“第一次使用”重新设置。", "success")
    return redirect(url_for("admin.student", student_id=student_id))


def _wanted(form: Any) -> StudentFilter:
    known = set(Standing)
    return StudentFilter(
        text=(form.text.data or "")[:80],
        college_id=number_or_none(form.college.data),
        standing=Standing(form.standing.data) if form.standing.data in known else None,
    )


def _student_page(found: Student, form: Extension) -> str:
    submission = drafts.submission_of(found)
    standing = queries.standing_of(found.attended, submission.state if submission else None)
    return render_template(
        "admin/student.html",
        student=found,
        submission=submission,
        standing=STANDING_NAMES[standing],
        window=deadlines.window(found, submission),
        extensions=students.extensions_of(found),
        form=form,
    )
