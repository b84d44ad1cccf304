"""The page behind the link of each mail that stops them; for whoever reads the mail, so without a log-in."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp import current
from webapp.domain.mail import unsubscribing
from webapp.pages.access import Permission, allow
from webapp.pages.public.views import blueprint


@blueprint.route(f"{unsubscribing.PAGE}<token>", methods=["GET", "POST"], endpoint="unsubscribe")
@allow(Permission.PUBLIC)
def stop_mails(token: str) -> ResponseReturnValue:
    """One button; then, and whenever there is nothing left to stop, that no more mails come."""
    settings = current.settings()
    if request.method == "POST":
        unsubscribing.unsubscribe(token, settings)
        return redirect(request.path)
    is_done = unsubscribing.address_behind(token, settings) is None
    page: Response = make_response(render_template("public/unsubscribe.html", is_done=is_done))
    page.headers["Cache-Control"] = "no-store"  # an address that was entered again must not look deleted
    return page
