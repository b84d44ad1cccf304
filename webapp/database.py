"""How the database is opened, and what production refuses to run over."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Flask
from sqlalchemy import event, inspect, or_, select
from sqlalchemy.engine import Engine

from webapp import current
from webapp.config import SettingsError
from webapp.extensions import db
from webapp.models import Campaign, Staff


def prepare(app: Flask) -> None:
    """Set SQLite up for several workers, and refuse a demo database in production (SettingsError)."""
    with app.app_context():
        _listen(db.engine)
        try:
            if current.settings().is_production:
                _refuse_demo_data(db.engine)
        finally:
            db.engine.dispose()  # connections must not be shared with forked workers


def _listen(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)


def _tune_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA busy_timeout=15000")  # milliseconds a writer waits for its turn


def _refuse_demo_data(engine: Engine) -> None:
    if not inspect(engine).has_table(Staff.__tablename__):
        return  # a new database: `flask db upgrade` comes next
    with engine.connect() as connection:
        demo_campaign = select(Campaign.id).where(Campaign.is_demo).exists()
        demo_staff = select(Staff.id).where(Staff.is_demo).exists()
        if connection.scalar(select(or_(demo_campaign, demo_staff))):
            raise SettingsError(
                "BUPAI_DATABASE_URL points at a database with demo data; production needs one of its own"
            )
