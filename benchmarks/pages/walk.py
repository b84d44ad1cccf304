"""Opens every state of `states.py`, in either language, over a copy of the demo."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from benchmarks.pages.prepared import PHONE
from benchmarks.pages.states import EMAIL, STATES, UNSUBSCRIBE, Era, PageState, Who
from benchmarks.pages.steps import Tab
from tests.browser.server import RunningApp, running_app
from webapp import language
from webapp.config import Settings
from webapp.demo.seed import FILES_FOLDER
from webapp.demo.story import STUDENT_PASSWORD
from webapp.domain.mail import unsubscribing

# A mail server that nothing is sent to, so that the pages about mail are there.
SETTINGS = {
    "BUPAI_SMTP_HOST": "127.0.0.1",
    "BUPAI_MAIL_FROM": "bupai@example.org",
    "BUPAI_PUBLIC_URL": "https://bupai.example.org",
    "BUPAI_SCHOOL_CODE": "10927",
}
DATABASE = "browser.sqlite3"  # tests/browser/server.py
CHANGES = {
    Era.CLOSED: (
        "UPDATE campaign SET deadline_at = datetime('now', '-1 days') || '.000000'",
        "UPDATE submission SET decided_at = datetime('now', '-9 days') || '.000000' WHERE decided_at > 0",
    ),
    Era.OVER: ("UPDATE campaign SET is_active = 0",),
}
Look = Callable[[Page, PageState, str], None]


@dataclass
class Copy:
    """A served copy of the demo, the era it is in, and who has logged in."""

    app: RunningApp
    browser: Browser
    era: Era = Era.EMPTY
    cookies: dict[Who, StorageState] = field(default_factory=dict)

    def advance(self, era: Era) -> None:
        """Bring the copy into `era`, through those between."""
        while self.era < era:
            self.era = Era(self.era + 1)
            if self.era is Era.OPEN:
                self.app.flask("demo", "seed")
            with closing(sqlite3.connect(self.app.folder / DATABASE)) as database:
                for change in CHANGES.get(self.era, ()):
                    database.execute(change)
                database.commit()

    def open_browser(self, who: Who, tongue: str) -> BrowserContext:
        """A fresh browser of `who` that reads `tongue`."""
        context = self.browser.new_context(
            viewport=PHONE,
            locale="zh-CN",
            base_url=self.app.url,
            storage_state=self._cookies_of(who),
        )
        context.add_cookies([{"name": language.COOKIE, "value": tongue, "url": self.app.url}])
        return context

    def tab(self, context: BrowserContext) -> Tab:
        """A new page of a browser, with what its visitor has at hand."""
        return Tab(context.new_page(), self.app.folder / FILES_FOLDER, self._links())

    def _links(self) -> dict[str, str]:
        with closing(sqlite3.connect(self.app.folder / DATABASE)) as database:
            found = database.execute("SELECT id FROM student WHERE student_no = ?", (Who.DRAFT,)).fetchone()
        if found is None:
            return {}
        settings = Settings(secret_key=self.app.environ["BUPAI_SECRET_KEY"])
        return {UNSUBSCRIBE: unsubscribing.link_of(found[0], EMAIL, settings)}

    def _cookies_of(self, who: Who) -> StorageState | None:
        if who is Who.NOBODY:
            return None
        if who not in self.cookies:
            context = self.browser.new_context(base_url=self.app.url)
            page = context.new_page()
            page.goto("/login")
            page.locator("#student_no").fill(who)
            page.locator("#password").fill(STUDENT_PASSWORD)
            page.locator("main form button").click()
            page.wait_for_url("**/me")
            self.cookies[who] = context.storage_state()
            context.close()
        return self.cookies[who]


@contextmanager
def demo_copy(browser: Browser) -> Iterator[Copy]:
    """Serve an empty copy; walking fills it."""
    with (
        tempfile.TemporaryDirectory(prefix="bupai-states-") as name,
        running_app(Path(name), **SETTINGS) as app,
    ):
        yield Copy(app, browser)


def walk(copy: Copy, look: Look, states: Sequence[PageState] = STATES) -> None:
    """Open each state in Chinese, then in English, and `look` at it. Fails where one cannot be reached."""
    for state in states:
        copy.advance(state.era)
        if state.once:
            _do_once(copy, state)
        for tongue in (language.CHINESE, language.ENGLISH):
            context = copy.open_browser(state.who, tongue)
            tab = copy.tab(context)
            status = tab.open(state.path)
            assert status == state.status, f"{state.name}: {state.path} answered {status}"
            for step in state.steps:
                step(tab)
            look(tab.page, state, tongue)
            context.close()


def _do_once(copy: Copy, state: PageState) -> None:
    context = copy.open_browser(state.who, language.CHINESE)
    tab = copy.tab(context)
    for step in state.once:
        step(tab)
    context.close()
