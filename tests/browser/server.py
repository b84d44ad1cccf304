"""A copy of the app as operators run it: flask commands over an empty folder, then gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.config import ROOT

START_SECONDS = 60


@dataclass(frozen=True)
class RunningApp:
    """Where the copy answers, and how to give it commands."""

    url: str
    environ: dict[str, str]
    folder: Path

    def flask(self, *words: str, given: str = "") -> str:
        """Run one `flask` command of the copy; fails the test with its output when it does not succeed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environ,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"flask {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the app did not start: {log.read_text(encoding='utf-8')[-3000:]}")


@contextmanager
def running_app(folder: Path, **settings: str) -> Iterator[RunningApp]:
    """A migrated, empty copy in `folder`, served by gunicorn with the project's own configuration.

    settings: further environment variables.
    """
    port = _free_port()
    environ = {
        **os.environ,
        "BUPAI_ENV": "test",
        "BUPAI_SECRET_KEY": "b" * 32,
        "BUPAI_DATABASE_URL": f"sqlite:///{folder / 'browser.sqlite3'}",
        "BUPAI_INSTANCE_DIR": str(folder),
        "BUPAI_INSECURE_COOKIES": "1",
        "BUPAI_REQUIRE_TOTP": "0",
        "BUPAI_BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "1",
        "OMP_NUM_THREADS": "1",
        "BUPAI_UNDO_SECONDS": "0",  # a decision shows at once
        **settings,
    }
    app = RunningApp(f"http://127.0.0.1:{port}", environ, folder)
    app.flask("db", "upgrade")
    log = folder / "gunicorn.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"],
            cwd=ROOT,
            env=environ,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(app.url, process, log)
            yield app
        finally:
            process.terminate()
            process.wait(timeout=20)
