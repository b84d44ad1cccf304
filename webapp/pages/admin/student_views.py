"""The list of students, and one student."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import accounts, deadlines, drafts, students
from webapp.domain.errors import InvalidError
from webapp.domain.queries import students as queries
from webapp.domain.queries.figure_words import failure_words, reason_words
from webapp.domain.queries.keyset import Place
from webapp.domain.queries.students import STANDING_NAMES, Standing, StudentFilter
from webapp.models import Campaign, Role, Student
from webapp.pages import shown
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import blueprint, chosen_campaign, the_admin
from webapp.pages.admin.forms import Extension, StudentSearch
from webapp.pages.typed_fields import number_or_none

CODE = re.compile(r"[a-z_]{1,40}")


@blueprint.get("/students", endpoint="students")
@allow(Permission.REVIEWER)
def student_list() -> ResponseReturnValue:
    """Students by 学号, name, college and standing, or those behind a figure; a reviewer's own colleges'.

    Of the class that runs, or of an earlier one when the address names it.
    """
    campaign = chosen_campaign()
    form = StudentSearch(request.args)
    form.offer_colleges(queries.colleges_of(the_admin()))
    wanted = _wanted(form)
    place = Place(number_or_none(request.args.get("after")), number_or_none(request.args.get("before")))
    behind = _behind(wanted)
    if not campaign.is_active:
        behind["campaign"] = str(campaign.class_year)
    return render_template(
        "admin/students.html",
        form=form,
        page=queries.search(the_admin(), campaign, wanted, place),
        kept={field.name: field.data for field in form if field.data} | behind,
        behind=behind,
        figure=_figure(wanted, campaign),
        standing_names=STANDING_NAMES,
        is_admin=the_admin().role is Role.ADMIN,
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
    asked, known = request.args, set(Standing)
    return StudentFilter(
        text=(form.text.data or "")[:80],
        college_id=number_or_none(form.college.data),
        standing=Standing(form.standing.data) if form.standing.data in known else None,
        finding=_code(asked.get("finding")),
        reason=_code(asked.get("reason")),
        submitted_on=_day(asked.get("submitted_on")),
        approved_on=_day(asked.get("approved_on")),
    )


def _behind(wanted: StudentFilter) -> dict[str, str]:
    """What a figure narrows the list by, as its address says it."""
    names = ("finding", "reason", "submitted_on", "approved_on")
    return {name: str(value) for name in names if (value := getattr(wanted, name))}


def _figure(wanted: StudentFilter, campaign: Campaign) -> str:
    """The same in words, and the class when it is not the one that runs; "" for nothing."""
    words = [] if campaign.is_active else [f"{campaign.class_year} 届"]
    if wanted.finding:
        words.append(f"{failure_words(wanted.finding)}没有通过检查")
    if wanted.reason:
        words.append(f"退回原因：{reason_words(wanted.reason)}")
    if wanted.submitted_on:
        words.append(f"{shown.day(wanted.submitted_on)}提交")
    if wanted.approved_on:
        words.append(f"{shown.day(wanted.approved_on)}通过")
    return "，".join(words)


def _code(text: str | None) -> str:
    """A code of a finding or reason; "" for anything else."""
    return text if text and CODE.fullmatch(text) else ""


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


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
