"""What every test may ask for: an app over a fresh database, clients that lint, people in known states."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.client import LintingClient
from webapp import create_app
from webapp.config import ROOT, Settings
from webapp.extensions import db

pytest_plugins = ["tests.services.fixtures", "tests.people"]

SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """A function that gives the URL of a fresh, migrated database; every test runs on both engines.

    BUPAI_TEST_DATABASES (for example `sqlite`) narrows them while developing.
    """
    wanted = os.environ.get("BUPAI_TEST_DATABASES", "sqlite,postgres").split(",")
    if request.param not in wanted:
        pytest.skip(f"BUPAI_TEST_DATABASES leaves out {request.param}")
    from tests.databases import postgres_copies, sqlite_copies

    if request.param == "sqlite":
        return sqlite_copies(tmp_path_factory.mktemp("sqlite"))
    return postgres_copies(request.getfixturevalue("postgres_server"), tmp_path_factory.mktemp("postgres"))


@pytest.fixture
def settings(migrated: Callable[[], str], tmp_path: Path) -> Settings:
    """Settings of a test app: its own database and its own folder."""
    return Settings(
        environment="test",
        secret_key="t" * 32,
        database_url=migrated(),
        instance_dir=str(tmp_path / "instance"),
        insecure_cookies=True,
        undo_seconds=0,  # a decision shows at once; the fixture `undoable` gives the ten seconds
        require_totp=False,  # tests of the second factor turn it on
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An app over a fresh database. Rate limits count from zero for every test."""
    from webapp.extensions import limiter

    app = create_app(settings)
    app.config["TESTING"] = True
    app.test_client_class = LintingClient
    with app.app_context():
        limiter.reset()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> LintingClient:
    """A browser without an account. Every page it fetches is linted."""
    return app.test_client()  # type: ignore[return-value] # the class set above
