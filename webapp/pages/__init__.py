"""The pages: blueprints, thin, each with its forms beside it."""

from __future__ import annotations

from flask import Flask

from webapp.pages import (
    access,
    admin,
    auth,
    caching,
    components,
    errors,
    health,
    language_choice,
    public,
    review,
    row_number,
    said,
    shown,
    student,
)


def register(app: Flask) -> None:
    """Mount every blueprint, and refuse to start when a page does not declare its permission."""
    row_number.register(app)
    for topic in (public, auth, student, review, admin, health, language_choice):
        app.register_blueprint(topic.blueprint)
    app.before_request(access.enforce)
    errors.register(app)
    shown.register(app)
    said.register(app)
    components.register(app)
    language_choice.register(app)
    caching.register(app)
    access.require_declarations(app)
