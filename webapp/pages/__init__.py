"""The pages: blueprints, thin, each with its forms beside it."""

from __future__ import annotations

from flask import Flask

from webapp.pages import access, admin, auth, errors, public, review, shown, student


def register(app: Flask) -> None:
    """Mount every blueprint, and refuse to start when a page does not declare its permission."""
    for blueprint in (public.blueprint, auth.blueprint, student.blueprint, review.blueprint, admin.blueprint):
        app.register_blueprint(blueprint)
    app.before_request(access.enforce)
    errors.register(app)
    shown.register(app)
    access.require_declarations(app)
