"""Fresh databases for tests: migrated once, then copied, which takes milliseconds."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db


def _migrate(url: str, folder: Path) -> None:
    settings = Settings(
        environment="test",
        secret_key="t" * 32,
        database_url=url,
        instance_dir=str(folder),
        insecure_cookies=True,
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


def sqlite_copies(folder: Path) -> Callable[[], str]:
    """A function that copies a migrated SQLite file and gives the copy's URL."""
    template = folder / "template.sqlite3"
    _migrate(f"sqlite:///{template}", folder)
    numbers = itertools.count()

    def fresh() -> str:
        copy = folder / f"{next(numbers)}.sqlite3"
        shutil.copy(template, copy)
        return f"sqlite:///{copy}"

    return fresh


def postgres_copies(server: Any, folder: Path) -> Callable[[], str]:
    """A function that makes a database from a migrated template on a real server and gives its URL."""
    template = server.fresh_database()
    _migrate(template, folder)
    return lambda: str(server.fresh_database(template=template))
