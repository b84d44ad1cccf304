"""A real PostgreSQL for tests, on a Unix socket in a folder of its own."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

from tests.services.venvs import ServiceUnavailable, cached_venv

REQUIREMENTS = Path(__file__).parent / "postgres-requirements.txt"
START_SECONDS = 60
KEPT_DATABASES = 40  # an empty one takes 7.5 MB: the oldest make room
# Nothing of a test run needs to outlive a power cut.
OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresServer:
    """A running server that makes databases."""

    def __init__(self, socket_folder: Path, *, prefix: str = "test", kept: int = KEPT_DATABASES) -> None:
        """prefix: how the names of its databases begin; kept: how many of them stay."""
        self.socket_folder = socket_folder
        self._prefix = prefix
        self._kept = kept
        self._numbers = itertools.count(1)
        self._made: deque[str] = deque()

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket_folder}"

    def fresh_database(self, template: str | None = None) -> str:
        """The URL of a new database: empty, or a copy of the one at the URL `template`, in about 30 ms.

        Nobody may be connected to the template. It is kept; of the others only the newest are.
        """
        name = f"{self._prefix}_{next(self._numbers)}"
        source = "template1" if template is None else self._name(template)
        if source in self._made:
            self._made.remove(source)
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, source)
        self._made.append(name)
        if len(self._made) > self._kept:
            self._execute("DROP DATABASE {} WITH (FORCE)", self._made.popleft())
        return self.url(name)

    def _name(self, url: str) -> str:
        return url.removeprefix("postgresql+psycopg://postgres@/").partition("?")[0]

    def _execute(self, statement: str, *names: str) -> None:
        quoted = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(
            host=str(self.socket_folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(quoted)


class _RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@contextmanager
def running_postgres(logs: Path) -> Iterator[PostgresServer]:
    """Start an empty server, and stop it at the end whatever happened. Its log is kept in `logs`.

    Raises ServiceUnavailable when there is none to start or it does not come up.
    """
    binaries = _binaries()
    logs.mkdir(parents=True, exist_ok=True)
    # Not pytest's folder: a socket's path must be short, and reachable by the user the server runs as.
    home = Path(tempfile.mkdtemp(prefix="bupai-pg-", dir="/tmp"))
    identity = _identity(home)
    data, log = home / "data", home / "log"

    def run(program: str, *arguments: str | Path) -> None:
        _run([binaries / program, *arguments], identity, home, log)

    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        stack.callback(_keep_log, log, logs / "postgres.log")
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"{OPTIONS} -c unix_socket_directories={home}"
        run("pg_ctl", "-s", "-w", "-D", data, "-l", log, "-o", options, "start")
        stack.callback(run, "pg_ctl", "-s", "-D", data, "-m", "immediate", "stop")
        yield PostgresServer(home)


def _binaries() -> Path:
    """The folder of initdb and pg_ctl: Debian's newest, the path's, or else a server from PyPI."""
    debian = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if debian:
        return max(debian, key=lambda path: float(path.parent.name))
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    venv = cached_venv(REQUIREMENTS)
    found_in_venv = next(venv.glob("lib/python*/site-packages/*/pginstall/bin"), None)
    if found_in_venv is None:
        raise ServiceUnavailable("the PostgreSQL from PyPI has no binaries for this machine")
    return found_in_venv


def _identity(home: Path) -> _RunAs:
    """PostgreSQL refuses to run as root; then it runs as `nobody`, who gets the folder."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], identity: _RunAs, home: Path, log: Path) -> None:
    """Run one of the server's programs; its output goes to a file, which a started server may keep open."""
    output = home / "output"
    with output.open("wb") as file:
        try:
            subprocess.run(
                command,
                check=True,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                timeout=START_SECONDS,
                **identity,
            )
        except (OSError, subprocess.SubprocessError) as error:
            said = output.read_text(errors="replace") + (
                log.read_text(errors="replace") if log.exists() else ""
            )
            raise ServiceUnavailable(f"{command[0]}: {error}: {said[-500:]}") from error


def _keep_log(log: Path, kept: Path) -> None:
    if log.exists():
        shutil.copyfile(log, kept)
