"""Commands for operators, one module a topic."""

from __future__ import annotations

import click
from flask import Flask

from webapp.cli import (
    audit,
    branch,
    campaign,
    college,
    demo,
    faces,
    figures,
    mail,
    notice,
    paper,
    photo,
    purge,
    remind,
    review,
    roster,
    session,
    staff,
    standard,
    storage,
    student,
    submissions,
)

# Each topic adds its group here.
GROUPS: tuple[click.Command, ...] = (
    audit.group,
    branch.group,
    campaign.group,
    college.group,
    demo.group,
    figures.command,
    mail.group,
    notice.group,
    photo.group,
    purge.command,
    remind.group,
    review.group,
    roster.group,
    session.group,
    staff.group,
    standard.group,
    storage.group,
    student.group,
    submissions.group,
)
submissions.group.add_command(faces.command)
submissions.group.add_command(paper.command)


def register(app: Flask) -> None:
    """Add every group, and commands that stand alone, to the app's `flask` command."""
    for group in GROUPS:
        app.cli.add_command(group)


def photo_only() -> Flask:
    """An app that offers `flask photo` alone: no page, no database, no settings."""
    app = Flask(__name__)
    app.cli.add_command(photo.group)
    return app
