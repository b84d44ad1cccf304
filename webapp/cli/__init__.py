"""Commands for operators, one module a topic."""

from __future__ import annotations

import click
from flask import Flask

from webapp.cli import notice, roster, staff

GROUPS: tuple[click.Group, ...] = (notice.group, roster.group, staff.group)  # each topic adds its group here


def register(app: Flask) -> None:
    """Add every command group to the app's `flask` command."""
    for group in GROUPS:
        app.cli.add_command(group)
