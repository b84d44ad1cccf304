"""Servers from PyPI, each in a virtual environment of its own that stays between test runs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

INSTALL_SECONDS = 300


class ServiceUnavailable(Exception):  # noqa: N818 # it names what happened; tests turn it into a skip
    """A server that tests need cannot be had here; the message says why."""


def cache_folder() -> Path:
    """Where environments are kept, outside of the repository.

    Root's home is closed to the user `nobody` that PostgreSQL runs as, so root's cache is elsewhere.
    """
    if os.getuid() == 0:
        return Path("/var/cache/bupai-tests")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bupai-tests"


def cached_venv(requirements: Path) -> Path:
    """The folder of an environment with exactly these pinned and hashed requirements, made on first use.

    Nothing is compiled. Raises ServiceUnavailable when it cannot be installed.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    digest = hashlib.sha256(requirements.read_bytes() + version.encode()).hexdigest()
    folder = cache_folder() / f"{requirements.stem}-{digest[:12]}"
    complete = folder / "complete"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two test runs may start at once
            if not complete.exists():
                _install(requirements, folder)
                complete.touch()
    except (OSError, subprocess.SubprocessError) as error:
        output = getattr(error, "output", None) or error
        raise ServiceUnavailable(f"cannot install {requirements.name}: {str(output)[-500:]}") from error
    return folder


def _install(requirements: Path, folder: Path) -> None:
    _run(sys.executable, "-m", "venv", "--clear", str(folder))
    pip = (str(folder / "bin" / "python"), "-m", "pip")
    _run(*pip, "install", "--quiet", "--only-binary", ":all:", "--require-hashes", "-r", str(requirements))


def _run(*command: str) -> None:
    subprocess.run(
        command,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=INSTALL_SECONDS,
    )
