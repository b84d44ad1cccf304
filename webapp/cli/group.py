"""What the command groups share: readable refusals, and tables that Chinese text does not push askew."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click
from flask.cli import AppGroup

from webapp.domain.errors import DomainError
from webapp.domain.notice.problems import in_chinese
from webapp.domain.notice.values import NoticeError

COLUMN_GAP = "  "


class Group(AppGroup):
    """A group of commands: what the domain refuses is printed as its message, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal ends with exit code 1."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(str(error)) from error
        except NoticeError as error:
            raise click.ClickException(in_chinese(error)) from error


def echo_table(rows: Iterable[Sequence[str]], indent: str = "") -> None:
    """Print rows in columns; a Chinese character takes the room of two letters."""
    rows = list(rows)
    if not rows:
        return
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)]
        click.echo(indent + COLUMN_GAP.join(cells).rstrip())


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
