"""A real Chromium over a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.server import RunningApp, running_app
from tests.browser.students import SERIALS

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
QUIET = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The path of the machine's Chromium, if any."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium. Skips with the reason when there is none; in CI that is a failure."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium on this machine: install it (Debian: apt-get install chromium fonts-noto-cjk)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """One running copy for a module of browser tests."""
    with running_app(tmp_path_factory.mktemp("app")) as app:
        yield app


@pytest.fixture(scope="module")
def serials() -> Iterator[int]:
    """Students (`students.py`), each for one test."""
    return iter(SERIALS)


@pytest.fixture
def open_browser(chromium: Browser, served: RunningApp) -> Iterator[Callable[..., BrowserContext]]:
    """A function that opens a fresh browser profile; errors on the console fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: object) -> BrowserContext:
        context = chromium.new_context(
            **{"viewport": PHONE, "locale": "zh-CN", "base_url": served.url, **options}  # type: ignore[arg-type] # passed through
        )
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console",
            lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert complaints == []
