"""Reminding, and the log of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.chasing import reminding
from webapp.domain.chasing.reminding import Outcome
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.queries import reminders
from webapp.domain.queries.keyset import Mark, Place
from webapp.extensions import db
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import the_campaign
from webapp.pages.chase.blueprint import blueprint
from webapp.pages.chase.forms import ChaseSearch, Copied, kept
from webapp.pages.review.blueprint import the_reviewer


@blueprint.post("/copied")
@allow(Permission.REVIEWER)
def copied() -> ResponseReturnValue:
    """The text was copied for a group: write down whom it names."""
    wanted = ChaseSearch(request.form).wanted()
    try:
        count = reminding.note_text(the_reviewer(), the_campaign(), wanted, Copied().numbers())
        flash(f"记下了：用群消息提醒了 {count} 位同学。", "success")
    except InvalidError as error:
        flash(error.message, "warning")
    return redirect(url_for("chase.names", **kept(wanted)))


@blueprint.post("/mail")
@allow(Permission.REVIEWER)
def mail() -> ResponseReturnValue:
    """Mail to all of them whom mail can reach."""
    wanted = ChaseSearch(request.form).wanted()
    try:
        outcome = reminding.send_mail(the_reviewer(), the_campaign(), wanted)
        flash(_words(outcome), "success" if outcome.queued else "warning")
    except (InvalidError, StaleError) as error:
        db.session.rollback()
        flash(error.message, "warning")
    return redirect(url_for("chase.names", **kept(wanted)))


@blueprint.get("/log")
@allow(Permission.REVIEWER)
def log() -> ResponseReturnValue:
    """Who was reminded when, by whom, how."""
    place = Place(Mark.read(request.args.get("after")), Mark.read(request.args.get("before")))
    page = reminders.log(the_reviewer(), the_campaign(), place)
    return render_template("chase/log.html", page=page)


@blueprint.get("/log/<int:reminder_id>")
@allow(Permission.REVIEWER)
def reminder(reminder_id: int) -> ResponseReturnValue:
    """One reminder: whom it named, and who has done it since."""
    entry = reminders.one(the_reviewer(), reminder_id)
    return render_template("chase/reminder.html", entry=entry, told=reminders.told(entry.reminder))


def _words(outcome: Outcome) -> str:
    words = [f"给 {outcome.queued} 位同学排了邮件，几分钟内发出" if outcome.queued else "没有发邮件"]
    if outcome.already:
        words.append(f"{outcome.already} 位今天已经收到过提醒")
    if outcome.too_late:
        words.append(f"{outcome.too_late} 位的提交时间已过，请单独联系")
    if outcome.without_address:
        words.append(f"{outcome.without_address} 位没有留邮箱，请用群消息提醒")
    return "；".join(words) + "。"
