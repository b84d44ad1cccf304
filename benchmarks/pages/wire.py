"""What a page costs over the wire: on the first visit with an empty cache, and on the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.pages.prepared import PHONE, Prepared
from benchmarks.pages.table import print_table

MAX_KILOBYTES = 60.0
MAX_BEFORE_PAINT = 2
PUBLIC = (
    "/", "/sessions", "/branches", "/branches?lat=30.60&lng=114.30", "/guide/code", "/guide/photo", "/check",
    "/privacy", "/login", "/activate",
)  # fmt: skip
STUDENT = (
    "/me", "/me/upload/electronic", "/me/upload/paper", "/me/upload/code", "/me/details", "/me/submit",
)  # fmt: skip
OWN_PICTURES = "/me/files/"  # personal data: never kept in the browser's cache, so fetched at each visit
BLOCKING = """() => performance.getEntriesByType("resource")
    .filter((entry) => entry.renderBlockingStatus === "blocking").length"""
TO_THE_END = "window.scrollTo(0, document.documentElement.scrollHeight)"


class Traffic:
    """What one tab fetches over the network: bytes with headers, compressed as served. The cache is free."""

    def __init__(self, page: Page) -> None:
        self.fetched: dict[str, float] = {}
        self.names: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._began)
        session.on("Network.requestServedFromCache", self._cached)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")

    def _began(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if not response.get("fromDiskCache") and response["url"].startswith("http"):
            self.names[event["requestId"]] = response["url"]

    def _cached(self, event: dict[str, Any]) -> None:
        self.names.pop(event["requestId"], None)

    def _ended(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.names:
            self.fetched[event["requestId"]] = event["encodedDataLength"]

    @property
    def kilobytes(self) -> float:
        """All that came over the wire."""
        return sum(self.fetched.values()) / 1024

    @property
    def requests_of_the_site(self) -> int:
        """How many answers came over the wire, the student's own pictures aside."""
        return sum(OWN_PICTURES not in self.names[number] for number in self.fetched)


@dataclass(frozen=True)
class Visit:
    """The cost of one page."""

    path: str
    kilobytes: float
    requests: int
    before_paint: int
    repeat_requests: int
    repeat_kilobytes: float

    @property
    def good(self) -> bool:
        """Light, quick to paint, and on the next visit only the page itself or nothing."""
        return (
            self.kilobytes <= MAX_KILOBYTES
            and self.before_paint <= MAX_BEFORE_PAINT
            and self.repeat_requests <= 1
        )

    def row(self) -> tuple[str, ...]:
        """One line of the table."""
        figures = f"{self.kilobytes:.1f}", str(self.requests), str(self.before_paint)
        repeat = str(self.repeat_requests), f"{self.repeat_kilobytes:.1f}"
        return (self.path, *figures, *repeat, "ok" if self.good else "MISSED")


def measure_wire(browser: Browser, prepared: Prepared) -> bool:
    """Measure every student page and print the table; False when a goal is missed."""
    visits = [_visit(browser, prepared, path, logged_in=False) for path in PUBLIC]
    visits += [_visit(browser, prepared, path, logged_in=True) for path in STUDENT]
    print_table(
        f"Over the wire (goals: {MAX_KILOBYTES:.0f} KB, {MAX_BEFORE_PAINT} requests before paint, then <= 1)",
        ("page", "KB", "requests", "before paint", "again*", "KB again", ""),
        [visit.row() for visit in visits],
    )
    print("* without the student's own pictures, which no cache may keep")
    return all(visit.good for visit in visits)


def _visit(browser: Browser, prepared: Prepared, path: str, *, logged_in: bool) -> Visit:
    """Open `path` twice in one new profile, each time down to its end so that lazy pictures count."""
    context = browser.new_context(
        viewport=PHONE,
        locale="zh-CN",
        base_url=prepared.app.url,
        storage_state=prepared.cookies if logged_in else None,
    )
    first, blocking = _open(context, path)
    again, _ = _open(context, path)
    context.close()
    return Visit(
        path, first.kilobytes, len(first.fetched), 1 + blocking, again.requests_of_the_site, again.kilobytes
    )


def _open(context: BrowserContext, path: str) -> tuple[Traffic, int]:
    page = context.new_page()
    traffic = Traffic(page)
    answer = page.goto(path, wait_until="networkidle")
    if answer is None or answer.status != 200 or not page.url.endswith(path):
        raise SystemExit(f"{path} did not open: it led to {page.url}")
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    blocking = int(page.evaluate(BLOCKING))
    page.close()
    return traffic, blocking
