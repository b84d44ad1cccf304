from __future__ import annotations

import contextvars
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from webapp.extensions import db

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """A function that runs a `flask` command in a context of its own, as a shell would."""

    def invoke(*words: str, input: str | None = None) -> Result:
        db.session.commit()
        runner = app.test_cli_runner()
        result: Result = contextvars.Context().run(runner.invoke, args=list(words), input=input)
        db.session.expire_all()
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke
