"""The session cookie: begun afresh at every log-in, ended by logging out or by idling."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, flash, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from webapp import clock
from webapp.domain import accounts, second_factor
from webapp.extensions import login_manager
from webapp.language import marked, translated
from webapp.models import Role, Staff, Student

ACTIVATING = "activating"
ACTIVATION_MINUTES = 15  # to choose a password after having been recognised
BETWEEN_STEPS = "between_steps"
SECOND_STEP_MINUTES = 10  # from the right password to the right code
SEED = "totp_seed"  # of a second factor that is being set up; without the app's own key it tells nothing
STAFF_BLUEPRINTS = ("review", "admin", "account", "roll_call")
FIRST_PAGES = {
    Role.ADMIN: "admin.dashboard",
    Role.REVIEWER: "review.queue",
    Role.LEADER: "roll_call.sessions",
}
ASK = marked("请先登录，登录后会回到刚才的页面。")


def load(session_id: str) -> Student | Staff | None:
    """The user of a session (Flask-Login asks)."""
    return accounts.find(session_id)


def ask_to_log_in() -> ResponseReturnValue:
    """Send a stranger to the log-in of the area they came to, and back again afterwards."""
    flash(translated(ASK), "warning")
    endpoint = "auth.staff_login" if request.blueprint in STAFF_BLUEPRINTS else "auth.login"
    came_from = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for(endpoint, next=came_from)
    if request.headers.get("HX-Request"):
        response = make_response("", 204)
        response.headers["HX-Redirect"] = target
        return response
    return redirect(target)


def begin(user: Student | Staff) -> None:
    """Log somebody in with a new session; nothing of the old one lives on."""
    session.clear()
    login_user(user)
    session.permanent = True


def end() -> None:
    """Log out."""
    logout_user()
    session.clear()


def begin_activation(student: Student) -> None:
    """Remember, for a quarter of an hour, that this browser showed to be a student without password."""
    session.clear()
    session[ACTIVATING] = [student.get_id(), clock.now().timestamp()]
    session.permanent = True


def activating() -> Student | None:
    """The student who may now set a first password, or None."""
    session_id, began = session.get(ACTIVATING, ("", 0.0))
    if clock.now().timestamp() - began > ACTIVATION_MINUTES * 60:
        return None
    student = accounts.find(session_id)
    if not isinstance(student, Student) or student.password_hash:
        return None
    return student


def begin_second_step(staff: Staff) -> None:
    """Remember, for a few minutes, that this browser showed a right password. Nobody is logged in."""
    session.clear()
    session[BETWEEN_STEPS] = [staff.get_id(), clock.now().timestamp()]
    session.permanent = True


def at_second_step() -> Staff | None:
    """The member of staff whose second step is awaited here, or None."""
    session_id, began = session.get(BETWEEN_STEPS, ("", 0.0))
    if clock.now().timestamp() - began > SECOND_STEP_MINUTES * 60:
        return None
    return accounts.between_steps(session_id)


def seed() -> str:
    """The seed of the second factor that is being set up in this browser; a new one when there is none."""
    kept: str = session.setdefault(SEED, second_factor.new_seed())
    return kept


def after_log_in(user: Student | Staff) -> Response:
    """A redirect to where the user came from, when that is a page of ours, or to their first page."""
    wanted = request.args.get("next", "")
    return make_response(redirect(wanted if is_own_path(wanted) else first_page(user)))


def first_page(user: Student | Staff) -> str:
    """Where somebody lands after the log-in."""
    if isinstance(user, Student):
        return url_for("student.home")
    return url_for(FIRST_PAGES[user.role])


def is_own_path(path: str) -> bool:
    """Whether a `next` stays on this site: an absolute path, nothing that a browser reads as another host."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


login_manager.user_loader(load)
login_manager.unauthorized_handler(ask_to_log_in)
