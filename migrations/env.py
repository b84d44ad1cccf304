"""Alembic's environment: the app's database, and the models as the target."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from webapp.models import Base
from webapp.models.base import UTCDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """A migration is history: it names the database's own type, not a class of ours that may change."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the migrations over the connection of the current app."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,  # SQLite cannot alter a column in place
            compare_type=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
