"""axe on every page, light and dark: all its rules, also those that Lighthouse leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from benchmarks.pages.prepared import PHONE, Prepared
from benchmarks.pages.table import print_table
from benchmarks.pages.wire import PUBLIC, STUDENT

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"  # Lighthouse brings it along
RUN = "async () => (await axe.run()).violations"


def measure_axe(browser: Browser, prepared: Prepared) -> bool:
    """Print what axe finds; False when that is not nothing."""
    if not AXE.exists():
        raise SystemExit("axe is not installed: make bench-pages installs it (npm ci)")
    rows = []
    for scheme in ("light", "dark"):
        for paths, cookies in ((PUBLIC, None), (STUDENT, prepared.cookies)):
            context = browser.new_context(
                viewport=PHONE,
                locale="zh-CN",
                base_url=prepared.app.url,
                color_scheme="dark" if scheme == "dark" else "light",
                storage_state=cookies,
            )
            for path in paths:
                rows += [(path, scheme, *violation) for violation in _violations(context, path)]
            context.close()
    print_table(f"axe: {len(rows)} violations", ("page", "colours", "rule", "elements"), rows)
    return not rows


def _violations(context: BrowserContext, path: str) -> list[tuple[str, str]]:
    """Rule and elements of each violation; folded parts are opened first, so that they are looked at too."""
    page = context.new_page()
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(RUN)
    page.close()
    return [(rule["id"], " | ".join(node["target"][0] for node in rule["nodes"][:3])) for rule in found]
