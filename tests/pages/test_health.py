"""/healthz tells a load balancer the truth."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from tests.client import LintingClient
from webapp import create_app
from webapp.config import Settings


def test_healthy(client: LintingClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"database": "ok", "storage": "ok"}


def test_storage_gone(client: LintingClient, settings: Settings) -> None:
    settings.uploads_folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(settings.uploads_folder, ignore_errors=True)
    Path(settings.uploads_folder).write_text("a file where the folder was")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"database": "ok", "storage": "unreachable"}


def test_database_gone(settings: Settings) -> None:
    nobody_there = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    answer = create_app(replace(settings, database_url=nobody_there)).test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"database": "unreachable", "storage": "ok"}
