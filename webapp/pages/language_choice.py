"""Blueprint `language`: choose between Chinese and English.

A page of its own, so that public pages carry no form token and stay cacheable.
"""

from __future__ import annotations

from flask import Blueprint, Flask, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import current, language
from webapp.pages.access import Permission, allow
from webapp.pages.auth.browser_session import is_own_path

YEAR_SECONDS = 365 * 24 * 3600

blueprint = Blueprint("language", __name__)


def register(app: Flask) -> None:
    """Give every page what its link to the other language needs."""
    app.jinja_env.globals.update(
        language_names=language.NAMES, language_tags=language.TAGS, own_address=_own_address
    )


@blueprint.get("/language")
@allow(Permission.PUBLIC)
def choose() -> ResponseReturnValue:
    """Both languages, each in its own words. ?next= is the page to come back to."""
    return render_template("public/language.html", next=_wanted())


@blueprint.post("/language/<code>")
@allow(Permission.PUBLIC)
def switch(code: str) -> ResponseReturnValue:
    """Remember the choice in a cookie, which outlives the session, and go back."""
    if code not in language.NAMES:
        abort(404)
    response = make_response(redirect(_wanted()))
    response.set_cookie(
        language.COOKIE,
        code,
        max_age=YEAR_SECONDS,
        httponly=True,
        secure=not current.settings().insecure_cookies,
        samesite="Lax",
    )
    return response


def _wanted() -> str:
    """Where to go afterwards: a page of ours, or home."""
    wanted = request.values.get("next", "")
    return wanted if is_own_path(wanted) else url_for("public.home")


def _own_address() -> str:
    """The page that is shown, to come back to; home after a form was sent."""
    return request.full_path.rstrip("?") if request.method == "GET" else url_for("public.home")
