"""Commands for operators, one module a topic."""

from __future__ import annotations

import click
from flask import Flask

from webapp.cli import mail, notice, roster, staff

# Each topic adds its group here.
GROUPS: tuple[click.Group, ...] = (mail.group, notice.group, roster.group, staff.group)


def register(app: Flask) -> None:
    """Add every command group to the app's `flask` command."""
    for group in GROUPS:
        app.cli.add_command(group)
