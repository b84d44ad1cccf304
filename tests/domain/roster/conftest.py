from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from webapp.extensions import db


@dataclass
class Statements:
    """How many statements a database was sent."""

    count: int = 0


@pytest.fixture
def count_statements(app: Flask) -> Callable[[], AbstractContextManager[Statements]]:
    """A function that gives a context counting the SQL statements within it."""

    @contextmanager
    def counting() -> Iterator[Statements]:
        found = Statements()

        def count(*_: Any) -> None:
            found.count += 1

        event.listen(db.engine, "before_cursor_execute", count)
        yield found
        event.remove(db.engine, "before_cursor_execute", count)

    return counting
