"""A real object store for tests: OpenStack Swift with its S3 API, on free ports of this machine.

moto accepts wrong secrets and expired links, so it cannot stand in.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.services.venvs import ServiceUnavailable, cached_venv

REQUIREMENTS = Path(__file__).parent / "swift-requirements.txt"
START_SECONDS = 30
BACKENDS = ("account", "container", "object")
FILTERS = ("catch_errors", "gatekeeper", "healthcheck", "bulk", "slo", "dlo")

SWIFT_CONF = """\
[swift-hash]
swift_hash_path_suffix = test-suffix
swift_hash_path_prefix = test-prefix
[storage-policy:0]
name = Policy-0
default = yes
"""
COMMON_CONF = """\
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {etc}
"""
BACKEND_CONF = """\
devices = {devices}
mount_check = false
disable_fallocate = true
[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""
PROXY_CONF = """\
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck s3api tempauth bulk slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = true
"""


@dataclass(frozen=True)
class ObjectStore:
    """Where the store is and how to log in; path addressing, signature s3v4."""

    endpoint: str
    access_key: str = "test:tester"
    secret_key: str = "testing"
    region: str = "us-east-1"


@contextmanager
def running_object_store(logs: Path) -> Iterator[ObjectStore]:
    """Start a store with nothing in it, and stop it at the end whatever happened. Logs are kept in `logs`.

    Raises ServiceUnavailable when it cannot be installed or does not come up.
    """
    binaries = cached_venv(REQUIREMENTS) / "bin"
    logs.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="bupai-swift-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        ports = _free_ports(len(BACKENDS) + 1)
        proxy = _configure(home / "etc", home / "devices", ports)
        _make_rings(binaries, home / "etc", ports)
        for name in (*BACKENDS, "proxy"):
            server = _start(binaries / f"swift-{name}-server", home / "etc" / f"{name}.conf", logs)
            stack.callback(_stop, server)
        _wait_for(f"http://127.0.0.1:{proxy}/healthcheck", logs)
        yield ObjectStore(f"http://127.0.0.1:{proxy}")


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _configure(etc: Path, devices: Path, ports: list[int]) -> int:
    """Write the configuration of the four servers; the last port is the proxy's, which is returned."""
    etc.mkdir()
    (devices / "d1").mkdir(parents=True)
    (etc / "swift.conf").write_text(SWIFT_CONF)
    user = pwd.getpwuid(os.getuid()).pw_name
    *backend_ports, proxy_port = ports
    for name, port in zip(BACKENDS, backend_ports, strict=True):
        common = COMMON_CONF.format(port=port, user=user, etc=etc)
        (etc / f"{name}.conf").write_text(common + BACKEND_CONF.format(devices=devices, name=name))
    filters = "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n" for name in FILTERS)
    common = COMMON_CONF.format(port=proxy_port, user=user, etc=etc)
    (etc / "proxy.conf").write_text(common + PROXY_CONF + filters)
    return proxy_port


def _make_rings(binaries: Path, etc: Path, ports: list[int]) -> None:
    """A ring says on which port the one copy of everything is."""
    for name, port in zip(BACKENDS, ports, strict=False):
        for step in ("create 4 1 1", f"add r1z1-127.0.0.1:{port}/d1 1", "rebalance"):
            command = [str(binaries / "swift-ring-builder"), f"{name}.builder", *step.split()]
            done = subprocess.run(
                command, cwd=etc, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
            )
            if done.returncode:
                raise ServiceUnavailable(f"swift-ring-builder {step}: {done.stdout[-500:]}")


def _start(binary: Path, configuration: Path, logs: Path) -> subprocess.Popen[bytes]:
    with (logs / f"{configuration.stem}.log").open("wb") as log:
        return subprocess.Popen(
            [binary, configuration, "-v"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its workers can be stopped with it
        )


def _stop(server: subprocess.Popen[bytes]) -> None:
    """At once: a polite stop takes Swift seconds, and what it holds is thrown away anyway."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def _wait_for(url: str, logs: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(url, timeout=1):  # noqa: S310 # our own address
            return
        time.sleep(0.1)
    raise ServiceUnavailable(f"the object store did not come up within {START_SECONDS} s; see {logs}")
