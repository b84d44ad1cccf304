"""Pages for everybody."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.pages.access import Permission, allow

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@allow(Permission.PUBLIC)
def home() -> ResponseReturnValue:
    """Who must act, by when, and what to hand in."""
    return render_template("public/home.html")


@blueprint.get("/branches")
@allow(Permission.PUBLIC)
def branches() -> ResponseReturnValue:
    """The nearest Xinhua branches."""
    return render_template("public/home.html")


@blueprint.get("/guide/photo")
@allow(Permission.PUBLIC)
def photo_guide() -> ResponseReturnValue:
    """Attachment 2."""
    return render_template("public/home.html")


@blueprint.get("/guide/code")
@allow(Permission.PUBLIC)
def code_guide() -> ResponseReturnValue:
    """Attachment 1."""
    return render_template("public/home.html")
