"""The roll call: ticked on a phone one by one, or all at once without a script; on paper; its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from webapp import clock
from webapp.domain.errors import DomainError, InvalidError, StaleError
from webapp.domain.queries import roll_call, roll_marks, roll_plan
from webapp.domain.queries.roll_call import RollFilter
from webapp.domain.roll_call import closing, leading, marks
from webapp.models import CampusSession
from webapp.pages.access import Permission, allow
from webapp.pages.roll_call.blueprint import blueprint, is_admin, the_leader, the_session
from webapp.pages.roll_call.forms import CloseForm, ReopenForm, Search, Tick
from webapp.pages.row_number import LARGEST


@blueprint.get("/", endpoint="sessions")
@allow(Permission.LEADER)
def session_list() -> ResponseReturnValue:
    """The sessions to call, each against its plan; for an admin all, and what matches nobody."""
    campaign, led = leading.the_campaign(), leading.led_by(the_leader())
    if led is not None and len(led) == 1:
        return redirect(url_for("roll_call.roll", session_id=next(iter(led))))
    found = roll_plan.overview(campaign, led)
    return render_template(
        "roll_call/sessions.html", campaign=campaign, found=found, is_admin=is_admin(), today=clock.today()
    )


@blueprint.get("/<int:session_id>")
@allow(Permission.LEADER)
def roll(session_id: int) -> ResponseReturnValue:
    """The list to tick; after the end, who was missing."""
    session = the_session(session_id)
    page = _roll_page(session, ReopenForm(formdata=None))
    leading.record_look(the_leader(), session, "list")  # its commit forgets what was read: hence last
    return page


@blueprint.post("/<int:session_id>/tick")
@allow(Permission.LEADER)
def tick(session_id: int) -> ResponseReturnValue:
    """One tick, or one taken back, from the script of the page; it may come late or twice."""
    session, form = the_session(session_id), Tick()
    if not form.validate():
        abort(422)
    at = clock.now() - timedelta(milliseconds=form.age.data or 0)
    standing = marks.mark(the_leader(), session, {form.student.data: form.present.data}, at)
    return jsonify(marks=standing)


@blueprint.get("/<int:session_id>/marks")
@allow(Permission.LEADER)
def standing(session_id: int) -> ResponseReturnValue:
    """How everybody stands whom somebody ticked: what other leaders did meanwhile."""
    session = the_session(session_id)
    is_closed = roll_marks.closing_of(session) is not None
    return jsonify(marks=roll_marks.marks_of(session), closed=is_closed, token=generate_csrf())


@blueprint.post("/<int:session_id>/save")
@allow(Permission.LEADER)
def save(session_id: int) -> ResponseReturnValue:
    """All ticks of a page without its script: only what was changed on it is written."""
    session = the_session(session_id)
    shown, before, now = _numbers("shown"), _numbers("before"), _numbers("present")
    changed = {student: student in now for student in shown if (student in now) != (student in before)}
    if changed:
        marks.mark(the_leader(), session, changed)
    flash(f"已保存 {len(changed)} 处改动。" if changed else "没有改动。", "success")
    asked: Any = {name: value for name, value in request.args.items() if name in ("major", "text")}
    return redirect(url_for("roll_call.roll", session_id=session_id, **asked))


@blueprint.route("/<int:session_id>/close", methods=["GET", "POST"])
@allow(Permission.LEADER)
def close(session_id: int) -> ResponseReturnValue:
    """Say how many are missing, ask once more, and end it."""
    session, form = the_session(session_id), CloseForm()
    problem = ""
    if form.validate_on_submit():
        try:
            closing.close(the_leader(), session, form.missing.data)
        except (InvalidError, StaleError) as error:
            problem = error.message
        else:
            flash("点名结束了，名册已经更新。没到的同学现在能看到要自己补拍。", "success")
            return redirect(url_for("roll_call.roll", session_id=session_id))
    if roll_marks.closing_of(session):
        return redirect(url_for("roll_call.roll", session_id=session_id))
    found = roll_call.roll_of(session, most=None)
    page = render_template("roll_call/close.html", roll=found, session=session, problem=problem)
    return page, 409 if problem else 200


@blueprint.post("/<int:session_id>/reopen")
@allow(Permission.ADMIN)
def reopen(session_id: int) -> ResponseReturnValue:
    """Take the end back, with a reason."""
    session, form = the_session(session_id), ReopenForm()
    if not form.validate_on_submit():
        return _roll_page(session, form), 422
    try:
        closing.reopen(the_leader(), session, form.reason.data)
    except DomainError as error:
        flash(error.message, "warning")
    else:
        flash("点名重新打开了。改好以后要再结束一次，名册才会更新。", "success")
    return redirect(url_for("roll_call.roll", session_id=session_id))


@blueprint.get("/<int:session_id>/print")
@allow(Permission.LEADER)
def printed(session_id: int) -> ResponseReturnValue:
    """The list on paper: names, 学号 and boxes to tick, and no ID number."""
    session = the_session(session_id)
    found = roll_call.roll_of(session, most=None)
    page = render_template("roll_call/print.html", roll=found, session=session, now=clock.now())
    leading.record_look(the_leader(), session, "print")
    return page


def _roll_page(session: CampusSession, form: Any) -> str:
    search, wanted = Search(request.args), RollFilter()
    if search.validate():
        wanted = RollFilter(search.major.data or "", search.text.data or "")
    found = roll_call.roll_of(session, wanted)
    return render_template(
        "roll_call/roll.html",
        session=session,
        roll=found,
        wanted=wanted,
        search=search,
        form=form,
        history=roll_marks.history_of(session),
        is_admin=is_admin(),
        is_today=session.day == clock.today(),
        owner=the_leader().id,
    )


def _numbers(name: str) -> set[int]:
    """Row numbers from a form: one field for each, or one field with all of them."""
    words = " ".join(request.form.getlist(name)).split()
    if not all(word.isdecimal() and int(word) <= LARGEST for word in words):
        abort(422)
    return {int(word) for word in words}
