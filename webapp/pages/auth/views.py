"""Log in, activate, log out."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.pages.access import Permission, allow

blueprint = Blueprint("auth", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@allow(Permission.PUBLIC)
def login() -> ResponseReturnValue:
    """A student logs in."""
    return render_template("public/home.html")


@blueprint.post("/logout")
@allow(Permission.PUBLIC)
def logout() -> ResponseReturnValue:
    """End the session."""
    return render_template("public/home.html")
