"""Fixtures over real servers. Each starts once a session, on the first use, and only then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

from tests.services.object_store import ObjectStore, running_object_store
from tests.services.postgres import PostgresServer, running_postgres
from tests.services.venvs import ServiceUnavailable

LOGS = Path(__file__).resolve().parents[1] / "artifacts" / "services"

T = TypeVar("T")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[ObjectStore]:
    """A real object store. Skips with the reason when there is none; in CI that is a failure."""
    with _or_skip(running_object_store(LOGS / "object-store")) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL. Skips with the reason when there is none; in CI that is a failure."""
    with _or_skip(running_postgres(LOGS / "postgres")) as server:
        yield server


@contextmanager
def _or_skip(service: AbstractContextManager[T]) -> Iterator[T]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(service)
        except ServiceUnavailable as error:
            do_without(str(error))
        yield server


def do_without(reason: str) -> NoReturn:
    """Skip the test that asked, saying why; in CI, where everything must be there, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
