"""The record of what was done: filtered, from page to page, and as CSV."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.domain import audit, audit_reading
from webapp.domain.queries import audit_log, audit_words
from webapp.domain.queries.acts import COMMAND_LINE
from webapp.domain.queries.audit_log import AuditFilter
from webapp.pages.access import Permission, allow
from webapp.pages.admin.audit_forms import AuditSearch
from webapp.pages.admin.blueprint import blueprint, the_admin
from webapp.pages.typed_fields import number_or_none

NOBODY = "没有这个学号。"


@blueprint.get("/audit", endpoint="audit")
@allow(Permission.ADMIN)
def audit_page() -> ResponseReturnValue:
    """What was done, newest first. Looking for one student is itself written down."""
    form = _search(request.args)
    wanted = _wanted(form)
    before = number_or_none(request.args.get("before"))
    return render_template(
        "admin/audit.html",
        form=form,
        page=audit_reading.look(the_admin(), wanted, before) if not form.errors else None,
        before=before,
        kept=_kept(wanted),
        words=audit_words,
    ), 422 if form.errors else 200


@blueprint.post("/audit/export")
@allow(Permission.ADMIN)
def audit_csv() -> ResponseReturnValue:
    """The same events as a file."""
    form = _search(request.form)
    body = audit_reading.stream(the_admin(), _wanted(form))
    response = Response(stream_with_context(body), mimetype="text/csv")
    name = f"bupai-audit-{clock.local(clock.now()):%Y%m%d-%H%M}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _search(values: Any) -> AuditSearch:
    form = AuditSearch(values)
    form.offer([(audit.OPERATOR, COMMAND_LINE), *audit_log.staff_names()])
    form.validate()
    return form


def _wanted(form: AuditSearch) -> AuditFilter:
    number = form.student.data
    student = audit_log.student_with(number) if number else None
    if number and student is None:
        form.student.errors = [NOBODY]
    return AuditFilter(_offered(form.actor), _offered(form.action), student, form.day.data)


def _offered(field: Any) -> str:
    """The choice, when it is one of those that the page offers; "" for all."""
    values = {choice.value for choice in field.choices}
    return field.data if field.data in values else ""


def _kept(wanted: AuditFilter) -> dict[str, str]:
    """The filter as the address of a page says it."""
    values = {
        "actor": wanted.actor,
        "action": wanted.action,
        "student": wanted.student.student_no if wanted.student else "",
        "day": wanted.day.isoformat() if wanted.day else "",
    }
    return {name: value for name, value in values.items() if value}
