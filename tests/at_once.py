"""Several requests at the same moment, each with a database session of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask

from webapp.domain.errors import DomainError
from webapp.extensions import db

T = TypeVar("T")


def at_once(app: Flask, acts: list[Callable[[], T]]) -> list[T | DomainError]:
    """Run `acts` in threads that start together; a DomainError takes the place of an answer."""
    db.session.commit()
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | DomainError:
        with app.app_context():
            start.wait(timeout=30)
            try:
                return act()
            except DomainError as error:
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as threads:
        answers = list(threads.map(run, acts))
    db.session.expire_all()
    return answers
