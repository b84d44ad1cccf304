"""The servers are real, empty, and each test's own."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
import sqlalchemy as sa
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.services import fixtures, venvs
from tests.services.object_store import REQUIREMENTS, ObjectStore
from tests.services.postgres import PostgresServer
from tests.services.venvs import ServiceUnavailable, cached_venv


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        result = connection.execute(sa.text(statement))
        return [tuple(row) for row in result] if result.returns_rows else []


@pytest.mark.postgres
def test_databases_are_empty_or_copies_and_apart(postgres_server: PostgresServer) -> None:
    template = postgres_server.fresh_database()
    run(template, "CREATE TABLE t (n int)")
    copy = postgres_server.fresh_database(template=template)
    run(copy, "INSERT INTO t VALUES (1)")
    other = postgres_server.fresh_database(template=template)
    assert run(copy, "SELECT n FROM t") == [(1,)]
    assert run(other, "SELECT n FROM t") == []
    assert run(postgres_server.fresh_database(), "SELECT 1 FROM pg_tables WHERE tablename = 't'") == []


@pytest.mark.postgres
def test_old_databases_make_room_but_templates_stay(postgres_server: PostgresServer) -> None:
    server = PostgresServer(postgres_server.socket_folder, prefix="room", kept=2)
    template = server.fresh_database()
    urls = [server.fresh_database(template=template) for _ in range(4)]
    names = run(template, "SELECT datname FROM pg_database WHERE datname LIKE 'room%' ORDER BY 1")
    assert [f"/{name}?" in url for url, (name,) in zip((template, *urls[2:]), names, strict=True)] == [
        True
    ] * 3


@pytest.mark.s3
@pytest.mark.parametrize("wrong", ["key", "secret"])
def test_wrong_credentials_are_refused(s3_server: ObjectStore, wrong: str) -> None:
    """What a stand-in would let pass."""
    client = boto3.client(
        "s3",
        endpoint_url=s3_server.endpoint,
        region_name=s3_server.region,
        aws_access_key_id="test:nobody" if wrong == "key" else s3_server.access_key,
        aws_secret_access_key="guess" if wrong == "secret" else s3_server.secret_key,
        config=Config(s3={"addressing_style": "path"}),
    )
    with pytest.raises(ClientError, match=r"InvalidAccessKeyId|SignatureDoesNotMatch"):
        client.list_buckets()
    client.close()


def test_what_cannot_be_installed_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(venvs, "cache_folder", lambda: tmp_path / "cache")
    with pytest.raises(ServiceUnavailable, match=r"cannot install swift-requirements.txt: .*cache"):
        cached_venv(REQUIREMENTS)


def test_missing_server_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no server"):
        fixtures.do_without("no server")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no server"):
        fixtures.do_without("no server")
