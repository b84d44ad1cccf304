"""Looking at a page: a screenshot for people, and axe for what eyes miss."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts" / "pages"


def shoot(page: Page, name: str) -> None:
    """Write a screenshot of the whole page."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    # caret: hiding it leaves style attributes on fields, which htmx would copy and the CSP refuse.
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True, caret="initial")


def look_at(page: Page, name: str) -> None:
    """Write a screenshot of the whole page; fail on what axe finds, or when it is wider than the screen."""
    shoot(page, name)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{name}: the page is {too_wide} px wider than the screen"
