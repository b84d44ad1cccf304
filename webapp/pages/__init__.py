"""The pages: blueprints, thin, each with its forms beside it."""

from __future__ import annotations

from flask import Flask

from webapp.pages import (
    access,
    account,
    admin,
    auth,
    caching,
    charts,
    chase,
    components,
    errors,
    health,
    language_choice,
    paper,
    public,
    review,
    roll_call,
    row_number,
    said,
    shown,
    student,
)


def register(app: Flask) -> None:
    """Mount every blueprint, and refuse to start when a page does not declare its permission."""
    row_number.register(app)
    for topic in (
        public,
        auth,
        account,
        student,
        review,
        admin,
        roll_call,
        health,
        language_choice,
        chase,
        paper,
    ):
        app.register_blueprint(topic.blueprint)
    app.before_request(access.enforce)
    errors.register(app)
    shown.register(app)
    said.register(app)
    components.register(app)
    charts.register(app)
    language_choice.register(app)
    caching.register(app)
    access.require_declarations(app)
